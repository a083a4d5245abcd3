import { createCanvas } from '@napi-rs/canvas';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import { createEngine } from '../../../dev/engine/engine';
import { spreadOf } from '../../../dev/bench/table';
import { letterOf } from '../../../nodes/shared/letterOf';
import { compare, workflowOf } from '../compare';

export interface RunOrder {
	/** Of the local image server. */
	url: string;
	apiKey: string;
	/** Folder of the built package. */
	packageDirectory: string;
	prompts: number;
	variants: number;
	maxConcurrency: number;
	/** Of each variant in turn, as the API takes them; `1024x1024` when left out. */
	sizes?: string[];
	/** `png` when left out. */
	outputFormat?: string;
	/** Whether each prompt has a stored image. */
	baseline?: boolean;
	/** Where the report's files go; nowhere when left out. */
	output?: string;
}

export interface RunFigures {
	tookMs: number;
	images: number;
	/** Megabytes (2^20) of the process: before the run, and the most of it. */
	idleMb: number;
	peakMb: number;
	/** The longest that the event loop was held up, in milliseconds. */
	longestBlockMs: number;
	cpuMs: number;
	/** The median time of each variant's images, in milliseconds: what the node says that the model took. */
	mediansMs: number[];
	reportBytes: number;
	sheetBytes: number[];
}

const MB = 2 ** 20;
const rss = () => process.memoryUsage.rss() / MB;

/** One comparison in n8n's engine, in a process of its own, with a small one before and all images drawn. */
async function main(order: RunOrder): Promise<RunFigures> {
	const engine = await createEngine({
		packageDirectory: order.packageDirectory,
		credentials: {
			local: {
				type: 'gptImageApi',
				data: { apiKey: order.apiKey, baseUrl: order.url, authentication: 'bearer' },
			},
		},
	});
	const stored = storedPicture();
	const itemOf = async (index: number): Promise<INodeExecutionData> => {
		const json = { prompt: `A quiet harbour at dawn, picture ${index + 1}` };
		if (!order.baseline) return { json };
		return await engine.itemWithFiles(json, {
			approved: { bytes: stored, fileName: 'approved.png', mimeType: 'image/png' },
		});
	};
	const items = await Promise.all(
		Array.from({ length: order.prompts }, (_, index) => itemOf(index)),
	);
	const models = Array.from({ length: order.variants }, (_, index) => ({
		model: index % 2 === 0 ? 'gpt-image-2' : 'gpt-image-2.5-flare',
		size: order.sizes?.[index % order.sizes.length] ?? '1024x1024',
	}));
	const workflow = workflowOf(
		compare(models, {
			...(order.baseline && { baselineField: 'approved' }),
			...(order.outputFormat && { options: { outputFormat: order.outputFormat } }),
			run: { maxConcurrency: order.maxConcurrency },
		}),
	);
	await drawAll(order, items, models);
	await engine.run(workflow, { items: items.slice(0, 2) });
	globalThis.gc?.();
	await wait(500);

	const idleMb = rss();
	let peakMb = idleMb;
	let last = performance.now();
	let longestBlockMs = 0;
	const sampler = setInterval(() => {
		const now = performance.now();
		longestBlockMs = Math.max(longestBlockMs, now - last - 10);
		last = now;
		peakMb = Math.max(peakMb, rss());
	}, 10);
	const cpuBefore = process.cpuUsage();
	const startedAt = performance.now();
	const result = await engine.run(workflow, { items });
	const tookMs = performance.now() - startedAt;
	const cpu = process.cpuUsage(cpuBefore);
	clearInterval(sampler);
	if (result.error) throw result.error;

	const [images = [], [report] = []] = result.output('Node');
	const files = await Promise.all(
		Object.entries(report?.binary ?? {}).map(async ([field, binary]) => ({
			field,
			fileName: binary.fileName ?? field,
			bytes: await engine.readBinary(binary),
		})),
	);
	if (order.output !== undefined) {
		for (const { fileName, bytes } of files) writeFileSync(join(order.output, fileName), bytes);
	}
	const sizesOf = (start: string) =>
		files.filter(({ field }) => field.startsWith(start)).map(({ bytes }) => bytes.length);
	return {
		tookMs: Math.round(tookMs),
		images: images.filter(({ binary }) => binary !== undefined).length,
		idleMb: Math.round(idleMb),
		peakMb: Math.round(peakMb),
		longestBlockMs: Math.round(longestBlockMs),
		cpuMs: Math.round((cpu.user + cpu.system) / 1000),
		mediansMs: models.map((_, index) => spreadOf(timesOf(images, letterOf(index))).median),
		reportBytes: sizesOf('report')[0] ?? 0,
		sheetBytes: sizesOf('contactSheet'),
	};
}

function timesOf(images: INodeExecutionData[], letter: string): number[] {
	return images
		.filter(({ json }) => (json.compare as { variant: string }).variant === letter)
		.map(({ json }) => (json.image as { durationMs: number }).durationMs);
}

/** The server remembers what it drew: its drawing must not count as waiting. */
async function drawAll(
	{ url, apiKey, outputFormat }: RunOrder,
	items: INodeExecutionData[],
	models: Array<{ model: string; size: string }>,
): Promise<void> {
	const draw = async (prompt: unknown, { model, size }: { model: string; size: string }) => {
		const answer = await fetch(`${url}/images/generations`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
			body: JSON.stringify({
				model,
				prompt,
				size,
				quality: 'low',
				n: 1,
				output_format: outputFormat,
			}),
		});
		await answer.body?.cancel();
	};
	await Promise.all(items.flatMap(({ json }) => models.map((model) => draw(json.prompt, model))));
}

function storedPicture(): Buffer {
	const canvas = createCanvas(1024, 1024);
	const paint = canvas.getContext('2d');
	for (let row = 0; row < 1024; row += 4) {
		paint.fillStyle = `hsl(${row / 4} 60% ${30 + (row % 97) / 2}%)`;
		paint.fillRect(0, row, 1024, 4);
	}
	return canvas.toBuffer('image/png');
}

main(JSON.parse(process.argv[2] ?? '{}')).then(
	(figures) => process.send?.({ figures }, () => process.exit(0)),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
