import { readFileSync } from 'node:fs';
import { createEngine } from '../../dev/engine/engine';
import { model, workflowOf } from './workbench';

/*
 * One edit of many large images, in a process of its own so that its memory can be told apart.
 * Arguments: the package's folder, the server's base URL, a PNG file, how many times it goes in.
 * Prints JSON: {status, message, idle, peak}, the last two resident bytes.
 */
const [packageDirectory = '', baseUrl = '', file = '', count = '16'] = process.argv.slice(2);

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
	const image = { bytes: readFileSync(file), fileName: 'photo.png', mimeType: 'image/png' };
	const names = Array.from({ length: Number(count) }, (_, at) => `image${at + 1}`);
	const item = await engine.itemWithFiles(
		{},
		Object.fromEntries(names.map((name) => [name, image])),
	);
	image.bytes = Buffer.alloc(0);
	globalThis.gc?.();
	const idle = process.memoryUsage().rss;
	const ran = await engine.run(
		workflowOf({
			type: 'editImage',
			parameters: { model: model('gpt-image-2'), prompt: 'One picture of all', inputFields: '*' },
		}),
		{ items: [item] },
	);
	const peak = process.resourceUsage().maxRSS * 1024;
	console.log(JSON.stringify({ status: ran.status, message: ran.error?.message, idle, peak }));
	process.exit(0);
}

void main();
