/**
 * How many images are opened at once. Decompressing happens outside the event loop, so that two go faster
 * than one; more would only take memory.
 */
const AT_ONCE = 2;

/**
 * The one way to everything that decodes, crops, measures or encodes images: a few at a time, however many
 * requests are under way. Not to be entered by work that is inside already.
 */
export class Openings {
	private readonly waiting: Array<() => void> = [];
	private active = 0;

	constructor(private readonly atOnce = AT_ONCE) {}

	/** Does the work when its turn has come. @throws what the work throws, and the signal's reason once it is aborted. */
	async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
		if (this.active < this.atOnce) this.active++;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			signal?.throwIfAborted();
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next === undefined) this.active--;
			else next();
		}
	}
}
