import type { Clock } from './clock';
import { cancelledError } from './errors/toApiError';
import { TransportError } from './transport';

/** Bounds everything one attempt waits for, by time and by the execution's stop signal. */
export class Deadline {
	private timer: AbortController | null = null;
	private leftMs: number;
	private startedAt = 0;
	private disposed = false;
	private ended: Error | null = null;
	private interrupt: ((error: Error) => void) | null = null;

	/** @param timeoutMs milliseconds from now. */
	constructor(
		private readonly clock: Clock,
		private readonly timeoutMs: number,
		private readonly signal?: AbortSignal,
	) {
		this.leftMs = timeoutMs;
		signal?.addEventListener('abort', this.onAbort);
		this.run();
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

	/** The same, for what is not the server's doing: the time stands still meanwhile. @throws {ApiError} when stopped. */
	async hold(promise: Promise<void>): Promise<void> {
		this.leftMs -= this.clock.now() - this.startedAt;
		this.timer?.abort();
		try {
			await this.race(promise);
		} finally {
			if (!this.disposed && !this.ended) this.run();
		}
	}

	/** Stops the timer and leaves nothing on the signal. */
	dispose(): void {
		this.disposed = true;
		this.interrupt = null;
		this.signal?.removeEventListener('abort', this.onAbort);
		this.timer?.abort();
	}

	private run(): void {
		const timer = new AbortController();
		this.timer = timer;
		this.startedAt = this.clock.now();
		void this.clock.sleep(Math.max(0, this.leftMs), timer.signal).then(() => {
			if (timer.signal.aborted) return;
			const within = `no complete answer within ${this.timeoutMs / 1000} s`;
			this.end(new TransportError('timeout', within));
		});
	}

	private readonly onAbort = (): void => this.end(cancelledError());

	private end(error: Error): void {
		if (this.disposed) return;
		this.ended ??= error;
		this.interrupt?.(this.ended);
	}
}
