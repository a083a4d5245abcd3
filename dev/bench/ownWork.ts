import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '../../nodes/shared/images/png';
import type { BenchServer } from './imageServer';
import { gzipAnswer, OWN_WORK, type OwnWork } from './ownWorkLoads';
import { WORK_ROLE, type WorkFigures, type WorkOrder } from './ownWorkProcess';
import { table, type Target } from './table';

/** Bytes over idle that fifty crops of 4K may take. */
const CROPS_TARGET = 700_000_000;
const BLOCK_TARGET_MS = 100;
const STOP_TARGET_MS = 1_000;

/**
 * What our own work takes, each load in a fresh process of n8n's engine: memory, the longest time for which
 * n8n could do nothing else, and how soon Stop ends it. Prints the tables `memory` and `blocks`.
 * @param program the script that calls `measureWork` when it finds `WORK_ROLE` among its arguments.
 */
export async function ownWork(server: BenchServer, program: string): Promise<Target[]> {
	const folder = mkdtempSync(join(tmpdir(), 'gpt-image-bench-'));
	try {
		const whole: WorkFigures[] = [];
		const stopped: WorkFigures[] = [];
		for (const [index, load] of OWN_WORK.entries()) {
			const place = await placeOf(server, folder, load);
			const order = { load: index, ...place.order };
			whole.push(await measureIn(program, order));
			stopped.push(await measureIn(program, { ...order, stopAfterMs: load.stopAfterMs }));
			place.close();
			console.log(`  ${load.name}`);
		}
		printTables(whole, stopped);
		return targets(whole, stopped);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function printTables(whole: WorkFigures[], stopped: WorkFigures[]): void {
	const megabytes = ({ peakBytes }: WorkFigures) => (peakBytes / 1e6).toFixed(0);
	console.log('\nmemory: each load in a fresh process of n8n’s engine\n');
	console.log(
		table([
			['', 'Status', 'Peak over idle, MB', 'Wall time, s', 'Processor time, s'],
			...OWN_WORK.map(({ name }, at) => {
				const { status, wallSeconds, cpuSeconds } = whole[at]!;
				return [name, status, megabytes(whole[at]!), wallSeconds.toFixed(1), cpuSeconds.toFixed(1)];
			}),
		]),
	);
	console.log('\nblocks: the longest time without a turn of the event loop, and what Stop ends\n');
	console.log(
		table([
			[
				'',
				'Worst block, ms',
				'Of it processor time, ms',
				'Stopped after, ms',
				'Ended after Stop, ms',
				'Work after the end, s',
			],
			...OWN_WORK.map(({ name, stopAfterMs }, at) => {
				const { worstBlockMs, worstSliceMs } = whole[at]!;
				const { stopMs, cpuAfterStop } = stopped[at]!;
				return [
					name,
					worstBlockMs.toFixed(0),
					worstSliceMs.toFixed(0),
					String(stopAfterMs),
					stopMs === undefined ? 'had ended' : stopMs.toFixed(0),
					cpuAfterStop === undefined ? '' : cpuAfterStop.toFixed(2),
				];
			}),
		]),
	);
}

function targets(whole: WorkFigures[], stopped: WorkFigures[]): Target[] {
	const worst = Math.max(...whole.map(({ worstSliceMs }) => worstSliceMs));
	const slowest = Math.max(...stopped.map(({ stopMs = 0 }) => stopMs));
	const crops = whole[0]!.peakBytes;
	return [
		{
			what: 'Fifty 4K crops at once: peak over idle, MB',
			wanted: `under ${CROPS_TARGET / 1e6}`,
			measured: (crops / 1e6).toFixed(0),
			met: crops < CROPS_TARGET,
		},
		{
			what: 'Worst block of the event loop, ms of processor time (n8n’s own included)',
			wanted: `at most ${BLOCK_TARGET_MS}`,
			measured: worst.toFixed(0),
			met: worst <= BLOCK_TARGET_MS,
		},
		{
			what: 'Stop ends the execution within, ms',
			wanted: `at most ${STOP_TARGET_MS}`,
			measured: slowest.toFixed(0),
			met: slowest <= STOP_TARGET_MS,
		},
	];
}

async function measureIn(program: string, order: WorkOrder): Promise<WorkFigures> {
	const child = fork(program, [WORK_ROLE, JSON.stringify(order)], { execArgv: ['--expose-gc'] });
	const ended = once(child, 'exit').then(([code]) => {
		throw new Error(`The process that measures ended with ${String(code)}.`);
	});
	const [figures] = (await Promise.race([once(child, 'message'), ended])) as [WorkFigures];
	if (child.exitCode === null) await ended.catch(() => undefined);
	return figures;
}

interface Place {
	order: Pick<WorkOrder, 'baseUrl' | 'apiKey' | 'inputFile'>;
	close(): void;
}

async function placeOf(server: BenchServer, folder: string, load: OwnWork): Promise<Place> {
	if (load.gzipZeros !== undefined) return await gzipServer(load.gzipZeros);
	const { url: baseUrl, apiKey } = server;
	await server.configure({ latencyMs: 200, servesAnyModel: true });
	const order = { baseUrl, apiKey };
	if (load.input === undefined) return { order, close: () => undefined };
	const inputFile = join(folder, 'input.png');
	writeFileSync(inputFile, await photo(...load.input));
	return { order: { ...order, inputFile }, close: () => undefined };
}

async function gzipServer(zeros: number): Promise<Place> {
	const answer = gzipAnswer(zeros);
	const http = createServer((request, response) => {
		request.resume().on('end', () => {
			response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
			response.end(answer);
		});
	});
	await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
	const { port } = http.address() as AddressInfo;
	return {
		order: { baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'sk-bench' },
		close: () => {
			http.closeAllConnections();
			http.close();
		},
	};
}

/** An image with soft changes of colour, as a PNG. */
async function photo(width: number, height: number): Promise<Uint8Array> {
	const data = new Uint8Array(width * height * 4);
	for (let at = 0, pixel = 0; at < data.length; at += 4, pixel++) {
		const [x, y] = [pixel % width, Math.floor(pixel / width)];
		data[at] = (x * 255) / width;
		data[at + 1] = (y * 255) / height;
		data[at + 2] = (x ^ y) & 255;
		data[at + 3] = 255;
	}
	return await encodePng({ width, height, data });
}
