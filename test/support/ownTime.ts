const TICK_MS = 10;

/**
 * A stopwatch that stands still while other programs have the processors: of each moment it counts no more than the
 * processor time that this process used, and the moment's own waiting. What it tells on a busy machine is about what
 * it tells on a quiet one.
 * @returns stops it, and tells what it has counted, in milliseconds.
 */
export function ownTime(): () => number {
	let counted = 0;
	let [wallMs, cpuMs] = [performance.now(), cpuNow()];
	const count = () => {
		const [wall, cpu] = [performance.now(), cpuNow()];
		counted += Math.min(wall - wallMs, TICK_MS + cpu - cpuMs);
		[wallMs, cpuMs] = [wall, cpu];
	};
	const ticks = setInterval(count, TICK_MS).unref();
	return () => {
		clearInterval(ticks);
		count();
		return counted;
	};
}

function cpuNow(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}
