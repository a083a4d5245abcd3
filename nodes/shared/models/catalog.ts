import { knownIdIn } from './gatewayId';
import type { Capabilities, FreeSizeRule, ListedSizeRule, ModelEntry, TokenPrices } from './types';
import { LISTED_SIZES } from './usualSizes';

/**
 * Every model of OpenAI's Images API: what it takes, what it costs, how long it lives. The one place
 * for these facts. Sources: the types of the `openai` package 7.57.0, OpenAI's guides, model pages,
 * price list and deprecations page, and, where marked "observed", reports of the live API.
 */

/** The day on which prices and shutdown dates were last compared with OpenAI's pages (YYYY-MM-DD). */
export const CATALOG_CHECKED_ON = '2026-11-22';

/** Limits that hold for every model (OpenAI's reference of the Images API). */
export const API_LIMITS = {
	promptCharacters: 32_000,
	imagesPerRequest: 10,
	inputImages: 16,
	/** An input image must be smaller than this. */
	inputImageBytes: 50 * 1024 * 1024,
	/** Ours, not OpenAI's: a file that claims more pixels than this is taken for a decompression bomb. */
	inputImagePixels: 64_000_000,
	/** "< 4 MB" in OpenAI's reference, "< 50 MB" in its guide: the larger bound refuses nothing that may work. */
	maskBytes: 50 * 1024 * 1024,
	safetyIdentifierCharacters: 128,
	outputCompression: { min: 0, max: 100 },
	/** OpenAI's text says 2 to 16 in its SDK; other pages name no bound. */
	frameCount: { min: 2, max: 16, default: 9 },
	/** A GIF cannot hold a longer delay (the SDK's text). */
	frameDurationMs: { min: 1, max: 655_350, default: 200 },
} as const;

/** Upper bounds of what a call's input is billed as, for budgets. */
export const INPUT_TOKEN_CEILINGS = {
	/** One patch of 32 × 32 pixels a token, up to this many an input image (observed). */
	perImage: 1536,
	/** An input image with `input_fidelity: high` on models that take it (observed: about 6,200 more). */
	perHighFidelityImage: 8192,
	/** Text tokens in addition to the prompt's own, per call and per input image (32 per image observed). */
	textOverhead: 64,
} as const;

/** What `auto` was seen to choose (observed): only for the likely figure, never for a budget. */
export const OBSERVED_AUTO = {
	quality: 'low',
	/** Models with free sizes. */
	freeSize: { width: 1254, height: 1254 },
} as const;

/** An id that the catalog does not know is offered in the model list when it matches this. */
export const IMAGE_MODEL_ID = /image/i;

export const DEFAULT_MODEL = 'gpt-image-2';

const FREE_SIZES: FreeSizeRule = {
	kind: 'free',
	multipleOf: 16,
	maxEdge: 3840,
	maxRatio: 3,
	minPixels: 655_360,
	maxPixels: 8_294_400,
	experimentalAbovePixels: 3_686_400,
};

const THREE_SIZES: ListedSizeRule = {
	kind: 'listed',
	sizes: LISTED_SIZES.map(({ width, height }) => ({ width, height })),
};

const GPT_IMAGE_1: Capabilities = {
	sizeRule: THREE_SIZES,
	qualities: ['low', 'medium', 'high'],
	backgrounds: ['opaque', 'transparent'],
	outputFormats: ['png', 'jpeg', 'webp'],
	inputFidelities: ['low', 'high'],
	complexities: [],
	mask: true,
	markup: false,
	frames: false,
};

const GPT_IMAGE_2: Capabilities = {
	...GPT_IMAGE_1,
	sizeRule: FREE_SIZES,
	// Transparent is documented as a preview, but the live API answered 400 in October 2026 (observed).
	backgrounds: ['opaque'],
	inputFidelities: [],
};

const GPT_IMAGE_2_5: Capabilities = {
	...GPT_IMAGE_2,
	backgrounds: ['opaque', 'transparent'],
	qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
	markup: true,
};

const GPT_IMAGE_2_6: Capabilities = {
	...GPT_IMAGE_2_5,
	outputFormats: ['png', 'jpeg', 'webp', 'gif', 'svg'],
	complexities: ['low', 'medium', 'high'],
	frames: true,
};

const PRICES_2: TokenPrices = { textInput: 5, imageInput: 8, imageOutput: 30 };
const PRICES_1_5: TokenPrices = { textInput: 5, imageInput: 8, imageOutput: 32, textOutput: 10 };
const PRICES_1_MINI: TokenPrices = { textInput: 2, imageInput: 2.5, imageOutput: 8 };
const PRICES_1: TokenPrices = { textInput: 5, imageInput: 10, imageOutput: 40 };

const TOKENS_2: ModelEntry['outputTokens'] = {
	kind: 'grid',
	gridByQuality: { low: 16, medium: 48, high: 96 },
};

const TOKENS_2_5: ModelEntry['outputTokens'] = {
	kind: 'grid',
	gridByQuality: { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 },
};

const TOKENS_1: ModelEntry['outputTokens'] = {
	kind: 'table',
	tokensByQuality: {
		low: { '1024x1024': 272, '1024x1536': 408, '1536x1024': 400 },
		medium: { '1024x1024': 1056, '1024x1536': 1584, '1536x1024': 1568 },
		high: { '1024x1024': 4160, '1024x1536': 6240, '1536x1024': 6208 },
	},
};

/** Newest first. */
export const MODELS: readonly ModelEntry[] = [
	{
		id: 'gpt-image-2.6-sunburst',
		snapshots: [],
		displayName: 'GPT Image 2.6 Sunburst',
		goodFor: 'Finest, GIF and SVG',
		released: '2026-11-04',
		shutdownDate: null,
		replacements: [],
		capabilities: GPT_IMAGE_2_6,
		prices: PRICES_2,
		// No formula is known. Low and medium were seen at three to four times the tokens of 2.5 (observed).
		outputTokens: null,
		budgetCeiling: { likeModel: 'gpt-image-2.5-sunburst', factor: 4 },
	},
	{
		id: 'gpt-image-2.6-flare',
		snapshots: [],
		displayName: 'GPT Image 2.6 Flare',
		goodFor: 'Newest, fast, GIF and SVG',
		released: '2026-11-04',
		shutdownDate: null,
		replacements: [],
		capabilities: GPT_IMAGE_2_6,
		prices: PRICES_2,
		outputTokens: null,
		budgetCeiling: { likeModel: 'gpt-image-2.5-flare', factor: 4 },
	},
	{
		id: 'gpt-image-2.5-sunburst',
		inBatches: true,
		snapshots: ['gpt-image-2.5-sunburst-2026-09-08'],
		displayName: 'GPT Image 2.5 Sunburst',
		goodFor: 'High quality, transparent',
		released: '2026-09-08',
		shutdownDate: null,
		replacements: [],
		capabilities: GPT_IMAGE_2_5,
		prices: PRICES_2,
		outputTokens: TOKENS_2_5,
	},
	{
		id: 'gpt-image-2.5-flare',
		inBatches: true,
		snapshots: ['gpt-image-2.5-flare-2026-09-08'],
		displayName: 'GPT Image 2.5 Flare',
		goodFor: 'Fast, cheap, transparent',
		released: '2026-09-08',
		shutdownDate: null,
		replacements: [],
		capabilities: GPT_IMAGE_2_5,
		prices: PRICES_2,
		outputTokens: TOKENS_2_5,
	},
	{
		id: 'gpt-image-2',
		inBatches: true,
		snapshots: ['gpt-image-2-2026-04-21'],
		displayName: 'GPT Image 2',
		goodFor: 'All-rounder, any size up to 4K',
		released: '2026-04-21',
		shutdownDate: null,
		replacements: [],
		capabilities: GPT_IMAGE_2,
		prices: PRICES_2,
		outputTokens: TOKENS_2,
	},
	{
		id: 'gpt-image-1.5',
		snapshots: [],
		displayName: 'GPT Image 1.5',
		goodFor: 'Only until its shutdown, to compare with its replacement',
		released: '2025',
		shutdownDate: '2026-12-01',
		replacements: ['gpt-image-2.5-sunburst', 'gpt-image-2.5-flare'],
		capabilities: GPT_IMAGE_1,
		prices: PRICES_1_5,
		outputTokens: TOKENS_1,
	},
	{
		id: 'chatgpt-image-latest',
		snapshots: [],
		displayName: 'ChatGPT Image Latest',
		goodFor: 'Only until its shutdown, to compare with its replacement',
		released: '2025',
		shutdownDate: '2026-12-01',
		replacements: ['gpt-image-2.5-sunburst', 'gpt-image-2.5-flare'],
		capabilities: GPT_IMAGE_1,
		prices: PRICES_1_5,
		outputTokens: TOKENS_1,
	},
	{
		id: 'gpt-image-1-mini',
		snapshots: [],
		displayName: 'GPT Image 1 Mini',
		goodFor: 'Only until its shutdown, to compare with its replacement',
		released: '2025',
		shutdownDate: '2026-12-01',
		replacements: ['gpt-image-2.5-flare'],
		capabilities: { ...GPT_IMAGE_1, inputFidelities: ['low'] },
		prices: PRICES_1_MINI,
		outputTokens: TOKENS_1,
	},
	{
		id: 'gpt-image-1',
		snapshots: [],
		displayName: 'GPT Image 1',
		goodFor: 'Shut down by OpenAI; Azure and gateways may still serve it',
		released: '2025-04',
		shutdownDate: '2026-10-23',
		replacements: ['gpt-image-2.5-sunburst', 'gpt-image-2.5-flare'],
		capabilities: GPT_IMAGE_1,
		prices: PRICES_1,
		outputTokens: TOKENS_1,
	},
	{
		id: 'dall-e-3',
		snapshots: [],
		displayName: 'DALL·E 3',
		goodFor: 'Shut down by OpenAI',
		released: '2023',
		shutdownDate: '2026-05-12',
		replacements: ['gpt-image-2', 'gpt-image-2.5-flare'],
		capabilities: null,
		prices: null,
		outputTokens: null,
	},
	{
		id: 'dall-e-2',
		snapshots: [],
		displayName: 'DALL·E 2',
		goodFor: 'Shut down by OpenAI',
		released: '2022',
		shutdownDate: '2026-05-12',
		replacements: ['gpt-image-2', 'gpt-image-2.5-flare'],
		capabilities: null,
		prices: null,
		outputTokens: null,
	},
];

const IDS = MODELS.flatMap(({ id, snapshots }) => [id, ...snapshots]);

/**
 * The catalog's entry for a model id or one of its snapshots; undefined for an id that the catalog
 * does not know (a new model, an Azure deployment name, a compatible server's own).
 */
export function findModel(id: string): ModelEntry | undefined {
	return MODELS.find((model) => model.id === id || model.snapshots.includes(id));
}

/** What the model list calls a model; the id itself where the catalog does not know it. */
export const shownName = (id: string): string => findModel(id)?.displayName ?? id;

/** A model of the catalog, and whether the id is OpenAI's own or a gateway's name for it. */
export interface FoundModel {
	entry: ModelEntry;
	byGateway: boolean;
}

/** As `findModel`; in addition what a gateway calls by a name of its own, such as `openai/gpt-image-2`. */
export function findModelBehind(id: string): FoundModel | undefined {
	const own = findModel(id);
	if (own) return { entry: own, byGateway: false };
	const behind = knownIdIn(id, IDS);
	const entry = behind === undefined ? undefined : findModel(behind);
	return entry && { entry, byGateway: true };
}
