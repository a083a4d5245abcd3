import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listModels } from '../openai/models';
import { createRedactor } from '../openai/redact';
import { findModel } from '../models/catalog';
import { modelListEntries } from '../models/describe';
import { systemClock } from '../pace/systemClock';
import { readCredential } from './credential';
import { today } from './session';
import { createTransport } from './transport';

const LIST_TIMEOUT_MS = 15_000;

/**
 * Fills the list of models: the account's own that make images, newest first, each with what it is
 * good for and its shutdown date. Where the account's list cannot be had, the catalog's.
 */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const account = await accountModels(this);
	const servedByOpenAi = account?.servedByOpenAi ?? true;
	const entries = modelListEntries(account?.models, today(systemClock), servedByOpenAi);
	const redact = account?.redact ?? ((text: string) => text);
	return {
		results: entries
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
			// The id is used unchanged; only what people read is cleaned.
			.map((entry) => ({ ...entry, name: redact(entry.name) })),
	};
}

/** The same for batches, which take no dated snapshots. */
export async function searchBatchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { results } = await searchModels.call(this, filter);
	return { results: results.filter(({ value }) => !isSnapshot(String(value))) };
}

const isSnapshot = (id: string) => findModel(id)?.snapshots.includes(id) === true;

/** The account's own models of every kind; undefined where they cannot be had. */
export async function accountModels(context: ILoadOptionsFunctions) {
	try {
		const credential = await readCredential(context);
		const redact = createRedactor(credential.secrets);
		const models = await listModels({
			transport: createTransport(context, credential),
			redact,
			clock: systemClock,
			timeoutMs: LIST_TIMEOUT_MS,
			maxRetries: 0,
		});
		return {
			models: models.map((model) => ({ ...model, created: model.created ?? 0 })),
			servedByOpenAi: credential.servedByOpenAi,
			redact: redact.text,
		};
	} catch (unavailable) {
		context.logger.debug('The model list comes from the catalog: the account returned none', {
			reason: unavailable instanceof Error ? unavailable.name : 'unknown',
		});
		return undefined;
	}
}
