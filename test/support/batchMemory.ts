import { createEngine } from '../../dev/engine/engine';
import { collect } from './batchBench';
import { workflowOf } from './workbench';

/*
 * Collects one batch by its ID, in a process of its own so that its memory can be told apart.
 * Arguments: the package's folder, the server's base URL, the ID of a small batch that is collected first, the batch's ID.
 * Prints JSON: {status, message, images, idle, peak}, the last two resident bytes.
 */
const [packageDirectory = '', baseUrl = '', smallBatchId = '', batchId = ''] =
	process.argv.slice(2);

async function main(): Promise<void> {
	const engine = await createEngine({
		packageDirectory,
		binaryMode: 'filesystem',
		credentials: {
			local: {
				type: 'gptImageApi',
				data: { apiKey: 'sk-local-memory', baseUrl, authentication: 'bearer' },
			},
		},
	});
	const run = async (id: string) =>
		await engine.run(workflowOf(collect({ batchId: id, run: { maxRetries: 0 } })), {
			items: [{ json: {} }],
		});
	// What is loaded with the first execution is no part of collecting, nor what V8 keeps of its first work.
	await run(smallBatchId);
	globalThis.gc?.();
	const idle = process.memoryUsage().rss;
	let peak = idle;
	const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
	const ran = await run(batchId);
	clearInterval(timer);
	const images = ran.output('Node')[0]?.length ?? 0;
	console.log(
		JSON.stringify({ status: ran.status, message: ran.error?.message, images, idle, peak }),
	);
	process.exit(0);
}

void main();
