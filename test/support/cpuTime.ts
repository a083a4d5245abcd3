import { threadTimeMs } from '../../dev/bench/threadTime';

const RUNS = 4;

/** Milliseconds of processor time that synchronous work takes: what other programs and threads take is not in it. */
export function cpuTime(work: () => unknown): number {
	const before = threadTimeMs();
	work();
	return threadTimeMs() - before;
}

/**
 * Milliseconds of processor time, the least of a few runs: one may hold more than the work, such as a collection of what
 * tests before have left. The first that stays below `enoughMs` is the last.
 */
export function leastCpuTime(enoughMs: number, work: () => unknown): number {
	let least = Infinity;
	for (let run = 0; run < RUNS && least >= enoughMs; run++) least = Math.min(least, cpuTime(work));
	return least;
}
