import { encodePngStripes } from '../../shared/images/png';
import type { Raster } from '../../shared/images/types';
import type { SheetPage } from './types';

/**
 * A page that is turned into its PNG from the top while the cells below are filled, so that little is left to do
 * when the last one is.
 */
export class GrowingPage {
	/** Cells of each row that are not filled. */
	private readonly open: number[];
	private complete = 0;
	private raster: Promise<Raster> | undefined;
	private file: Promise<Uint8Array> | undefined;
	private wake: () => void = () => undefined;

	/** @param paint gives the page with everything but the images; asked for with the first one. */
	constructor(
		private readonly plan: SheetPage,
		private readonly scale: number,
		private readonly paint: () => Promise<Raster>,
		private readonly signal?: AbortSignal,
	) {
		this.open = plan.rows.map(() => 0);
	}

	/** Says that the row has a cell more. */
	addCell(row: number): void {
		this.open[row]!++;
	}

	/**
	 * Fills a cell. Resolves when the page is written, where it was the last one.
	 * @throws the signal's reason once it is aborted.
	 */
	async fill(row: number, draw: (raster: Raster) => void): Promise<void> {
		const raster = await (this.raster ??= this.paint());
		draw(raster);
		this.open[row]!--;
		while (this.open[this.complete] === 0) this.complete++;
		if (this.complete === 0) return;
		this.file ??= this.write(raster);
		this.wake();
		if (this.complete < this.open.length) return;
		this.raster = undefined;
		await this.file;
	}

	/** The PNG file; undefined where no cell was filled. */
	async written(): Promise<Uint8Array | undefined> {
		return await this.file;
	}

	private write(raster: Raster): Promise<Uint8Array> {
		const { width, height } = raster;
		const writing = { width, height, opaque: true };
		const file = encodePngStripes(this.finished(raster), writing, this.signal);
		// What is thrown is for who waits for the last cell.
		file.catch(() => undefined);
		return file;
	}

	private async *finished({ width, height, data }: Raster): AsyncGenerator<Raster, void> {
		for (let from = 0; from < height;) {
			const next = this.plan.rows[this.complete];
			const to = next ? Math.floor(next.top * this.scale) : height;
			if (to > from) {
				const part = data.subarray(from * width * 4, to * width * 4);
				yield { width, height: to - from, data: part };
				from = to;
			} else {
				await new Promise<void>((resolve) => (this.wake = resolve));
			}
		}
	}
}
