import { ImageDecodeError } from '../imageDecodeError';
import { ownKernels, type Workspace } from '../kernels/kernels';
import type { Slices } from '../slices';
import type { PngHeader, PngPass } from './pngHeader';
import { compressedParts } from './pngParts';

/** Compressed bytes that are handed over at a time: a few milliseconds' work, however they were chosen. */
const INPUT_BYTES = 0x8000;
/** What dev/upkeep/kernels/inflate.h names HISTORY, PORTION and BEYOND. */
const WINDOW_BYTES = 0x8000 + 0x10000 + 320;
/** Rows that are read at a time have about this many bytes. */
const BATCH_BYTES = 0x40000;

/** What `pngRead` answers; dev/upkeep/kernels/png.c has it. */
const ANSWER = { wanting: 1, full: 2, ended: 3, broken: 4, unknownFilter: 5, tooMuch: 6 } as const;

/** Reads the rows of a PNG's passes one after another: decompressed and without their filters. */
export class PngRows {
	private rowBytes = 0;

	private constructor(
		private readonly workspace: Workspace<'input' | 'window' | 'batch' | 'pixels'>,
		private readonly compressed: Compressed,
		private readonly header: PngHeader,
		/** Rows that are read at a time. */
		private readonly batch: number,
		/** Channels of 8 bits that become RGBA; 0 where rows stay as they are. */
		private readonly channelsToRgba: number,
		private readonly slices: Slices,
	) {}

	/**
	 * @param rows that are wanted at a time at most.
	 * @param toRgba whether RGBA pixels are wanted, not the bytes of the file; for 8 bits a channel only.
	 */
	static async open(
		png: Uint8Array,
		header: PngHeader,
		passes: readonly PngPass[],
		{ rows, toRgba }: { rows: number; toRgba: boolean },
		slices: Slices,
	): Promise<PngRows> {
		const longest = Math.max(...passes.map(({ rowBytes }) => rowBytes)) + 1;
		const batch = Math.max(1, Math.min(rows, Math.floor(BATCH_BYTES / longest)));
		const workspace = await ownKernels({
			input: INPUT_BYTES,
			window: WINDOW_BYTES,
			batch: (batch + 1) * longest,
			pixels: toRgba ? batch * header.width * 4 : 0,
		});
		const { kernels, at } = workspace;
		kernels.pngOpen(at.input, at.window, at.batch, at.pixels);
		const channels = toRgba ? header.channels : 0;
		return new PngRows(workspace, new Compressed(png), header, batch, channels, slices);
	}

	begin({ rowBytes }: PngPass): void {
		const { channels, bitDepth } = this.header;
		this.rowBytes = rowBytes + 1;
		const pixelBytes = Math.max(1, (channels * bitDepth) >> 3);
		this.workspace.kernels.pngPass(this.rowBytes, pixelBytes, this.channelsToRgba);
	}

	/**
	 * Reads the next rows.
	 * @returns how many: `wanted`, or fewer. They are there until the next call.
	 * @throws {ImageDecodeError}
	 */
	async read(wanted: number): Promise<number> {
		const { kernels } = this.workspace;
		const rows = Math.min(wanted, this.batch);
		kernels.pngBatch();
		const answer = await this.answerTo(rows);
		if (answer === ANSWER.full) return rows;
		if (answer === ANSWER.unknownFilter) {
			throw new ImageDecodeError('The PNG is damaged: a row has an unknown filter.');
		}
		if (answer === ANSWER.ended && this.compressed.isUsedUp) {
			throw new ImageDecodeError('The PNG is cut off: it holds fewer rows than it says.');
		}
		throw broken();
	}

	/** Row `index` of those that were read, its filter in front. */
	row(index: number): Uint8Array {
		const from = this.workspace.at.batch + (index + 1) * this.rowBytes;
		return this.workspace.memory.subarray(from, from + this.rowBytes);
	}

	/** RGBA of the first `rows` rows that were read. */
	pixels(rows: number): Uint8Array {
		const { memory, at } = this.workspace;
		return memory.subarray(at.pixels, at.pixels + rows * this.header.width * 4);
	}

	/** @throws {ImageDecodeError} where there is more than was read, or it does not end as it should. */
	async expectEnd(): Promise<void> {
		const answer = await this.answerTo(0);
		if (answer === ANSWER.tooMuch) {
			throw new ImageDecodeError('The PNG holds more data than its width and height say.');
		}
		if (answer !== ANSWER.ended || !this.compressed.isUsedUp) throw broken();
	}

	private async answerTo(rows: number): Promise<number> {
		const { kernels, memory, at } = this.workspace;
		for (;;) {
			const answer = kernels.pngRead(rows);
			if (answer === ANSWER.wanting) {
				const from = kernels.pngRoom();
				const bytes = this.compressed.fill(memory.subarray(from, at.input + INPUT_BYTES));
				kernels.pngFeed(bytes, this.compressed.isUsedUp);
			} else if (answer >= ANSWER.full) {
				return answer;
			}
			if (this.slices.due) await this.slices.pause();
		}
	}
}

const broken = () =>
	new ImageDecodeError('The PNG is damaged: its compressed data cannot be read.');

/** The compressed data of a PNG, some at a time. */
class Compressed {
	private readonly parts: Iterator<Uint8Array, void>;
	private part: Uint8Array | undefined;

	constructor(png: Uint8Array) {
		this.parts = compressedParts(png);
		this.next();
	}

	get isUsedUp(): boolean {
		return this.part === undefined;
	}

	/** @returns how many bytes were there for it. */
	fill(to: Uint8Array): number {
		let filled = 0;
		while (this.part && filled < to.length) {
			const taken = this.part.subarray(0, to.length - filled);
			to.set(taken, filled);
			filled += taken.length;
			this.part = this.part.subarray(taken.length);
			if (this.part.length === 0) this.next();
		}
		return filled;
	}

	private next(): void {
		this.part = this.parts.next().value ?? undefined;
	}
}
