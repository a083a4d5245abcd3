import { monitorEventLoopDelay } from 'node:perf_hooks';
import { resolve } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { createEngine, type Engine } from '../engine/engine';
import { itemsFor, OWN_WORK, type OwnWork } from './ownWorkLoads';
import { ProcessFigures } from './processFigures';
import { watchSlices } from './watchSlices';

/** What makes this program measure one load in n8n's engine. */
export const WORK_ROLE = '--as-measured-work';

/** What is handed to the process. */
export interface WorkOrder {
	/** Place in `OWN_WORK`. */
	load: number;
	baseUrl: string;
	apiKey: string;
	/** Milliseconds after which the execution is stopped; undefined: it is not. */
	stopAfterMs?: number;
	/** A PNG file that every item brings. */
	inputFile?: string;
}

export interface WorkFigures {
	status: string;
	wallSeconds: number;
	cpuSeconds: number;
	/** Milliseconds for which nothing else could be done, at most; on a machine with other work its waiting counts too. */
	worstBlockMs: number;
	/** The same in processor time of the main thread: the most between two turns of the event loop. */
	worstSliceMs: number;
	/** Bytes in memory over what was taken before. */
	peakBytes: number;
	/** Milliseconds from Stop to the end of the execution. */
	stopMs?: number;
	/** Seconds of processor time that went on after the execution had ended. */
	cpuAfterStop?: number;
}

const IDLE_MS = 1_000;

/** Measures the load that the arguments name and hands the figures to the parent process. */
export async function measureWork(): Promise<void> {
	const order = JSON.parse(process.argv[process.argv.indexOf(WORK_ROLE) + 1] ?? '') as WorkOrder;
	const load = OWN_WORK[order.load]!;
	const engine = await createEngine({
		packageDirectory: resolve(__dirname, '../..'),
		binaryMode: 'filesystem',
		credentials: {
			local: {
				type: 'gptImageApi',
				data: { apiKey: order.apiKey, baseUrl: order.baseUrl, authentication: 'bearer' },
			},
		},
	});
	const items = await itemsOf(engine, load, order);
	await run(
		engine,
		{ ...load, parameters: { ...load.parameters, prompt: '={{ "" }}' } },
		items.slice(0, 1),
	);
	process.send?.(await measured(engine, load, items, order));
	process.disconnect?.();
}

async function measured(
	engine: Engine,
	load: OwnWork,
	items: INodeExecutionData[],
	{ stopAfterMs }: WorkOrder,
): Promise<WorkFigures> {
	globalThis.gc?.();
	const figures = new ProcessFigures(process.pid);
	figures.forgetPeak();
	const idle = figures.memoryBytes();
	const cpu = figures.cpuSeconds();
	const delays = monitorEventLoopDelay({ resolution: 1 });
	const stop = new AbortController();
	let stoppedAt = 0;
	const timer =
		stopAfterMs === undefined
			? undefined
			: setTimeout(() => {
					stoppedAt = performance.now();
					stop.abort();
				}, stopAfterMs);
	delays.enable();
	const slices = watchSlices();
	const startedAt = performance.now();
	const { status } = await run(engine, load, items, stop.signal);
	const endedAt = performance.now();
	delays.disable();
	const worstSliceMs = slices.stop();
	clearTimeout(timer);
	const cpuAtEnd = figures.cpuSeconds();
	const peakBytes = figures.peakBytes() - idle;
	await new Promise((done) => setTimeout(done, IDLE_MS));
	return {
		status,
		wallSeconds: (endedAt - startedAt) / 1000,
		cpuSeconds: cpuAtEnd - cpu,
		worstBlockMs: delays.max / 1e6,
		worstSliceMs,
		peakBytes,
		...(stoppedAt > 0 && {
			stopMs: Math.max(0, endedAt - stoppedAt),
			cpuAfterStop: figures.cpuSeconds() - cpuAtEnd,
		}),
	};
}

async function itemsOf(
	engine: Engine,
	load: OwnWork,
	{ inputFile }: WorkOrder,
): Promise<INodeExecutionData[]> {
	if (inputFile === undefined) return itemsFor(load.items);
	const { readFileSync } = await import('node:fs');
	const file = { bytes: readFileSync(inputFile), fileName: 'photo.png', mimeType: 'image/png' };
	return await Promise.all(
		itemsFor(load.items).map(async ({ json }) => await engine.itemWithFiles(json, { data: file })),
	);
}

async function run(
	engine: Engine,
	{ node, parameters }: OwnWork,
	items: INodeExecutionData[],
	signal?: AbortSignal,
) {
	const workflow = {
		id: 'bench',
		name: 'Bench',
		nodes: [
			{
				id: 'trigger',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters: {},
			},
			{
				id: 'node',
				name: 'Node',
				type: `n8n-nodes-gpt-image.${node}`,
				typeVersion: 1,
				position: [200, 0] as [number, number],
				parameters,
				onError: 'continueRegularOutput' as const,
				credentials: { gptImageApi: { id: 'local', name: 'local' } },
			},
		],
		connections: { Start: { main: [[{ node: 'Node', type: 'main' as const, index: 0 }]] } },
	};
	return await engine.run(workflow, { items, signal });
}
