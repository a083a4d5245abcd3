import { Instance } from '../n8n/instance';
import type { RunningN8n } from '../n8n/start';
import type { Workplace } from '../n8n/workplace';
import type { BenchServer } from './imageServer';
import { idleLoadOf, measure } from './measure';
import type { Bench } from './types';
import { ProcessFigures } from './processFigures';
import { bodyOf, ourNode, peerNode, promptsOf, workflowOf } from './workflows';

export interface OpenBench extends Bench {
	n8n: RunningN8n;
	/** Ids of the credentials for the bench's server. */
	ours: string;
	peers: string;
}

const IDLE_MS = 5000;

/** A fresh n8n with both nodes loaded and used once, so that nothing of a first time is measured. */
export async function openBench(workplace: Workplace, server: BenchServer): Promise<OpenBench> {
	const n8n = await workplace.start();
	const instance = await Instance.open(n8n.url);
	const { apiKey, url } = server;
	const ours = await instance.saveCredential('gptImageApi', 'Bench', {
		apiKey,
		baseUrl: url,
		authentication: 'bearer',
	});
	const peers = await instance.saveCredential('openAiApi', 'Bench', { apiKey, url });
	const process = new ProcessFigures(n8n.pid);
	const bench: Bench = { instance, server, process, lines: n8n.lines, idleLoad: 0 };
	const warmUp = promptsOf(2);
	await server.draw(warmUp.map((prompt) => bodyOf(prompt)));
	for (const node of [ourNode(ours), peerNode(peers)]) {
		await measure(bench, workflowOf(`Warm up ${node.type}`, node, warmUp), 2, {});
	}
	return { ...bench, n8n, ours, peers, idleLoad: await idleLoadOf(process, IDLE_MS) };
}
