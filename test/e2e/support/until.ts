import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until it is so.
 * @param withinMs milliseconds.
 * @param what it waits for, for the message; left out, the condition's own text.
 * @throws where the time passes first.
 */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	withinMs = 60_000,
	what = String(isSo),
): Promise<true> {
	const end = performance.now() + withinMs;
	while (performance.now() < end) {
		if (await isSo()) return true;
		await sleep(100);
	}
	throw new Error(`Waited ${withinMs / 1000} s in vain for: ${what}`);
}
