import { parseArgs } from 'node:util';
import { startImageServer } from '../server/server';

/** The local image server by itself: `node .build/commands/server.cjs --port 4010`, ended with Ctrl+C. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: process.env.PORT ?? '4010' },
			'api-key': { type: 'string' },
			latency: { type: 'string', default: '0' },
			'images-per-minute': { type: 'string' },
			'batch-seconds': { type: 'string', default: '1' },
		},
	});
	const perMinute = values['images-per-minute'];
	const server = await startImageServer({
		port: Number(values.port),
		apiKey: values['api-key'],
		latencyMs: Number(values.latency),
		imagesPerMinute: perMinute === undefined ? null : Number(perMinute),
		batches: { secondsPerStatus: Number(values['batch-seconds']) },
		today: new Date().toISOString().slice(0, 10),
	});
	console.log(`Local image server\n  Base URL  ${server.url}\n  API key   ${server.apiKey}`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void server.close());
	}
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
