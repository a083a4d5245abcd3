import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, filesFolder, type InstanceOptions } from './environment';
import { freePort, isFree } from './freePort';
import type { InstalledN8n } from './install';
import { startProgram, type RunningProgram } from './program';
import type { Tools } from './tools';

export interface StartOptions extends InstanceOptions {
	/** Default: any free port. */
	port?: number;
	/** `n8n start`, or `n8n worker --concurrency=5` and the like. */
	command?: readonly string[];
	onLine?: (line: string) => void;
	/** Called when n8n's process is there, long before it answers. */
	onSpawn?: (program: RunningProgram) => void;
}

export interface RunningN8n extends RunningProgram {
	/** `http://127.0.0.1:PORT` */
	url: string;
	/** Seconds until it answered. */
	tookSeconds: number;
}

const READY_WITHIN_MS = 180_000;

/**
 * Starts n8n and waits until it answers. Where that fails it is ended again.
 * @throws where the port is in use; with the last of its log, where it ends or does not answer within 3 minutes.
 */
export async function startN8n(
	tools: Tools,
	installed: InstalledN8n,
	options: StartOptions,
): Promise<RunningN8n> {
	const { userFolder, command = ['start'], onLine, onSpawn } = options;
	mkdirSync(filesFolder(userFolder), { recursive: true });
	const port = options.port ?? (await freePort());
	const brokerPort = await freePort();
	// Another n8n would answer in place of the new one.
	if (!(await isFree(port))) throw new Error(`Port ${port} is in use.`);
	const startedAt = performance.now();
	const program = startProgram(tools.node, [installed.script, ...command], {
		cwd: userFolder,
		env: environmentOf(tools, options, { port, brokerPort }),
		onLine,
	});
	onSpawn?.(program);
	const url = `http://127.0.0.1:${port}`;
	// n8n is healthy a little before it has its routes; a worker has none.
	const paths = command[0] === 'start' ? ['/healthz/readiness', '/rest/settings'] : ['/healthz'];
	try {
		for (const path of paths) await untilAnswered(`${url}${path}`, program, startedAt);
	} catch (error) {
		await program.stop();
		throw error;
	}
	return { ...program, url, tookSeconds: (performance.now() - startedAt) / 1000 };
}

async function untilAnswered(
	url: string,
	{ ended, lines }: RunningProgram,
	startedAt: number,
): Promise<void> {
	let hasEnded = false;
	const note = () => (hasEnded = true);
	void ended.then(note, note);
	for (;;) {
		const isAnswered = await answers(url);
		// What has ended did not give the answer, whoever did.
		if (hasEnded || performance.now() - startedAt > READY_WITHIN_MS) {
			const log = lines.slice(-30).join('\n');
			throw new Error(`n8n ${hasEnded ? 'ended' : 'did not answer within 3 minutes'}:\n${log}`);
		}
		if (isAnswered) return;
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
