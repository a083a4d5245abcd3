/** How many bytes may wait, and how many pieces of work go on at once. */
export interface BacklogLimits {
	bytes: number;
	atOnce: number;
}

/**
 * Work on pictures that have arrived, done beside the requests that are under way, so that the next
 * request need not wait for it. What waits is bounded: then whoever brings more waits too.
 */
export class Backlog {
	private readonly waiting: Array<{ bytes: number; work(): Promise<void> }> = [];
	private readonly listeners: Array<() => void> = [];
	private waitingBytes = 0;
	private active = 0;
	private fault: { thrown: unknown } | undefined;

	constructor(private readonly limits: BacklogLimits) {}

	/** Takes the work in; resolves at once while there is room. @param bytes what it holds in memory. */
	async add(bytes: number, work: () => Promise<void>): Promise<void> {
		while (this.waitingBytes > 0 && this.waitingBytes + bytes > this.limits.bytes) {
			await this.change();
		}
		this.waitingBytes += bytes;
		this.waiting.push({ bytes, work });
		this.start();
	}

	/** Resolves when all work is done. @throws what the first work threw. */
	async done(): Promise<void> {
		while (this.active > 0 || this.waiting.length > 0) await this.change();
		if (this.fault) throw this.fault.thrown;
	}

	private start(): void {
		while (this.active < this.limits.atOnce) {
			const next = this.waiting.shift();
			if (next === undefined) return;
			this.active++;
			void next
				.work()
				.catch((thrown: unknown) => (this.fault ??= { thrown }))
				.then(() => {
					this.active--;
					this.waitingBytes -= next.bytes;
					this.start();
					for (const listener of this.listeners.splice(0)) listener();
				});
		}
	}

	private async change(): Promise<void> {
		await new Promise<void>((resolve) => this.listeners.push(resolve));
	}
}
