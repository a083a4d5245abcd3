import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, filesFolder, type InstanceOptions } from './environment';
import { freePort } from './freePort';
import type { InstalledN8n } from './install';
import { startProgram, type RunningProgram } from './program';
import type { Tools } from './tools';

export interface StartOptions extends InstanceOptions {
	/** Default: any free port. */
	port?: number;
	/** `n8n start`, or `n8n worker --concurrency=5` and the like. */
	command?: readonly string[];
	onLine?: (line: string) => void;
}

export interface RunningN8n extends RunningProgram {
	/** `http://127.0.0.1:PORT` */
	url: string;
	/** Seconds until it answered. */
	tookSeconds: number;
}

const READY_WITHIN_MS = 180_000;

/**
 * Starts n8n and waits until it answers.
 * @throws with the last of its log, where it ends or does not answer within 3 minutes.
 */
export async function startN8n(
	tools: Tools,
	installed: InstalledN8n,
	options: StartOptions,
): Promise<RunningN8n> {
	const { userFolder, command = ['start'], onLine } = options;
	mkdirSync(filesFolder(userFolder), { recursive: true });
	const port = options.port ?? (await freePort());
	const startedAt = performance.now();
	const program = startProgram(tools.node, [installed.script, ...command], {
		cwd: userFolder,
		env: environmentOf(tools, options, { port, brokerPort: await freePort() }),
		onLine,
	});
	const url = `http://127.0.0.1:${port}`;
	const isMain = command[0] === 'start';
	let ended = false;
	void program.ended.then(
		() => (ended = true),
		() => (ended = true),
	);
	while (!(await answers(`${url}${isMain ? '/healthz/readiness' : '/healthz'}`))) {
		if (ended || performance.now() - startedAt > READY_WITHIN_MS) {
			await program.stop();
			const log = program.lines.slice(-30).join('\n');
			throw new Error(`n8n ${ended ? 'ended' : 'did not answer within 3 minutes'}:\n${log}`);
		}
		await sleep(200);
	}
	if (isMain) await untilRestAnswers(url, startedAt);
	return { ...program, url, tookSeconds: (performance.now() - startedAt) / 1000 };
}

/** n8n is healthy a little before it has its routes. */
async function untilRestAnswers(url: string, startedAt: number): Promise<void> {
	while (!(await answers(`${url}/rest/settings`))) {
		if (performance.now() - startedAt > READY_WITHIN_MS) throw new Error('n8n has no REST API');
		await sleep(200);
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
		return response.ok && (response.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false;
	}
}
