import { gzipSync } from 'node:zlib';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

/** What our own work is measured on: each stands for the most that a kind of it was seen to take. */
export interface OwnWork {
	name: string;
	node: 'generateImage' | 'editImage' | 'compareModels';
	items: number;
	parameters: INodeParameters;
	/** Pixels of the input image that every item brings: width and height. */
	input?: readonly [number, number];
	/** What the server answers instead of images: this many zeros as base64, compressed. */
	gzipZeros?: number;
	/** Milliseconds after which the execution is stopped in a second run; undefined: it is not. */
	stopAfterMs?: number;
}

const model = (value: string) => ({ __rl: true, mode: 'id', value });

const GENERATE = {
	model: model('gpt-image-2'),
	prompt: '={{ $json.prompt }}',
	quality: 'low',
} satisfies INodeParameters;

const EDIT = {
	...GENERATE,
	mask: 'regions',
	regions: { values: [{ x: 10, y: 10, width: 40, height: 40 }] },
	options: { differenceImage: true },
} satisfies INodeParameters;

const JUDGED = ['gpt-image-2', 'gpt-image-2.5-flare', 'gpt-image-2.5-sunburst', 'gpt-image-1.5'];

export const OWN_WORK: readonly OwnWork[] = [
	{
		name: 'Generate, 50 × 4K cropped to exact pixels, 50 at once',
		node: 'generateImage',
		items: 50,
		parameters: {
			...GENERATE,
			...{ size: 'custom', width: 3_830, height: 2_100 },
			run: { maxConcurrency: 50 },
		},
		stopAfterMs: 4_000,
	},
	{
		name: 'Edit, 4 × 25 megapixels, regions and Difference Image',
		node: 'editImage',
		items: 4,
		input: [5_000, 5_000],
		parameters: { ...EDIT, run: { maxConcurrency: 4 } },
		stopAfterMs: 2_000,
	},
	{
		name: 'Generate, 8 gzip answers that unpack to 680 MB each',
		node: 'generateImage',
		items: 8,
		gzipZeros: 680_000_000,
		parameters: { ...GENERATE, run: { maxRetries: 0 } },
		stopAfterMs: 500,
	},
	{
		name: 'Compare, 50 prompts × 8 variants with judge',
		node: 'compareModels',
		items: 50,
		parameters: {
			operation: 'compare',
			prompt: '={{ $json.prompt }}',
			variants: {
				values: [...JUDGED, ...JUDGED].map((id) => ({
					model: model(id),
					quality: 'low',
					size: '1024x1024',
				})),
			},
			judge: { judgeModel: model('gpt-6.1-terra') },
			run: { maxConcurrency: 20 },
		},
		stopAfterMs: 10_000,
	},
];

export const itemsFor = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, at) => ({
		json: { prompt: `A poster that says "Summer sale ${at + 1}"` },
	}));

/** An answer of less than a megabyte on the wire whose image has so many zeros: gzip members may follow each other. */
export function gzipAnswer(zeros: number): Buffer {
	const million = gzipSync(Buffer.alloc(1_000_000, 'A'), { level: 9 });
	return Buffer.concat([
		gzipSync('{"created":1,"data":[{"b64_json":"'),
		...Array.from({ length: Math.ceil(zeros / 1_000_000) }, () => million),
		gzipSync('"}]}'),
	]);
}
