import { createHash } from 'node:crypto';
import { setImmediate as immediate } from 'node:timers/promises';
import { type Canvas, GifEncoder } from '@napi-rs/canvas';
import { drawGenerated, type Take } from './draw';
import { drawEdited } from './drawEdited';
import { encodePng } from './pngFile';
import { drawSvg } from './svg';
import type { ImageJob } from '../types';

const MOST_CACHED_BYTES = 256 * 1024 * 1024;

/** Draws the pictures of jobs and remembers them, so that repeated requests cost next to nothing. */
class Renderer {
	private readonly cache = new Map<string, Promise<Buffer>>();
	private cachedBytes = 0;
	private turn: Promise<unknown> = Promise.resolve();

	/**
	 * The file of picture `index` of a job.
	 * @param minBytes PNG files are padded to about this size.
	 * @param remembers false: it is not kept, and drawn anew the next time.
	 */
	async render(
		job: ImageJob,
		index: number,
		minBytes: number | null,
		remembers = true,
	): Promise<Buffer> {
		const key = keyOf(job, index, minBytes);
		const known = this.cache.get(key);
		if (known) return await known;
		const drawing = this.turn.then(() => renderFile(job, index, minBytes));
		// One at a time, and between two the process gets to what else has arrived.
		this.turn = drawing.then(
			() => immediate(),
			() => immediate(),
		);
		this.cache.set(key, drawing);
		try {
			const bytes = await drawing;
			if (!remembers) {
				this.cache.delete(key);
				return bytes;
			}
			this.cachedBytes += bytes.length;
			if (this.cachedBytes > MOST_CACHED_BYTES) {
				this.cache.clear();
				this.cachedBytes = 0;
			}
			return bytes;
		} catch (error) {
			this.cache.delete(key);
			throw error;
		}
	}
}

/** One for all servers of a process: each test file starts its own, and many ask for the same pictures. */
export const renderer = new Renderer();

function keyOf(job: ImageJob, index: number, minBytes: number | null): string {
	const hash = createHash('sha1');
	const { model: _model, capabilities: _capabilities, inputs, mask, markup, ...plain } = job;
	hash.update(JSON.stringify([plain, index, minBytes]));
	for (const image of [...inputs, mask, markup]) {
		hash.update(image ? createHash('sha1').update(image.file.bytes).digest() : '-');
	}
	return hash.digest('hex');
}

async function renderFile(job: ImageJob, index: number, minBytes: number | null): Promise<Buffer> {
	if (job.format === 'svg') return drawSvg(job, index);
	if (job.format === 'gif') return await renderGif(job, index);
	const canvas = await draw(job, { index, phase: 0 });
	const { width, height } = job.size;
	if (job.format === 'jpeg') return await canvas.encode('jpeg', Math.max(1, job.compression));
	if (job.format === 'webp') return await canvas.encode('webp', Math.max(1, job.compression));
	const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
	// A masked edit keeps what transparency its input had, so that nothing outside the mask changes.
	const alpha =
		job.background === 'transparent' || (job.mask !== undefined && isSeeThrough(pixels));
	return await encodePng(pixels, width, height, { alpha, minBytes });
}

async function draw(job: ImageJob, take: Take): Promise<Canvas> {
	return job.operation === 'edit' ? await drawEdited(job, take) : drawGenerated(job, take);
}

/** Frames of one scene in motion. The coarsest colour search: it is the slow part. */
async function renderGif(job: ImageJob, index: number): Promise<Buffer> {
	const { width, height } = job.size;
	const encoder = new GifEncoder(width, height, { repeat: 0, quality: 30 });
	for (let frame = 0; frame < job.frameCount; frame++) {
		const canvas = await draw(job, { index, phase: frame / job.frameCount });
		const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
		const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
		encoder.addFrame(bytes, width, height, { delay: Math.round(job.frameDurationMs / 10) * 10 });
	}
	return encoder.finish();
}

function isSeeThrough(rgba: Uint8ClampedArray): boolean {
	for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true;
	return false;
}
