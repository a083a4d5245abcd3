import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import OpenAI from 'openai';
import { compareWithAccount, compareWithSdk, reminder } from '../upkeep/modelsCheck/compare';
import type { ListedModel } from '../upkeep/modelsCheck/compare';
import { readSdk } from '../upkeep/modelsCheck/readSdk';

const SDK_TYPES = 'node_modules/openai/resources/images.d.ts';
const OPENAI = 'https://api.openai.com/v1';

/**
 * `npm run models:check`: what the catalog lacks beside the types of the installed `openai` package and,
 * with OPENAI_API_KEY (and OPENAI_BASE_URL for another server), beside the account's own list of models.
 * Ends with 1 where there is something to add.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { sdk: { type: 'string', default: SDK_TYPES } } });
	const findings = compareWithSdk(readSdk(resolve(values.sdk)));
	const account = await accountModels();
	if (account) findings.push(...compareWithAccount(account));
	else console.log('Set OPENAI_API_KEY to compare with the models of your account as well.');

	for (const finding of new Set(findings)) console.log(`- ${finding}`);
	const count = new Set(findings).size;
	console.log(count === 0 ? 'The catalog is up to date.' : `${count} to look at.`);
	console.log(reminder(new Date().toISOString().slice(0, 10)));
	process.exitCode = count === 0 ? 0 : 1;
}

async function accountModels(): Promise<ListedModel[] | undefined> {
	const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL = OPENAI } = process.env;
	if (!apiKey) return undefined;
	const models: ListedModel[] = [];
	for await (const model of new OpenAI({ apiKey, baseURL }).models.list()) models.push(model);
	return models;
}

void main().catch((reason: unknown) => {
	console.error(reason instanceof Error ? reason.message : reason);
	process.exitCode = 2;
});
