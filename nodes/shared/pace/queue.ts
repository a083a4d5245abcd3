import type { Clock } from '../openai/clock';
import { cancelledError } from '../openai/errors/toApiError';
import type { RunSlot } from '../openai/withRetries';
import { ImageWindow } from './imageWindow';
import { RateLimitWatch } from './rateLimitWatch';

/** After a rate limit: this many calls in a row must succeed before one more may run at once. */
const SUCCESSES_TO_GROW = 3;

export interface QueueOptions {
	/** How many calls are under way at once, 1 or more. */
	maxConcurrency: number;
	/** Never more images than this start in any 60 seconds. 0: no limit. */
	imagesPerMinute: number;
	/** Milliseconds that rate limits are waited for, from the first one since any success. Default: no end. */
	maxRateLimitWaitMs?: number;
	/** Hears of each wait of the whole run, in milliseconds. */
	onRateLimit?: (waitMs: number) => void;
	clock: Clock;
	/** Stops everything that waits. */
	signal?: AbortSignal;
}

/** A place in the run, taken until `leave`. */
export interface QueueSlot extends RunSlot {
	/** Once it was left, leaving it again changes nothing. */
	leave(succeeded: boolean): void;
}

interface Waiting {
	images: number;
	/** Milliseconds since the epoch. */
	notBefore: number;
	admit(): void;
	reject(error: Error): void;
}

/** Decides when each call of a run may be sent. One for a run. */
export class Queue {
	private readonly window: ImageWindow;
	private readonly starts: Waiting[] = [];
	private readonly retries: Waiting[] = [];
	private active = 0;
	private readonly maxLimit: number;
	private limit: number;
	private successes = 0;
	private slowedAt = -Infinity;
	private pausedUntil = -Infinity;
	private readonly limits: RateLimitWatch;
	/** A call that was limited again and again lets one that has not started go first. */
	private startFirst = false;
	private closedBy: Error | null = null;
	private alarm: { at: number; off: AbortController } | null = null;
	private listening = false;

	constructor(private readonly options: QueueOptions) {
		this.maxLimit = Math.max(1, Math.floor(options.maxConcurrency));
		this.limit = this.maxLimit;
		this.window = new ImageWindow(options.imagesPerMinute);
		this.limits = new RateLimitWatch(options.maxRateLimitWaitMs);
	}

	/** Milliseconds that the whole run has waited for rate limits. */
	get rateLimitWaitMs(): number {
		return this.limits.waitedMs;
	}

	/**
	 * Waits for a place; places are given in the order of asking.
	 * @param images how many images the call counts as.
	 * @throws {ApiError} when the run was cancelled, or what closed it.
	 */
	async enter(images: number): Promise<QueueSlot> {
		const slot = { startedAt: 0, taken: false };
		const own = this.limits.newCall();
		const take = async (line: Waiting[], notBefore: number) => {
			await this.wait(line, images, notBefore);
			slot.startedAt = this.options.clock.now();
			slot.taken = true;
		};
		const giveBack = () => {
			if (slot.taken) this.active--;
			slot.taken = false;
		};
		await take(this.starts, -Infinity);
		return {
			waitToRetry: async (waitMs, rateLimited) => {
				const now = this.options.clock.now();
				const until = now + waitMs;
				if (rateLimited) {
					if (!this.limits.mayWait(now, until)) return false;
					const seen = own.limited();
					if (seen.again) this.startFirst = true;
					// One that others overtake again and again is alone in being too large: it alone waits.
					if (!seen.overtaken) this.slowDown(until, slot.startedAt);
				}
				giveBack();
				await take(this.retries, until);
				return true;
			},
			mostRateLimitWaitMs: this.limits.mostMs,
			leave: (succeeded) => {
				if (!slot.taken) return;
				giveBack();
				if (succeeded) {
					this.limits.succeeded();
					this.grow();
				}
				this.admitWaiting();
			},
		};
	}

	/** Holds every start and every repetition of the run. @param untilMs milliseconds since the epoch. */
	private pause(untilMs: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, untilMs);
	}

	/** No call that waits, now or later, is sent any more; each gets `error`. The first closing counts. */
	close(error: Error): void {
		this.closedBy ??= error;
		this.rejectWaiting(this.closedBy);
	}

	/** A call that was sent before the last slowing down says nothing new. */
	private slowDown(untilMs: number, startedAt: number): void {
		const now = this.options.clock.now();
		this.limits.waits(Math.max(0, untilMs - Math.max(now, this.pausedUntil)));
		this.options.onRateLimit?.(untilMs - now);
		this.pause(untilMs);
		this.successes = 0;
		if (startedAt <= this.slowedAt) return;
		this.slowedAt = this.options.clock.now();
		this.limit = Math.max(1, Math.floor(this.limit / 2));
	}

	private grow(): void {
		if (this.limit >= this.maxLimit || ++this.successes < SUCCESSES_TO_GROW) return;
		this.successes = 0;
		this.limit++;
	}

	private wait(line: Waiting[], images: number, notBefore: number): Promise<void> {
		return new Promise((admit, reject) => {
			line.push({ images, notBefore, admit, reject });
			if (this.closedBy) this.rejectWaiting(this.closedBy);
			else if (this.options.signal?.aborted) this.onAbort();
			else this.admitWaiting();
		});
	}

	/** Lets in the calls that may start now; sets the alarm if only time is missing. */
	private admitWaiting(): void {
		// Asked once: if it went on in between, a retry could be neither due nor waited for, and hang with nothing else under way.
		const now = this.options.clock.now();
		let wakeAt = Infinity;
		while (wakeAt === Infinity) {
			const due = this.retries.findIndex(({ notBefore }) => notBefore <= now);
			const retry = this.startFirst && this.starts.length > 0 ? -1 : due;
			const line = retry >= 0 ? this.retries : this.starts;
			const next = line[Math.max(0, retry)];
			if (!next || this.active >= this.limit) break;
			const freeAt = Math.max(this.pausedUntil, this.window.freeAt(next.images, now));
			if (freeAt > now) wakeAt = freeAt;
			else this.admit(line, next, now);
		}
		for (const { notBefore } of this.retries) {
			if (notBefore > now) wakeAt = Math.min(wakeAt, notBefore);
		}
		this.setAlarm(wakeAt);
		this.listen();
	}

	private admit(line: Waiting[], next: Waiting, now: number): void {
		line.splice(line.indexOf(next), 1);
		if (line === this.starts) this.startFirst = false;
		this.window.record(next.images, now);
		this.active++;
		next.admit();
	}

	private rejectWaiting(error: Error): void {
		for (const { reject } of [...this.retries.splice(0), ...this.starts.splice(0)]) reject(error);
		this.setAlarm(Infinity);
		this.listen();
	}

	private setAlarm(at: number): void {
		if (this.alarm?.at === at) return;
		this.alarm?.off.abort();
		this.alarm = null;
		if (at === Infinity) return;
		const alarm = { at, off: new AbortController() };
		this.alarm = alarm;
		const ms = Math.max(1, at - this.options.clock.now());
		void this.options.clock.sleep(ms, alarm.off.signal).then(() => {
			if (this.alarm !== alarm) return;
			this.alarm = null;
			this.admitWaiting();
		});
	}

	private readonly onAbort = (): void => this.rejectWaiting(cancelledError());

	/** Listens to the signal only while somebody waits, so that nothing is left on it after the run. */
	private listen(): void {
		const wanted = this.starts.length + this.retries.length > 0;
		if (wanted === this.listening) return;
		this.listening = wanted;
		if (wanted) this.options.signal?.addEventListener('abort', this.onAbort);
		else this.options.signal?.removeEventListener('abort', this.onAbort);
	}
}
