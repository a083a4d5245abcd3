import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { estimateCost } from '../../nodes/shared/models/estimate';
import { record } from '../upkeep/recordFixture';

const OPENAI = 'https://api.openai.com/v1';

/**
 * `npm run fixture:record -- --name NAME --body '{"model":…,"prompt":…}' --yes`: sends one paid request with
 * OPENAI_API_KEY (to OPENAI_BASE_URL where that is set) and writes the answer to test/fixtures/answers.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			name: { type: 'string' },
			body: { type: 'string' },
			folder: { type: 'string', default: 'test/fixtures/answers' },
			yes: { type: 'boolean', default: false },
		},
	});
	const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl = OPENAI } = process.env;
	const { name, folder } = values;
	if (!apiKey || !name || !values.body) throw new Error('Give OPENAI_API_KEY, --name and --body.');
	const body = JSON.parse(values.body) as Record<string, unknown>;
	const { budgetUsd } = estimateCost({
		model: String(body.model),
		quality: 'auto',
		size: 'auto',
		n: Number(body.n ?? 1),
		promptBytes: Buffer.byteLength(String(body.prompt)),
	});
	console.log(
		`This asks ${new URL(baseUrl).host} and may cost ${budgetUsd === null ? 'an unknown amount' : `up to ${budgetUsd.toFixed(2)} USD`}.`,
	);
	if (!values.yes) throw new Error('Add --yes to agree.');
	const answer = await record({ baseUrl, apiKey }, body, new Date().toISOString().slice(0, 10));
	const file = resolve(folder, `${name}.json`);
	writeFileSync(file, `${JSON.stringify(answer, null, '\t')}\n`);
	console.log(`HTTP ${answer.status}, written to ${file}. Read it before you commit it.`);
}

void main().catch((reason: unknown) => {
	console.error(reason instanceof Error ? reason.message : reason);
	process.exitCode = 1;
});
