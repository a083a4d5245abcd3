import { threadTimeMs } from '../../dev/bench/threadTime';

const RUNS = 4;

/** Milliseconds of processor time that synchronous work takes: what other programs and threads take is not in it. */
export function cpuTime(work: () => unknown): number {
	const before = threadTimeMs();
	work();
	return threadTimeMs() - before;
}

/**
 * The least of a few runs: in one of them, V8 may look through everything that tests before have left. The first that
 * stays below `enoughMs` is the last.
 */
export function leastCpuTime(enoughMs: number, work: () => unknown): number {
	let least = Infinity;
	for (let run = 0; run < RUNS && least >= enoughMs; run++) least = Math.min(least, cpuTime(work));
	return least;
}
