import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { echoOf } from './imagesAnswer';
import type { ApiUsage, ImageJob } from './types';

/**
 * A streamed answer: partial images (the picture in growing sharpness) spread over `spreadMs`
 * milliseconds, then one completed event an image. How OpenAI streams `n` above 1 is not known; each
 * image gets an event of its own, the usage is told with each.
 */
export async function sendEvents(
	response: ServerResponse,
	job: ImageJob,
	files: readonly Buffer[],
	usage: ApiUsage,
	spreadMs: number,
	signal: AbortSignal,
): Promise<void> {
	const prefix = job.operation === 'edit' ? 'image_edit' : 'image_generation';
	response.writeHead(200, {
		'content-type': 'text/event-stream; charset=utf-8',
		'cache-control': 'no-cache',
	});
	response.flushHeaders();
	const send = (type: string, more: object) => {
		const created = Math.floor(Date.now() / 1000);
		const data = JSON.stringify({ type, created_at: created, ...echoOf(job), ...more });
		response.write(`event: ${type}\ndata: ${data}\n\n`);
	};
	for (let index = 0; index < job.partialImages; index++) {
		await wait(spreadMs / (job.partialImages + 1), undefined, { signal });
		const file = files[0];
		if (!file) break;
		const partial = await blurred(file, job, 2 ** (5 - index));
		send(`${prefix}.partial_image`, {
			b64_json: partial.toString('base64'),
			partial_image_index: index,
		});
	}
	await wait(spreadMs / (job.partialImages + 1), undefined, { signal });
	for (const file of files) {
		send(`${prefix}.completed`, { b64_json: file.toString('base64'), usage });
	}
	response.end();
}

async function blurred(file: Buffer, job: ImageJob, factor: number): Promise<Buffer> {
	const { width, height } = job.size;
	const small = createCanvas(Math.ceil(width / factor), Math.ceil(height / factor));
	small.getContext('2d').drawImage(await loadImage(file), 0, 0, small.width, small.height);
	const canvas = createCanvas(width, height);
	canvas.getContext('2d').drawImage(small, 0, 0, width, height);
	if (job.format === 'jpeg' || job.format === 'webp') return await canvas.encode(job.format, 80);
	return await canvas.encode('png');
}
