import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { signalGroup } from '../n8n/processes';

export interface Step {
	program: string;
	arguments: string[];
	/** What it says is shown as it comes; else in one piece when it has ended. */
	isLive?: boolean;
}

const ENDS = ['SIGINT', 'SIGTERM'] as const;
/** What a shell makes of a program that a signal ended. */
const ENDED_BY_SIGNAL = 130;

/**
 * Runs lanes of steps side by side, the steps of a lane one after another. The first step that fails ends all others.
 * @param show gets what steps that are not live have said.
 * @returns the exit code of the step that failed; 0 where none did.
 */
export async function sideBySide(
	lanes: Step[][],
	show: (said: string) => void = (said) => void process.stdout.write(said),
): Promise<number> {
	const running = new Set<ChildProcess>();
	let code = 0;
	const fail = (reason: number) => {
		code ||= reason;
		for (const { pid } of running) if (pid !== undefined) signalGroup(pid, 'SIGTERM');
	};
	const stop = () => fail(ENDED_BY_SIGNAL);
	for (const signal of ENDS) process.on(signal, stop);

	const run = async (lane: Step[]) => {
		for (const step of lane) {
			if (code !== 0) return;
			const since = Date.now();
			const { said, ended } = start(step, running);
			const failed = await ended;
			// What was ended because another failed has nothing to say.
			if (code !== 0) return;
			const name = [step.program, ...step.arguments].join(' ');
			if (!step.isLive) {
				const took = `${((Date.now() - since) / 1000).toFixed(0)} s`;
				show(`\n> ${name}: ${failed === 0 ? took : 'failed'}\n${await said}`);
			}
			if (failed !== 0) fail(failed);
		}
	};
	try {
		await Promise.all(lanes.map(run));
		return code;
	} catch (thrown) {
		// A program that cannot be started.
		fail(1);
		throw thrown;
	} finally {
		for (const signal of ENDS) process.off(signal, stop);
	}
}

function start(step: Step, running: Set<ChildProcess>) {
	// In a group of its own, so that what it has started ends with it.
	const child = spawn(step.program, step.arguments, {
		stdio: step.isLive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	running.add(child);
	const read = async (stream: typeof child.stdout) => (stream ? await text(stream) : '');
	const said = Promise.all([read(child.stdout), read(child.stderr)]).then((parts) =>
		parts.join(''),
	);
	const ended = new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => {
			running.delete(child);
			resolve(code ?? ENDED_BY_SIGNAL);
		});
	});
	return { said, ended };
}
