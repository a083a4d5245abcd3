import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { findJudgeModel, JUDGE_MODELS, mayJudge } from '../models/judgeModels';
import { accountModels } from './modelSearch';

/**
 * Fills the list of judges: the account's models that look at images, those with known prices first.
 * Where the account's list cannot be had, those with known prices.
 */
export async function searchJudgeModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	const account = await accountModels(this);
	const redact = account?.redact ?? ((text: string) => text);
	const ids =
		account?.models.map(({ id }) => id).filter(mayJudge) ?? JUDGE_MODELS.map(({ id }) => id);
	return {
		results: [...new Set(ids)]
			.sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? 1 : -1))
			.map((id) => ({ name: redact(nameOf(id)), value: id }))
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
	};
}

/** Snapshots after their model, unknown ones last. */
function placeOf(id: string): number {
	const place = JUDGE_MODELS.findIndex((model) => model === findJudgeModel(id));
	return place < 0 ? JUDGE_MODELS.length * 2 : place * 2 + Number(JUDGE_MODELS[place]?.id !== id);
}

function nameOf(id: string): string {
	const model = findJudgeModel(id);
	const name = model?.id === id ? model.displayName : id;
	if (!model?.prices) return `${name} (no price known in this version)`;
	const { input, output } = model.prices;
	return `${name} (${input} / ${output} USD, ${model.goodFor})`;
}
