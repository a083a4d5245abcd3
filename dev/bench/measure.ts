import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowJson } from '../engine/engine';
import type { Bench } from './types';
import type { BenchServer } from './imageServer';
import type { ProcessFigures } from './processFigures';
import { successful, untilAnswered, untilQuiet } from './waiting';
import { MEASURED } from './workflows';

/** What one execution took. */
export interface Figures {
	/** From n8n's own clock: how long the node ran. */
	wallSeconds: number;
	/** Processor time of the n8n process, what it takes when idle already taken off. */
	cpuSeconds: number;
	/** The most that the n8n process held over what it held before. */
	peakBytes: number;
	/** The most requests at once. */
	maxInFlight: number;
	images: number;
	/** Bytes of the images as they are stored. */
	imageBytes: number;
}

const SETTLE_MS = 1500;

/** How much n8n works when nobody asks it for anything. */
export async function idleLoadOf(process: ProcessFigures, ms: number): Promise<number> {
	const before = process.cpuSeconds();
	await sleep(ms);
	return (process.cpuSeconds() - before) / (ms / 1000);
}

/**
 * Executes a workflow. While images come in it asks n8n nothing.
 * @param requests how many the server will have answered when it is through.
 * @throws with n8n's last lines, soon after the workflow has ended otherwise.
 */
export async function measure(
	bench: Bench,
	workflow: WorkflowJson,
	requests: number,
	settings: Parameters<BenchServer['configure']>[0],
): Promise<Figures> {
	const { instance, server, process, idleLoad } = bench;
	const id = await instance.saveWorkflow(workflow);
	await server.configure(settings);
	await sleep(SETTLE_MS);
	const idleBytes = process.memoryBytes();
	process.forgetPeak();
	const startedAt = performance.now();
	const cpuBefore = process.cpuSeconds();
	const executionId = await instance.startWorkflow(id);
	await untilAnswered(bench, String(workflow.name), executionId, requests);
	await untilQuiet(process);
	const cpuSeconds =
		process.cpuSeconds() - cpuBefore - (idleLoad * (performance.now() - startedAt)) / 1000;
	const peakBytes = process.peakBytes() - idleBytes;
	const run = await successful(bench, String(workflow.name), executionId);
	const files = run
		.output(MEASURED)
		.flat()
		.flatMap(({ binary = {} }) => Object.values(binary));
	return {
		wallSeconds: (run.data.resultData.runData[MEASURED]?.at(-1)?.executionTime ?? 0) / 1000,
		cpuSeconds,
		peakBytes,
		maxInFlight: (await server.figures()).maxInFlight,
		images: files.length,
		imageBytes: files.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
	};
}
