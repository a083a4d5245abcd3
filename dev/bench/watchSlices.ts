import { threadTimeMs } from './threadTime';

/**
 * The most processor time of the main thread between two turns of the event loop, in milliseconds: it says
 * what our own work took, however busy the machine is.
 */
export function watchSlices(): { stop(): number } {
	let [last, worst] = [threadTimeMs(), 0];
	const count = () => {
		const now = threadTimeMs();
		worst = Math.max(worst, now - last);
		last = now;
	};
	const look = setInterval(count, 1);
	return {
		stop: () => {
			clearInterval(look);
			// Work that has let no timer run until now is one slice too.
			count();
			return worst;
		},
	};
}
