/** Milliseconds of processor time that synchronous work takes: what other programs and threads take is not in it. */
export function cpuTime(work: () => unknown): number {
	const before = process.threadCpuUsage();
	work();
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}
