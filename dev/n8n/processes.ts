import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

/** A process by its id and when it started: the id alone may be another's by now. */
export interface ProcessMark {
	pid: number;
	startedAt: string;
}

/** The mark of a running process; undefined where none has this id. */
export function markOf(pid: number): ProcessMark | undefined {
	const startedAt = existsSync('/proc/self/stat') ? startOnLinux(pid) : startByPs(pid);
	return startedAt ? { pid, startedAt } : undefined;
}

/** Whether it is still the same process that runs under this id. */
export function isRunning({ pid, startedAt }: ProcessMark): boolean {
	return markOf(pid)?.startedAt === startedAt;
}

/** Sends a signal to a program and those it started, which are in its process group. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(-pid, name);
	} catch {
		// They have ended already.
	}
}

/**
 * The environment variable with the path of the list below. Jest's test files have a `process` of their
 * own that never exits, so what they leave behind is ended by the list.
 */
export const LIST_VARIABLE = 'GPT_IMAGE_PROCESS_LIST';

/** Adds a process that was just started to the list, where there is one. */
export function listProcess(pid: number): void {
	const path = process.env[LIST_VARIABLE];
	const mark = markOf(pid);
	if (path && mark) appendFileSync(path, `${JSON.stringify(mark)}\n`);
}

/** Ends the listed processes that are still what they were, with those they started, and removes the list. */
export function endListed(path: string): void {
	if (!existsSync(path)) return;
	const marks = readFileSync(path, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as ProcessMark);
	for (const mark of marks) if (isRunning(mark)) signalGroup(mark.pid, 'SIGKILL');
	rmSync(path, { force: true });
}

/** In clock ticks since the machine started; a process that has ended and is not yet fetched counts as ended. */
function startOnLinux(pid: number): string | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// Behind the program's name, which stands in brackets: the state is the first, the start the 20th.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' ? undefined : fields[19];
	} catch {
		return undefined;
	}
}

function startByPs(pid: number): string | undefined {
	const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
	return stdout?.trim() || undefined;
}
