/** After this many rate limits in a row, a call lets others go first. */
const AGAIN = 2;
/** So often must others succeed between two limits of a call before the limit counts as its own. */
const OVERTAKEN = 2;

/** Whose limits a call has met. */
export interface LimitedCall {
	/**
	 * The call was rate limited.
	 * @returns whether it was before, and whether others succeed while it never does.
	 */
	limited(): { again: boolean; overtaken: boolean };
}

/** Watches how long a run waits for rate limits, and whether anything succeeds meanwhile. */
export class RateLimitWatch {
	/** Milliseconds that the whole run was held back. */
	waitedMs = 0;
	private successes = 0;
	/** When the first rate limit since any success came, in milliseconds since the epoch. */
	private since: number | null = null;

	/** @param mostMs milliseconds to wait in all, from the first rate limit since any success. */
	constructor(readonly mostMs = Infinity) {}

	/** Whether a wait is within bounds. Both in milliseconds since the epoch. */
	mayWait(now: number, until: number): boolean {
		this.since ??= now;
		return until - this.since <= this.mostMs;
	}

	waits(ms: number): void {
		this.waitedMs += ms;
	}

	succeeded(): void {
		this.successes++;
		this.since = null;
	}

	newCall(): LimitedCall {
		let count = 0;
		let overtaken = 0;
		let successesBefore = 0;
		return {
			limited: () => {
				if (count > 0 && this.successes > successesBefore) overtaken++;
				count++;
				successesBefore = this.successes;
				return { again: count >= AGAIN, overtaken: overtaken >= OVERTAKEN };
			},
		};
	}
}
