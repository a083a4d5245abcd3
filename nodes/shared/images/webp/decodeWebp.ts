import { webpChunks } from '../codec/webpChunks';
import { frameSize, webpFacts } from '../formats/webpFacts';
import { ImageDecodeError } from '../imageDecodeError';
import { Slices } from '../slices';
import type { DecodeLimits, Raster } from '../types';
import { moduleOf } from '../webAssembly';
import { firstFrame, placedOn } from './firstFrame';
import { WEBP_WASM } from './wasm';

/** What the module gives away; dev/upkeep/webp/glue.c has it. */
interface WebpDecoder {
	memory: WebAssembly.Memory;
	take(size: number): number;
	decode(file: number, size: number, rows: number): number;
	rgba(): number;
	decodedRows(): number;
}

const FINISHED = 0;
const MORE = 5;

/** The decoder's memory ends at 512 MB: a lossless file takes eight bytes a pixel and its own. */
const MAX_PIXELS = 25_000_000;
/** Pixels between two looks at the clock, about 2 ms of work. */
const PORTION_PIXELS = 60_000;

const webpModule = moduleOf(WEBP_WASM);

/**
 * Decodes a WebP, lossy or lossless, some rows at a time; of an animated one the first frame. Each file gets
 * a decoder of its own, so that a hostile one has nothing to break but itself.
 * @returns stripes, each to be used before the next is asked for.
 * @throws {ImageDecodeError} when the file is damaged, cut off or larger than `limits` allow.
 */
export async function* decodeWebpStripes(
	bytes: Uint8Array,
	limits: DecodeLimits,
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	const facts = webpFacts(bytes);
	if (!facts) throw new ImageDecodeError('The file is not a WebP.');
	if (!facts.complete) throw new ImageDecodeError('The WebP is cut off: its end is missing.');
	const { width, height } = facts;
	const maxPixels = Math.min(limits.maxPixels, MAX_PIXELS);
	if (width * height > maxPixels) {
		throw new ImageDecodeError(
			`The WebP says that it is ${width}x${height} pixels, more than the ${maxPixels} pixels that are read.`,
		);
	}
	if (facts.animated) {
		const frame = firstFrame(bytes);
		if (!frame || frame.x + frame.width > width || frame.y + frame.height > height) {
			throw damaged();
		}
		const stripes = decodeStill(frame.file, frame, signal);
		yield* placedOn(stripes, frame, facts);
		return;
	}
	yield* decodeStill(bytes, facts, signal);
}

const damaged = () => new ImageDecodeError('The WebP is damaged: its pixels cannot be read.');

async function* decodeStill(
	file: Uint8Array,
	{ width, height }: { width: number; height: number },
	signal?: AbortSignal,
): AsyncGenerator<Raster, void> {
	checkFrame(file, width, height);
	const { exports } = await WebAssembly.instantiate(await webpModule());
	const decoder = exports as unknown as WebpDecoder;
	const slices = new Slices(signal);
	const at = decoder.take(file.length);
	if (at === 0) throw damaged();
	new Uint8Array(decoder.memory.buffer, at, file.length).set(file);

	const rows = Math.max(1, Math.floor(PORTION_PIXELS / (16 * width)));
	// Each portion brings at least one row of macroblocks: more calls than that bring nothing.
	let calls = Math.ceil(height / 16) + 2;
	let shown = 0;
	for (let status = MORE; status === MORE;) {
		if (calls-- === 0) throw damaged();
		status = decodePortion(decoder, at, file.length, rows);
		if (status !== MORE && status !== FINISHED) throw damaged();
		const ready = decoder.decodedRows();
		if (ready > shown) {
			const from = decoder.rgba() + shown * width * 4;
			const length = (ready - shown) * width * 4;
			const data = new Uint8Array(decoder.memory.buffer, from, length);
			yield { width, height: ready - shown, data };
			shown = ready;
		}
		if (slices.due) await slices.pause();
	}
	if (shown < height) throw damaged();
}

/** A hostile file may make the module give up; its memory is its own. */
function decodePortion(decoder: WebpDecoder, at: number, length: number, rows: number): number {
	try {
		return decoder.decode(at, length, rows);
	} catch {
		throw damaged();
	}
}

/** The pixels that memory is taken for are those of the frame, not those of the container. */
function checkFrame(file: Uint8Array, width: number, height: number): void {
	for (const chunk of webpChunks(file)) {
		const size = frameSize(chunk);
		if (!size) continue;
		if (size.width !== width || size.height !== height) throw damaged();
		return;
	}
	throw damaged();
}
