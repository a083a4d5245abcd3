/** The words of OpenAI's Images API, and what the catalog says of a model. All of it is data. */

/** From the lowest to the highest. */
export const QUALITIES = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
export const OUTPUT_FORMATS = ['png', 'jpeg', 'webp', 'gif', 'svg'] as const;
export const BACKGROUNDS = ['opaque', 'transparent'] as const;
/** From the lowest to the highest. */
export const COMPLEXITIES = ['low', 'medium', 'high'] as const;
/** From the lowest to the highest. */
export const INPUT_FIDELITIES = ['low', 'high'] as const;
/** In addition to `auto`, as with all others. */
export const MODERATIONS = ['low'] as const;

export type Quality = (typeof QUALITIES)[number];
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
export type Background = (typeof BACKGROUNDS)[number];
export type Complexity = (typeof COMPLEXITIES)[number];
export type InputFidelity = (typeof INPUT_FIDELITIES)[number];
export type Moderation = (typeof MODERATIONS)[number];

/** Pixels. */
export interface Dimensions {
	width: number;
	height: number;
}

/** Any width and height within these bounds (pixels; `maxRatio` is long edge by short edge). */
export interface FreeSizeRule {
	kind: 'free';
	multipleOf: number;
	maxEdge: number;
	maxRatio: number;
	minPixels: number;
	maxPixels: number;
	/** Above this many pixels OpenAI calls the result experimental. */
	experimentalAbovePixels: number;
}

/** Only these sizes. */
export interface ListedSizeRule {
	kind: 'listed';
	sizes: readonly Dimensions[];
}

export type SizeRule = FreeSizeRule | ListedSizeRule;

/** What a model takes. An empty list: the parameter must not be sent. `auto` is always taken. */
export interface Capabilities {
	sizeRule: SizeRule;
	qualities: readonly Quality[];
	backgrounds: readonly Background[];
	outputFormats: readonly OutputFormat[];
	inputFidelities: readonly InputFidelity[];
	complexities: readonly Complexity[];
	mask: boolean;
	markup: boolean;
	/** `frame_count` and `frame_duration_ms`, for animated GIF. */
	frames: boolean;
}

/** USD per one million tokens. */
export interface TokenPrices {
	textInput: number;
	imageInput: number;
	imageOutput: number;
	/** Of output that is text, where the model has a price of its own for it. */
	textOutput?: number;
}

/** How many output tokens an image takes, where that is known before the call. */
export type OutputTokenRule =
	| {
			kind: 'grid';
			/** The `g` of OpenAI's calculator, by quality. */
			gridByQuality: Readonly<Partial<Record<Quality, number>>>;
	  }
	| {
			kind: 'table';
			/** Tokens by quality and size ("1024x1024"). */
			tokensByQuality: Readonly<Partial<Record<Quality, Readonly<Record<string, number>>>>>;
	  };

export interface ModelEntry {
	id: string;
	/** Dated ids that behave like `id`. */
	snapshots: readonly string[];
	displayName: string;
	/** For the model list: what to choose it for, in a few words. The editor cuts name and words at 50 characters. */
	goodFor: string;
	/** YYYY-MM-DD, or YYYY-MM, or YYYY where no more is known. */
	released: string;
	/** YYYY-MM-DD, or null where OpenAI has announced none. */
	shutdownDate: string | null;
	/** Ids to move to, the best first. Empty for a model that stays. */
	replacements: readonly string[];
	/** Null for a model that OpenAI no longer serves in any shape that we know. */
	capabilities: Capabilities | null;
	prices: TokenPrices | null;
	outputTokens: OutputTokenRule | null;
	/** Whether it was seen in the Batch API, or is listed there. */
	inBatches?: true;
	/** Only to hold a budget where `outputTokens` is null: never more than this many times the named model's tokens. */
	budgetCeiling?: { likeModel: string; factor: number };
}
