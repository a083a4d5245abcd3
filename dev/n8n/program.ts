import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { listProcess, signalGroup } from './processes';

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
	/** The code it ended with, null where a signal ended it; pending while it runs. Rejected where it could not be started. */
	readonly ended: Promise<number | null>;
	/** Asks it and the programs it started to end, by its process id; ends them after 15 s. */
	stop(): Promise<void>;
	/** Ends it and the programs it started at once, as a crash would. */
	kill(): Promise<void>;
}

const KEPT_LINES = 2000;
const GRACE_MS = 15_000;

const running = new Set<RunningProgram>();
process.once('exit', () => running.forEach(({ pid }) => signalGroup(pid, 'SIGKILL')));

/** Lets what was started end with this process also where a signal ends it: else nobody is told of the exit. */
export function exitOnSignals(): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => process.exit(1));
	}
}

/** Stops all programs that this process has started and that still run. */
export async function stopPrograms(): Promise<void> {
	await Promise.all([...running].map(async (program) => await program.stop()));
}

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
	const { pid } = child;
	if (pid === undefined) return neverStarted(child);
	listProcess(pid);
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		if (!stream) continue;
		createInterface({ input: stream }).on('line', (line) => {
			lines.push(line);
			if (lines.length > KEPT_LINES) lines.shift();
			onLine?.(line);
		});
	}
	let hasExited = false;
	child.once('exit', () => {
		hasExited = true;
		running.delete(program);
		// What the program started and left behind is in its group still.
		signalGroup(pid, 'SIGKILL');
	});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const end = async (first: NodeJS.Signals) => {
		if (!hasExited) signalGroup(pid, first);
		const timer = setTimeout(() => {
			if (!hasExited) signalGroup(pid, 'SIGKILL');
		}, GRACE_MS);
		await ended;
		clearTimeout(timer);
	};
	const program: RunningProgram = {
		pid,
		lines,
		ended,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
	};
	running.add(program);
	return program;
}

/** A program that is not there, say. */
function neverStarted(child: ChildProcess): RunningProgram {
	const ended = new Promise<never>((_, reject) => child.once('error', reject));
	ended.catch(() => undefined);
	const nothing = async () => undefined;
	return { pid: 0, lines: [], ended, stop: nothing, kill: nothing };
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
