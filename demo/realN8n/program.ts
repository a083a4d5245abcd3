import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ProgramOptions {
	cwd: string;
	env: Readonly<Record<string, string>>;
	onLine?: (line: string) => void;
}

/** A program that runs on until it is stopped. */
export interface RunningProgram {
	readonly pid: number;
	/** What it has written so far, the last 2,000 lines. */
	readonly lines: readonly string[];
	/** The code it ended with, null where a signal ended it; pending while it runs. */
	readonly ended: Promise<number | null>;
	/** Asks it and the programs it started to end, by its process id; ends them after 15 s. */
	stop(): Promise<void>;
	/** Ends it and the programs it started at once, as a crash would. */
	kill(): Promise<void>;
}

const KEPT_LINES = 2000;
const GRACE_MS = 15_000;

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => signal(child, 'SIGKILL')));

/** Starts a program in a process group of its own, so that it and its children can be ended by its id. */
export function startProgram(
	command: string,
	args: readonly string[],
	{ cwd, env, onLine }: ProgramOptions,
): RunningProgram {
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', (line) => {
			lines.push(line);
			if (lines.length > KEPT_LINES) lines.shift();
			onLine?.(line);
		});
	}
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	}).finally(() => running.delete(child));
	ended.catch(() => undefined);
	const end = async (first: NodeJS.Signals) => {
		signal(child, first);
		const timer = setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS);
		await ended.catch(() => undefined);
		clearTimeout(timer);
		// What the program started and left behind is in its group still.
		signal(child, 'SIGKILL');
	};
	return {
		pid: child.pid ?? 0,
		lines,
		ended,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
	};
}

/**
 * Runs a program to its end.
 * @returns what it wrote on its standard output.
 * @throws with the last of what it wrote, where it ends with another code than 0.
 */
export async function runProgram(
	command: string,
	args: readonly string[],
	options: ProgramOptions,
): Promise<string> {
	const { cwd, env, onLine } = options;
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	running.add(child);
	const out: Buffer[] = [];
	const last: string[] = [];
	child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', (line) => {
			last.push(line);
			if (last.length > 40) last.shift();
			onLine?.(line);
		});
	}
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		if (code !== 0) {
			throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}:\n${last.join('\n')}`);
		}
	} finally {
		running.delete(child);
	}
	return Buffer.concat(out).toString('utf8');
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, name);
	} catch {
		// It has ended already.
	}
}
