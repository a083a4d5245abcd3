import type { INodeParameters } from 'n8n-workflow';
import type { Workplace } from '../realN8n/workplace';
import type { BenchServer } from './imageServer';
import { measure, type Figures } from './measure';
import { openBench } from './openBench';
import { table, type Target } from './table';
import { bodyOf, ourNode, promptsOf, workflowOf } from './workflows';

/** Peak memory over idle for one answer, times the bytes of its images. */
const MEMORY_TARGET = 1.6;

interface Load {
	name: string;
	items: number;
	n: number;
	/** `WIDTHxHEIGHT` */
	size: string;
	imageBytes: number;
	latencyMs: number;
}

const LARGE: Load = {
	name: 'One answer of ten 10 MB images',
	items: 1,
	n: 10,
	size: '1024x1024',
	imageBytes: 10_000_000,
	latencyMs: 1000,
};

const LOADS: readonly Load[] = [
	LARGE,
	{ ...LARGE, name: 'One answer of four 4K images', n: 4, size: '3840x2160' },
	{ ...LARGE, name: 'One answer of ten 4K images', size: '3840x2160' },
	{ ...LARGE, name: '200 items', items: 200, n: 1, imageBytes: 1_500_000 },
];

/** What n8n's own node cannot do, each in a fresh n8n. Prints the figures. */
export async function oursAlone(workplace: Workplace, server: BenchServer): Promise<Target[]> {
	const rows: string[][] = [];
	let largest: Figures | undefined;
	for (const load of LOADS) {
		const figures = await measureLoad(workplace, server, load);
		if (load === LARGE) largest = figures;
		rows.push(rowOf(load, figures));
		console.log(`  ${load.name}`);
	}
	console.log('\nGPT Image Generate alone, 1 s a request, concurrency 5, each in a fresh n8n\n');
	console.log(
		table([
			[
				'',
				'Images, MB',
				'Wall time, s',
				'Processor time an image, ms',
				'Peak over idle, MB',
				'Times the images',
			],
			...rows,
		]),
	);
	const times = largest ? largest.peakBytes / largest.imageBytes : Infinity;
	return [
		{
			what: `${LARGE.name}: peak over idle, times the images`,
			wanted: `under ${MEMORY_TARGET}`,
			measured: times.toFixed(2),
			met: times < MEMORY_TARGET,
		},
	];
}

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

function rowOf({ name }: Load, figures: Figures): string[] {
	const { images, imageBytes, wallSeconds, cpuSeconds, peakBytes } = figures;
	return [
		name,
		`${images} × ${(imageBytes / images / 1e6).toFixed(1)}`,
		wallSeconds.toFixed(1),
		((cpuSeconds / images) * 1000).toFixed(1),
		(peakBytes / 1e6).toFixed(0),
		(peakBytes / imageBytes).toFixed(2),
	];
}
