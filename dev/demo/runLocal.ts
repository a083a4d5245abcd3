import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../engine/engine';
import { EXAMPLES } from './examples/list';
import { showExamples } from './examples/showExamples';
import {
	EXAMPLE_CREDENTIAL,
	isBlind,
	isJudged,
	readExample,
	type Example,
} from './examples/workflow';
import { DEMO_MODELS } from '../server/responses/demoJudge';
import { startImageServer } from '../server/server';
import { tallyOf } from './terminal/tally';

/** Milliseconds. The real models take 6 s and more; this is enough to see what goes on at once. */
const LATENCY = {
	'gpt-image-2': 900,
	'gpt-image-2.5-flare': 600,
	'gpt-6.1-terra': 250,
	default: 1200,
};
const JITTER_MS = 400;

/** Runs all examples against the local image server. @returns whether all went well. */
export async function runLocal(places: { directory: string; output: string }): Promise<boolean> {
	const { directory, output } = places;
	const examples = EXAMPLES.map((listed) => readExample(directory, listed));
	for (const slug of [...examples.map((example) => example.slug), 'review-page']) {
		rmSync(join(output, slug), { recursive: true, force: true });
	}
	const server = await startImageServer({
		latencyMs: LATENCY,
		jitterMs: JITTER_MS,
		...DEMO_MODELS,
	});
	try {
		const engine = await createEngine({
			packageDirectory: directory,
			credentials: {
				[EXAMPLE_CREDENTIAL]: {
					type: 'gptImageApi',
					data: { apiKey: server.apiKey, baseUrl: server.url, authentication: 'bearer' },
				},
			},
		});
		console.log(
			`Local image server at ${server.url}: free of charge, nothing leaves this machine.\n`,
		);
		const soFar = () => tallyOf(server.log, server.batches);
		const prepare = (example: Example) =>
			server.configure({
				// Images that name their model would decide a blind vote.
				signsImages: !isBlind(example),
				// Only a judge explains why a word is misspelled.
				misprints: isJudged(example) ? DEMO_MODELS.misprints : [],
			});
		const show = { engine, examples, directory, output, live: false, soFar, prepare };
		return await showExamples(show);
	} finally {
		await server.close();
	}
}
