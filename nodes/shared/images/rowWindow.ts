import { RowReader, type Size, type Stripes } from './stripes';

/** A row of an image and those around it: red, green and blue of each pixel, on white. */
export class RowWindow {
	private readonly rows: RowReader;
	private readonly ring: Uint8Array[];
	private read = 0;

	/** @param reach rows above and below that are kept. */
	constructor(
		stripes: Stripes,
		private readonly size: Size,
		private readonly reach: number,
	) {
		this.rows = new RowReader(stripes);
		this.ring = Array.from({ length: 2 * reach + 1 }, () => new Uint8Array(size.width * 3));
	}

	/** Makes row `y` the middle one where its rows are there already; else false. */
	moveTo(y: number): boolean {
		const last = Math.min(this.size.height - 1, y + this.reach);
		while (this.read <= last) {
			const row = this.rows.ready();
			if (!row) return false;
			this.take(row);
		}
		return true;
	}

	async waitFor(y: number): Promise<void> {
		while (!this.moveTo(y)) this.take(await this.rows.read());
	}

	/** A row near the middle one; above the first and below the last the same. */
	row(y: number): Uint8Array {
		const kept = Math.min(this.size.height - 1, Math.max(0, y));
		return this.ring[kept % this.ring.length]!;
	}

	/** Pixels of a row. */
	get width(): number {
		return this.size.width;
	}

	async close(): Promise<void> {
		await this.rows.close();
	}

	private take(row: Uint8Array): void {
		const to = this.ring[this.read++ % this.ring.length]!;
		for (let at = 0, from = 0; at < to.length; at += 3, from += 4) {
			const alpha = row[from + 3]!;
			if (alpha === 255) {
				to[at] = row[from]!;
				to[at + 1] = row[from + 1]!;
				to[at + 2] = row[from + 2]!;
				continue;
			}
			const white = 255 * (255 - alpha);
			for (let channel = 0; channel < 3; channel++) {
				to[at + channel] = (row[from + channel]! * alpha + white) / 255 + 0.5;
			}
		}
	}
}
