import { sleep } from 'n8n-workflow';
import type { Clock } from '../openai/clock';

/**
 * The machine's time, with n8n's own timer. n8n's `sleep` rejects on abort, and older versions know no
 * signal; here it resolves either way.
 */
export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal?.aborted) {
				resolve();
				return;
			}
			const finish = () => {
				signal?.removeEventListener('abort', finish);
				resolve();
			};
			signal?.addEventListener('abort', finish);
			sleep(ms, signal).then(finish, finish);
		}),
};
