import { threadTimeMs } from '../../dev/bench/threadTime';

/** Milliseconds of processor time that synchronous work takes: what other programs and threads take is not in it. */
export function cpuTime(work: () => unknown): number {
	const before = threadTimeMs();
	work();
	return threadTimeMs() - before;
}
