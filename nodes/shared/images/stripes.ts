import type { Raster } from './types';

/**
 * An image some rows at a time, from the top. A stripe is to be used before the next is asked for: they may
 * share their memory. So the whole image never needs to lie in memory.
 */
export type Stripes = AsyncIterable<Raster> | Iterable<Raster>;

/** Pixels of an image. */
export type Size = Pick<Raster, 'width' | 'height'>;

/** Rows of a stripe where nothing else decides. */
export const ROWS_A_STRIPE = 64;

/** The rows of a raster, not copied. */
export function* stripesOf(
	{ width, height, data }: Raster,
	rows = ROWS_A_STRIPE,
): Generator<Raster> {
	for (let top = 0; top < height; top += rows) {
		const bottom = Math.min(height, top + rows);
		yield { width, height: bottom - top, data: data.subarray(top * width * 4, bottom * width * 4) };
	}
}

/** All stripes in one raster. */
export async function collected(stripes: Stripes, { width, height }: Size): Promise<Raster> {
	let data: Uint8Array | undefined;
	let filled = 0;
	for await (const stripe of stripes) {
		if (stripe.height === height) return stripe;
		data ??= new Uint8Array(width * height * 4);
		data.set(stripe.data, filled);
		filled += stripe.data.length;
	}
	return { width, height, data: data ?? new Uint8Array(0) };
}

/** The same image in stripes of exactly `rows` rows, the last one excepted. */
export async function* regrouped(
	stripes: Stripes,
	width: number,
	rows: number,
): AsyncGenerator<Raster, void> {
	const rowBytes = width * 4;
	let group: Uint8Array | undefined;
	let filled = 0;
	for await (const { data } of stripes) {
		for (let at = 0; at < data.length;) {
			if (filled === 0 && data.length - at >= rows * rowBytes) {
				yield { width, height: rows, data: data.subarray(at, at + rows * rowBytes) };
				at += rows * rowBytes;
				continue;
			}
			group ??= new Uint8Array(rows * rowBytes);
			const part = data.subarray(at, at + group.length - filled);
			group.set(part, filled);
			filled += part.length;
			at += part.length;
			if (filled < group.length) continue;
			yield { width, height: rows, data: group };
			filled = 0;
		}
	}
	if (group && filled > 0) {
		yield { width, height: filled / rowBytes, data: group.subarray(0, filled) };
	}
}

/**
 * A rectangle of the image, pixels as they are.
 * @param part whole pixels inside the image.
 */
export async function* croppedStripes(
	stripes: Stripes,
	part: { x: number; y: number; width: number; height: number },
): AsyncGenerator<Raster, void> {
	const { width } = part;
	let top = 0;
	for await (const stripe of stripes) {
		const first = Math.max(0, part.y - top);
		const end = Math.min(stripe.height, part.y + part.height - top);
		top += stripe.height;
		if (end <= first) continue;
		const data = new Uint8Array(width * (end - first) * 4);
		for (let row = first; row < end; row++) {
			const from = (row * stripe.width + part.x) * 4;
			data.set(stripe.data.subarray(from, from + width * 4), (row - first) * width * 4);
		}
		yield { width, height: end - first, data };
		if (top >= part.y + part.height) return;
	}
}

/** Reads stripes row by row. */
export class RowReader {
	private readonly source: AsyncIterator<Raster> | Iterator<Raster>;
	private stripe: Raster | undefined;
	private next = 0;

	constructor(stripes: Stripes) {
		this.source =
			Symbol.asyncIterator in stripes
				? stripes[Symbol.asyncIterator]()
				: stripes[Symbol.iterator]();
	}

	/** The next row where it is there already, without waiting. */
	ready(): Uint8Array | undefined {
		const { stripe } = this;
		if (!stripe || this.next >= stripe.height) return undefined;
		const from = this.next++ * stripe.width * 4;
		return stripe.data.subarray(from, from + stripe.width * 4);
	}

	/** The next row. @throws {RangeError} behind the last one. */
	async read(): Promise<Uint8Array> {
		const row = this.ready();
		if (row) return row;
		const { done, value } = await this.source.next();
		if (done) throw new RangeError('The image has no more rows');
		this.stripe = value;
		this.next = 0;
		return await this.read();
	}

	/** Lets the source go before its end. */
	async close(): Promise<void> {
		await this.source.return?.();
	}
}
