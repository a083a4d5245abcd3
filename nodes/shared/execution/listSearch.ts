import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

/**
 * The lists that a node offers for Model. What asks the account is loaded when a list is opened, not when
 * n8n starts.
 */
export const modelList = {
	/** All models that make images, see `modelSearch.ts`. */
	async searchModels(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const { searchModels } = await import('./modelSearch');
		return await searchModels.call(this, filter);
	},
};

/** The same for batches. */
export const batchModelList = {
	async searchModels(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		const { searchBatchModels } = await import('./modelSearch');
		return await searchBatchModels.call(this, filter);
	},
};

/** The models that can judge images, see `judgeModelSearch.ts`. */
export const judgeModelList = {
	async searchJudgeModels(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const { searchJudgeModels } = await import('./judgeModelSearch');
		return await searchJudgeModels.call(this, filter);
	},
};
