import { startImageServer } from '../../../dev/server/server';

/** The local image server in a process of its own: `node imageServer.cjs '{"latencyMs":1000}'`. */
async function main(): Promise<void> {
	const server = await startImageServer(JSON.parse(process.argv[2] ?? '{}'));
	process.send?.({ url: server.url, apiKey: server.apiKey });
	process.once('disconnect', () => void server.close());
}

void main();
