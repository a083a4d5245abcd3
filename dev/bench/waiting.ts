import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionStatus } from 'n8n-workflow';
import type { StoredExecution } from '../n8n/instance';
import type { Bench } from './types';
import { loadOfMachine, type ProcessFigures } from './processFigures';

/** Without a new answer for so long n8n is asked how it goes; not before, since to answer costs it work. */
const ASK_AFTER_MS = 2000;

const MOST_MS = 300_000;
const QUIET_WITHIN_MS = 60_000;

/** Processor seconds in 200 ms below which n8n does nothing. */
const QUIET_SECONDS = 0.02;

/**
 * Waits until the server has answered so many requests.
 * @throws with n8n's last lines, soon after the workflow has ended before that.
 */
export async function untilAnswered(
	bench: Bench,
	workflow: string,
	executionId: string,
	requests: number,
): Promise<void> {
	const startedAt = performance.now();
	let lastAt = startedAt;
	let answered = 0;
	while (answered < requests) {
		const now = (await bench.server.figures()).answered;
		if (now > answered) lastAt = performance.now();
		answered = now;
		const progress = `${workflow}: ${answered} of ${requests} requests were answered`;
		if (performance.now() - startedAt > MOST_MS) throw withLines(bench, `${progress} in 5 min`);
		if (performance.now() - lastAt > ASK_AFTER_MS) {
			lastAt = performance.now();
			if (!(await isUnderWay(bench, executionId))) {
				await successful(bench, workflow, executionId);
				throw withLines(bench, `${progress}, and it has ended`);
			}
		}
		await sleep(50);
	}
}

/** @throws with n8n's last lines, where the execution did not end well. */
export async function successful(
	bench: Bench,
	workflow: string,
	executionId: string,
): Promise<StoredExecution> {
	const run = await bench.instance.finished(executionId);
	if (run.status === 'success') return run;
	throw withLines(bench, `${workflow}: ${run.data.resultData.error?.message ?? run.status}`);
}

/**
 * After the last answer n8n stores the image and the execution: waits until it has nothing more to do.
 * After a minute it says so, and the measurement goes on.
 */
export async function untilQuiet(process: ProcessFigures): Promise<void> {
	const end = performance.now() + QUIET_WITHIN_MS;
	let quiet = 0;
	for (let before = process.cpuSeconds(); quiet < 3;) {
		if (performance.now() > end) {
			const load = loadOfMachine();
			console.log(
				`  n8n was still at work a minute after the last answer. Load of this machine: ${load}`,
			);
			return;
		}
		await sleep(200);
		const now = process.cpuSeconds();
		quiet = now - before <= QUIET_SECONDS ? quiet + 1 : 0;
		before = now;
	}
}

async function isUnderWay({ instance, lines }: Bench, executionId: string): Promise<boolean> {
	try {
		const { status } = await instance.rest.get<{ status: ExecutionStatus }>(
			`/executions/${executionId}`,
		);
		return status === 'new' || status === 'running';
	} catch (gone) {
		throw withLines({ lines }, `n8n does not answer: ${String(gone)}`);
	}
}

function withLines({ lines }: Pick<Bench, 'lines'>, what: string): Error {
	return new Error(`${what}. n8n's last lines:\n${lines.slice(-20).join('\n')}`);
}
