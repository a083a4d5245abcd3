import type { INodeParameters } from 'n8n-workflow';
import type { Workplace } from '../n8n/workplace';
import type { BenchServer } from './imageServer';
import { measure, type Figures } from './measure';
import { openBench } from './openBench';
import { spreadOf, table, told, type Target } from './table';
import { bodyOf, ourNode, promptsOf, workflowOf } from './workflows';

/** What ten images of an answer may take at the peak over what one takes, times the bytes of the ten. */
const MEMORY_TARGET = 1.3;

interface Load {
	name: string;
	items: number;
	n: number;
	/** `WIDTHxHEIGHT` */
	size: string;
	imageBytes: number;
	latencyMs: number;
	/** How many fresh n8n it is measured in. */
	times: number;
}

const LARGE: Load = {
	name: 'One answer of ten 10 MB images',
	items: 1,
	n: 10,
	size: '1024x1024',
	imageBytes: 10_000_000,
	latencyMs: 1000,
	times: 5,
};

/** The same without what ten images add: the first execution of an n8n loads much of itself. */
const ONE: Load = { ...LARGE, name: 'One answer of one 10 MB image', n: 1 };

const LOADS: readonly Load[] = [
	ONE,
	LARGE,
	{ ...LARGE, name: 'One answer of four 4K images', n: 4, size: '3840x2160', times: 1 },
	{ ...LARGE, name: 'One answer of ten 4K images', size: '3840x2160', times: 1 },
	{ ...LARGE, name: '200 items', items: 200, n: 1, imageBytes: 1_500_000, times: 1 },
];

/** What n8n's own node cannot do, each time in a fresh n8n. Prints the figures. */
export async function oursAlone(workplace: Workplace, server: BenchServer): Promise<Target[]> {
	const rows: string[][] = [];
	const peaks = new Map<Load, Figures[]>();
	for (const load of LOADS) {
		const all: Figures[] = [];
		for (let time = 0; time < load.times; time++) {
			all.push(await measureLoad(workplace, server, load));
		}
		peaks.set(load, all);
		rows.push(rowOf(load, all));
		console.log(`  ${load.name}`);
	}
	console.log(
		'\nGPT Image Generate alone, 1 s a request, concurrency 5, each time in a fresh n8n\n',
	);
	console.log(table([HEADINGS, ...rows]));
	const { median: one } = spreadOf(peaks.get(ONE)!.map(({ peakBytes }) => peakBytes));
	const overOne = peaks
		.get(LARGE)!
		.map(({ peakBytes, imageBytes }) => (peakBytes - one) / imageBytes);
	return [
		{
			what: `${LARGE.name}: peak over that of one, times the images, the worst counts`,
			wanted: `at most ${MEMORY_TARGET}`,
			measured: told(overOne),
			met: spreadOf(overOne).max <= MEMORY_TARGET,
		},
	];
}

const HEADINGS = [
	'',
	'Images, MB',
	'Wall time, s',
	'Processor time an image, ms',
	'Peak over idle, MB',
	'Times the images',
];

async function measureLoad(
	workplace: Workplace,
	server: BenchServer,
	{ name, items, n, size, imageBytes, latencyMs }: Load,
): Promise<Figures> {
	const bench = await openBench(workplace, server);
	const prompts = promptsOf(items);
	await server.configure({ imageBytes });
	await server.draw(prompts.map((prompt) => bodyOf(prompt, { size, n })));
	const parameters: INodeParameters = { size, n };
	const workflow = workflowOf(name, ourNode(bench.ours, parameters), prompts);
	const figures = await measure(bench, workflow, items, { imageBytes, latencyMs });
	await bench.n8n.stop();
	return figures;
}

const timesTheImages = ({ peakBytes, imageBytes }: Figures) => peakBytes / imageBytes;

function rowOf({ name }: Load, all: readonly Figures[]): string[] {
	const { images, imageBytes } = all[0]!;
	const each = (digits: number, valueOf: (figures: Figures) => number) =>
		told(all.map(valueOf), digits);
	return [
		name,
		`${images} × ${(imageBytes / images / 1e6).toFixed(1)}`,
		each(1, ({ wallSeconds }) => wallSeconds),
		each(1, ({ cpuSeconds }) => (cpuSeconds / images) * 1000),
		each(0, ({ peakBytes }) => peakBytes / 1e6),
		each(2, timesTheImages),
	];
}
