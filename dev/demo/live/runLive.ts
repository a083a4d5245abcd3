import { join } from 'node:path';
import { createEngine } from '../../engine/engine';
import { EXAMPLES } from '../examples/list';
import { costOf } from '../examples/runExample';
import { showExamples } from '../examples/showExamples';
import { EXAMPLE_CREDENTIAL, readExample } from '../examples/workflow';
import { mayPay } from './consent';
import { priceOf } from './price';

const OPENAI = 'https://api.openai.com/v1';

/**
 * Runs the cheap examples against OpenAI, or the server that OPENAI_BASE_URL names, with the key of
 * OPENAI_API_KEY, once the person has agreed to the price. What was paid for goes into a folder of its
 * own that no other run touches. @returns whether all went well; also where the person said no.
 */
export async function runLive(options: {
	directory: string;
	output: string;
	yes: boolean;
}): Promise<boolean> {
	const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl = OPENAI } = process.env;
	if (!apiKey) {
		console.error('Set OPENAI_API_KEY to run against OpenAI. Without --live nothing is needed.');
		return false;
	}
	const { directory, output, yes } = options;
	const listed = EXAMPLES.filter(({ live }) => live === true);
	const examples = listed.map((example) => readExample(directory, example));
	const data = { apiKey, baseUrl, authentication: 'bearer' };
	const engine = await createEngine({
		packageDirectory: directory,
		credentials: { [EXAMPLE_CREDENTIAL]: { type: 'gptImageApi', data } },
	});
	const now = new Date().toISOString();
	const agreed = await mayPay(
		priceOf(engine, examples, now.slice(0, 10)),
		new URL(baseUrl).host,
		yes,
	);
	// A "no" is an answer; nobody there to answer is not.
	if (!agreed) return process.stdin.isTTY === true;
	return await showExamples({
		engine,
		examples,
		directory,
		output: join(output, `live-${now.slice(0, 19).replace(/[:T]/g, '-')}`),
		live: true,
		soFar: (runs) => ({
			pictures: runs.flatMap(({ pictures }) => pictures).length,
			costUsd: runs.reduce((sum, run) => sum + costOf(run), 0),
		}),
	});
}
