import type * as timers from '@n8n/utils/sleep';

/** Milliseconds. What is longer is no pause but a deadline, which keeps its time. */
const LONGEST_PAUSE_MS = 60_000;

export interface QuickPauses {
	/** Milliseconds that the longest pauses one after another were asked to take. */
	readonly passedMs: number;
	/** Back to n8n's timer as it is. */
	end(): void;
}

/** n8n's timer, with which nodes pause between two tries, so many times as fast until it is ended. */
export function quickPauses(speed = 100): QuickPauses {
	const timer = jest.requireActual<typeof timers>('@n8n/utils/sleep');
	const { sleep } = timer;
	let passedMs = 0;
	const quickly: typeof sleep = async (ms, signal) => {
		const due = passedMs + ms;
		await sleep(ms > LONGEST_PAUSE_MS ? ms : ms / speed, signal);
		if (ms <= LONGEST_PAUSE_MS) passedMs = Math.max(passedMs, due);
	};
	Object.assign(timer, { sleep: quickly });
	return {
		get passedMs() {
			return passedMs;
		},
		end: () => void Object.assign(timer, { sleep }),
	};
}
