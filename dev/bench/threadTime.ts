/** Processor time that this thread has used until now, in milliseconds: what others take is not in it. */
export function threadTimeMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
