/** Time, handed in so that tests need not wait. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/**
	 * Resolves after `ms` milliseconds, at once when `signal` is or becomes aborted.
	 * It never rejects: look at the signal afterwards.
	 */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
