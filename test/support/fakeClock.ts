import type { Clock } from '../../nodes/shared/openai/clock';

interface Sleeper {
	at: number;
	wake(): void;
}

/** Time that passes only when told to. */
export class FakeClock implements Clock {
	/** How long each sleep was asked to be, in milliseconds. */
	readonly slept: number[] = [];
	private sleepers: Sleeper[] = [];

	constructor(private time = 1_800_000_000_000) {}

	readonly now = (): number => this.time;

	readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
		new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			this.slept.push(ms);
			const sleeper = { at: this.time + ms, wake: resolve };
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', () => {
				this.sleepers = this.sleepers.filter((other) => other !== sleeper);
				resolve();
			});
		});

	/** How many sleep now. */
	get sleeping(): number {
		return this.sleepers.length;
	}

	/** Lets `ms` pass, with everything that falls due on the way. */
	async advance(ms: number): Promise<void> {
		const end = this.time + ms;
		await settle();
		for (let next = this.next(); next && next.at <= end; next = this.next()) {
			await this.wake(next);
		}
		this.time = end;
		await settle();
	}

	/** Lets time pass until `promise` is done. */
	async until<T>(promise: Promise<T>): Promise<T> {
		let done = false;
		const finish = () => (done = true);
		promise.then(finish, finish);
		for (;;) {
			await settle();
			if (done) return await promise;
			const next = this.next();
			if (!next) throw new Error('Nothing sleeps, and the promise is not done');
			await this.wake(next);
		}
	}

	private next(): Sleeper | undefined {
		return [...this.sleepers].sort((a, b) => a.at - b.at)[0];
	}

	private async wake(sleeper: Sleeper): Promise<void> {
		this.sleepers = this.sleepers.filter((other) => other !== sleeper);
		this.time = Math.max(this.time, sleeper.at);
		sleeper.wake();
		await settle();
	}
}

/** Lets every promise that can go on do so. */
export function settle(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
