import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance, StoredExecution } from '../../../dev/n8n/instance';

/**
 * Waits until an execution has ended. After an answer or a pause it is still stored as waiting for a moment.
 * @param withinMs milliseconds.
 * @throws where it waits longer.
 */
export async function ended(
	instance: Instance,
	id: string,
	withinMs = 60_000,
): Promise<StoredExecution> {
	const end = performance.now() + withinMs;
	for (;;) {
		const run = await instance.finished(id, withinMs);
		if (run.status !== 'waiting') return run;
		if (performance.now() > end) {
			throw new Error(`Execution ${id} is still waiting after ${withinMs / 1000} s.`);
		}
		await sleep(300);
	}
}
