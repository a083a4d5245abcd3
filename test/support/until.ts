import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { threadTimeMs } from '../../dev/bench/threadTime';

const LOOK_MS = 1;

/** Waits for what happens beside the test. @throws where it has not happened within `withinMs` milliseconds. */
export async function until(holds: () => boolean, withinMs = 20_000): Promise<void> {
	const deadline = performance.now() + withinMs;
	while (!holds()) {
		if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${holds}`);
		await wait(LOOK_MS);
	}
}

/**
 * Waits until the main thread has had next to nothing to do for so many milliseconds. It knows nothing of files that are
 * being written and of servers that are being waited for: on a busy machine they may take longer.
 * @throws where that has not happened within `withinMs` milliseconds.
 */
export async function atRest(ms = 200, withinMs = 20_000): Promise<void> {
	const deadline = performance.now() + withinMs;
	for (;;) {
		const before = threadTimeMs();
		await wait(ms);
		const usedMs = threadTimeMs() - before;
		if (usedMs < ms / 10) return;
		if (performance.now() > deadline) throw new Error(`Not at rest: ${usedMs} of ${ms} ms used`);
	}
}
