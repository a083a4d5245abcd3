/** Does so many pieces of work at once; the others wait for their turn. Not to be entered by work that is inside already. */
export class AtOnce {
	private readonly waiting: Array<() => void> = [];
	private active = 0;

	constructor(private readonly most: number) {}

	/** Does the work when its turn has come. @throws what the work throws, and the signal's reason once it is aborted. */
	async run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
		if (this.active < this.most) this.active++;
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
