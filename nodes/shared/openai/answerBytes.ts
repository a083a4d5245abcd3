const MEGA = 1024 * 1024;
/** Bytes of all answers that are arriving or waiting to be stored, in the whole process. */
const BUDGET_BYTES = 512 * MEGA;
/** Above this no new request is sent, so that the answers under way have room to end. */
const ENOUGH_BYTES = 256 * MEGA;

/** One request's part of the bytes that answers may take together. */
export interface AnswerShare {
	/** Waits until another request may be sent. What an earlier try brought is forgotten. */
	ready(signal?: AbortSignal): Promise<void>;
	/** Counts bytes that arrived. */
	arrived(bytes: number): void;
	/** When the next bytes may be read; undefined: now. */
	turn(): Promise<void> | undefined;
	/** The answer is let go. Never leave it out. */
	close(): void;
}

/**
 * Bounds the memory of all answers under way together. Where it runs short, answers wait for the older ones to
 * end; the oldest always goes on, so that none waits for ever.
 */
export class AnswerBytes {
	/** In the order in which their first byte came. */
	private readonly arriving: Share[] = [];
	private readonly waiting = new Set<() => void>();
	private used = 0;

	constructor(
		private readonly budgetBytes = BUDGET_BYTES,
		private readonly enoughBytes = ENOUGH_BYTES,
	) {}

	/** How many bytes are counted now. */
	get usedBytes(): number {
		return this.used;
	}

	open(): AnswerShare {
		return new Share(this);
	}

	/** @internal */
	add(share: Share, bytes: number): void {
		if (!this.arriving.includes(share)) this.arriving.push(share);
		this.used += bytes;
	}

	/** @internal */
	remove(share: Share, bytes: number): void {
		const at = this.arriving.indexOf(share);
		if (at >= 0) this.arriving.splice(at, 1);
		this.used -= bytes;
		for (const wake of [...this.waiting]) wake();
	}

	/** @internal */
	turnOf(share: Share): Promise<void> | undefined {
		if (this.mayGoOn(share)) return undefined;
		return this.until(() => this.mayGoOn(share));
	}

	/** @internal Resolves when `holds` does, or the signal is aborted. */
	until(holds: () => boolean, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const look = () => {
				if (!holds() && !signal?.aborted) return;
				this.waiting.delete(look);
				signal?.removeEventListener('abort', look);
				resolve();
			};
			this.waiting.add(look);
			signal?.addEventListener('abort', look);
			look();
		});
	}

	/** @internal */
	get hasRoomForMore(): boolean {
		return this.used <= this.enoughBytes;
	}

	private mayGoOn(share: Share): boolean {
		return this.used <= this.budgetBytes || this.arriving[0] === share || share.closed;
	}
}

class Share implements AnswerShare {
	closed = false;
	private bytes = 0;

	constructor(private readonly all: AnswerBytes) {}

	async ready(signal?: AbortSignal): Promise<void> {
		this.forget();
		if (!this.all.hasRoomForMore) await this.all.until(() => this.all.hasRoomForMore, signal);
	}

	arrived(bytes: number): void {
		if (this.closed) return;
		this.bytes += bytes;
		this.all.add(this, bytes);
	}

	turn(): Promise<void> | undefined {
		return this.all.turnOf(this);
	}

	close(): void {
		this.closed = true;
		this.forget();
	}

	private forget(): void {
		const { bytes } = this;
		this.bytes = 0;
		this.all.remove(this, bytes);
	}
}

/** That of this process: n8n runs many executions in one. */
export const answerBytes = new AnswerBytes();
