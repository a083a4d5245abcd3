import { knownIdIn, partsOf, undated } from './gatewayId';

/** Models that look at images and answer questions about them. Data with a date, as the catalog is. */

/**
 * The day on which the prices were last looked up (YYYY-MM-DD). From OpenAI's model pages: gpt-6.1-terra,
 * gpt-6-luna, gpt-5.6-luna. From price lists of others that quote OpenAI's page: the rest.
 */
export const JUDGE_MODELS_CHECKED_ON = '2026-11-22';

/** USD per one million tokens, for requests of up to 272,000 input tokens. */
export interface JudgePrices {
	input: number;
	cachedInput: number;
	/** Input that is written to the cache for later requests: never more than this an input token. */
	cacheWrite: number;
	output: number;
}

export interface JudgeModel {
	id: string;
	displayName: string;
	/** For the model list, which cuts off after about 50 characters: a few words. */
	goodFor: string;
	prices: JudgePrices | null;
	/** Looking at an image needs little thought: the least that every one of these models takes. Null: not sent. */
	reasoningEffort: 'low' | null;
}

/** The first is suggested. */
export const JUDGE_MODELS: readonly JudgeModel[] = [
	{
		id: 'gpt-6.1-terra',
		displayName: 'GPT-6.1 Terra',
		goodFor: 'made for vision',
		prices: { input: 1, cachedInput: 0.05, cacheWrite: 1.25, output: 5 },
		reasoningEffort: 'low',
	},
	{
		id: 'gpt-6-luna',
		displayName: 'GPT-6 Luna',
		goodFor: 'for large runs',
		prices: { input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5 },
		reasoningEffort: 'low',
	},
	{
		id: 'gpt-6.1-sol',
		displayName: 'GPT-6.1 Sol',
		goodFor: 'for hard questions',
		prices: { input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10 },
		reasoningEffort: 'low',
	},
	{
		id: 'gpt-5.6-luna',
		displayName: 'GPT-5.6 Luna',
		goodFor: 'one generation older',
		prices: { input: 0.2, cachedInput: 0.02, cacheWrite: 0.25, output: 1.2 },
		reasoningEffort: 'low',
	},
	{
		id: 'gpt-5.4-mini',
		displayName: 'GPT-5.4 mini',
		goodFor: 'to stay comparable',
		prices: { input: 0.75, cachedInput: 0.075, cacheWrite: 0.75, output: 4.5 },
		reasoningEffort: 'low',
	},
];

const JUDGE_IDS = JUDGE_MODELS.map(({ id }) => id);

export const DEFAULT_JUDGE_MODEL = 'gpt-6.1-terra';

/** Ids in an account's list that take images and answer in text, known here or not. */
const TAKES_IMAGES = /^(gpt-(4o|4\.1|[5-9])|o[1-9])/;
const OTHER_TRADES = /image|audio|realtime|transcribe|tts|search|codex|research|embedding|cyber/;

export function mayJudge(id: string): boolean {
	if (findJudgeModel(id) !== undefined) return true;
	return partsOf(id).some((model) => TAKES_IMAGES.test(model) && !OTHER_TRADES.test(model));
}

/** The entry of a model or of a dated snapshot of it, also by a gateway's name; undefined for an id that is not known. */
export function findJudgeModel(id: string): JudgeModel | undefined {
	const model = knownIdIn(undated(id), JUDGE_IDS);
	return JUDGE_MODELS.find((known) => known.id === model);
}

/** Tokens of one answer, as the Responses API reports them. */
export interface JudgeUsage {
	inputTokens: number;
	/** Of the input: read from the cache. */
	cachedTokens: number;
	/** Of the input: written to the cache. */
	cacheWriteTokens: number;
	/** Thoughts included. */
	outputTokens: number;
}

/** USD; null for a model without known prices. */
export function judgeCostUsd(modelId: string, usage: JudgeUsage): number | null {
	const prices = findJudgeModel(modelId)?.prices;
	if (!prices) return null;
	const { inputTokens, cachedTokens, cacheWriteTokens, outputTokens } = usage;
	const plain = Math.max(0, inputTokens - cachedTokens - cacheWriteTokens);
	return (
		(plain * prices.input +
			cachedTokens * prices.cachedInput +
			cacheWriteTokens * prices.cacheWrite +
			outputTokens * prices.output) /
		1_000_000
	);
}

/** A patch of 32 × 32 pixels is a token, times a factor by model of which 2.46 is the largest that OpenAI documents. */
const PATCH_EDGE = 32;
const MOST_TOKENS_PER_PATCH = 2.5;
/** Small images are enlarged by some models. */
const FEWEST_PATCHES = 1536;
/** An image whose size is not known counts as the largest that image models make. */
const LARGEST = { width: 3840, height: 2160 };

/**
 * USD that one question can cost at most; null for a model without known prices. How the newest models
 * count images is not published: counted is every patch of the full image, at the largest factor.
 * @param textBytes everything but the images: no token is shorter than a byte.
 */
export function mostJudgeCostUsd(
	modelId: string,
	question: {
		textBytes: number;
		images: ReadonlyArray<{ width: number; height: number }>;
		maxOutputTokens: number;
	},
): number | null {
	const prices = findJudgeModel(modelId)?.prices;
	if (!prices) return null;
	const imageTokens = question.images.reduce((sum, image) => {
		const { width, height } = image.width > 0 ? image : LARGEST;
		const patches = Math.ceil(width / PATCH_EDGE) * Math.ceil(height / PATCH_EDGE);
		return sum + Math.max(patches, FEWEST_PATCHES) * MOST_TOKENS_PER_PATCH;
	}, 0);
	const dearestInput = Math.max(prices.input, prices.cacheWrite);
	return (
		((question.textBytes + imageTokens) * dearestInput + question.maxOutputTokens * prices.output) /
		1_000_000
	);
}
