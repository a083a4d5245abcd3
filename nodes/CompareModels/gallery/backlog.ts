import type { AtOnce } from '../../shared/pace/atOnce';

/**
 * Work on images that have arrived, done while other requests are under way, so that the next request
 * need not wait for it. The backlog is bounded: when it is full, adding to it waits.
 */
export class Backlog {
	private readonly listeners: Array<() => void> = [];
	private bytes = 0;
	private pieces = 0;
	private fault: { thrown: unknown } | undefined;

	/** @param maxBytes of files that may wait or be worked on. */
	constructor(
		private readonly openings: AtOnce,
		private readonly maxBytes: number,
		private readonly signal?: AbortSignal,
	) {}

	/** Takes the work in; resolves at once while there is room. @param bytes what it holds in memory. */
	async add(bytes: number, work: () => Promise<void>): Promise<void> {
		while (this.bytes > 0 && this.bytes + bytes > this.maxBytes) await this.change();
		this.bytes += bytes;
		this.pieces++;
		void this.openings
			.run(work, this.signal)
			.catch((thrown: unknown) => (this.fault ??= { thrown }))
			.then(() => {
				this.pieces--;
				this.bytes -= bytes;
				for (const listener of this.listeners.splice(0)) listener();
			});
	}

	/** Resolves when all work is done. @throws what the first work threw. */
	async done(): Promise<void> {
		while (this.pieces > 0) await this.change();
		if (this.fault) throw this.fault.thrown;
	}

	private async change(): Promise<void> {
		await new Promise<void>((resolve) => this.listeners.push(resolve));
	}
}
