import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface ProgramOptions {
	cwd: string;
	env: Readonly<Record<string, string>>;
	onLine?: (line: string) => void;
	/** A file that takes the standard output: programs that end at once lose what a full pipe does not take. */
	outputFile?: string;
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
	{ cwd, env, onLine, outputFile }: ProgramOptions,
): RunningProgram {
	const output = outputFile === undefined ? 'pipe' : openSync(outputFile, 'w');
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', output, 'pipe'],
	});
	if (typeof output === 'number') closeSync(output);
	running.add(child);
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		if (!stream) continue;
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
 * @throws with the last of what it wrote, where it ends with another code than 0.
 */
export async function runProgram(
	command: string,
	args: readonly string[],
	options: ProgramOptions,
): Promise<void> {
	const { ended, lines } = startProgram(command, args, options);
	const code = await ended;
	if (code === 0) return;
	const last = lines.slice(-40).join('\n');
	throw new Error(`\`${command} ${args.join(' ')}\` ended with ${code}:\n${last}`);
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, name);
	} catch {
		// It has ended already.
	}
}
