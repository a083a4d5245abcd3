import { setTimeout as sleep } from 'node:timers/promises';

/** @returns whether it came true within the time, in milliseconds. */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	withinMs = 60_000,
): Promise<boolean> {
	const end = performance.now() + withinMs;
	while (performance.now() < end) {
		if (await isSo()) return true;
		await sleep(100);
	}
	return false;
}
