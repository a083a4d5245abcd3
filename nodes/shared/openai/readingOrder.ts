import { afterTurn } from '../images/afterTurn';

/** Milliseconds without a piece after which an answer no longer goes before the others. */
const PAUSE_MS = 1;

/** An answer that is being read. */
interface Reading {
	/** Milliseconds of `performance.now`, of its last piece. */
	lastPieceAt: number;
}

/**
 * Of answers that arrive at the same time the one that began first is read first, as long as its pieces come one
 * after another: its place is free for the next request while the others are read. By turns, all would end
 * together, and as late as the last.
 */
export class ReadingOrder {
	private readonly readings: Reading[] = [];
	private waiting: Array<{ reading: Reading; goOn: () => void }> = [];

	/** When the first piece has arrived. Never leave out `end`. */
	begin() {
		const reading: Reading = { lastPieceAt: performance.now() };
		this.readings.push(reading);
		return {
			/** A piece was read. @returns when the next one may be; undefined: now. */
			piece: (): Promise<void> | undefined => {
				reading.lastPieceAt = performance.now();
				return this.isFirst(reading) ? undefined : this.turnOf(reading);
			},
			end: (): void => {
				this.readings.splice(this.readings.indexOf(reading), 1);
			},
		};
	}

	private isFirst(reading: Reading): boolean {
		const now = performance.now();
		const goesOn = this.readings.find(({ lastPieceAt }) => now - lastPieceAt < PAUSE_MS);
		return goesOn === undefined || this.readings.indexOf(goesOn) >= this.readings.indexOf(reading);
	}

	private async turnOf(reading: Reading): Promise<void> {
		await new Promise<void>((goOn) => {
			this.waiting.push({ reading, goOn });
			if (this.waiting.length === 1) afterTurn(this.look);
		});
	}

	private readonly look = (): void => {
		const before = this.waiting;
		this.waiting = [];
		for (const entry of before) {
			if (this.isFirst(entry.reading)) entry.goOn();
			else this.waiting.push(entry);
		}
		if (this.waiting.length > 0) afterTurn(this.look);
	};
}

/** That of this process: n8n runs many executions in one. */
export const readingOrder = new ReadingOrder();
