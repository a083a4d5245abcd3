import type { Clock } from './clock';
import { cancelledError } from './toApiError';
import { TransportError } from './transport';

/** Bounds everything one attempt waits for, by time and by the execution's stop signal. */
export class Deadline {
	private readonly off = new AbortController();
	private ended: Error | null = null;
	private interrupt: ((error: Error) => void) | null = null;

	/** @param timeoutMs milliseconds from now. */
	constructor(
		clock: Clock,
		timeoutMs: number,
		private readonly signal?: AbortSignal,
	) {
		signal?.addEventListener('abort', this.onAbort);
		void clock.sleep(timeoutMs, this.off.signal).then(() => {
			this.end(new TransportError('timeout', `no complete answer within ${timeoutMs / 1000} s`));
		});
	}

	/** Whether the time is up or the execution stopped. */
	get over(): boolean {
		return this.ended !== null;
	}

	/**
	 * Waits for one promise at a time. What it brings after the end is ignored.
	 * @throws {ApiError} when stopped. @throws {TransportError} when time is up.
	 */
	race<T>(promise: Promise<T>): Promise<T> {
		return new Promise((resolve, reject) => {
			if (this.ended) reject(this.ended);
			this.interrupt = reject;
			promise.then(resolve, reject);
		});
	}

	/** Stops the timer and leaves nothing on the signal. */
	dispose(): void {
		this.interrupt = null;
		this.signal?.removeEventListener('abort', this.onAbort);
		this.off.abort();
	}

	private readonly onAbort = (): void => this.end(cancelledError());

	private end(error: Error): void {
		if (this.off.signal.aborted) return;
		this.ended ??= error;
		this.interrupt?.(this.ended);
	}
}
