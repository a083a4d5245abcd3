import type { Thumbnail } from '../gallery/thumbnail';
import type { Usage } from '../../shared/models/prices';
import type { CellJudgement, ComparisonJudge } from '../judge/types';
import type { ImageStatus } from '../../shared/items/imageJson';

/** What became of one cell: the words of `json.image.status`. */
export type CellStatus = ImageStatus;

/** As asked for; `auto` where nothing was asked. */
export interface VariantSettings {
	quality: string;
	size: string;
	background?: string;
}

/** One model with one set of settings. `letter` is `letterOf(its index)`. */
export interface ComparisonVariant {
	letter: string;
	/** The person's own name for it; empty: the model's name is shown. */
	label: string;
	model: string;
	/** Where label or model are those of another variant too: with the settings that tell them apart. */
	name?: string;
	settings: VariantSettings;
}

export interface ComparisonPrompt {
	text: string;
	/** The value of `Comparison.sliceBy`; empty if the item has none. */
	slice?: string;
	/** The stored image to compare with. */
	baseline?: Thumbnail;
}

export interface CellError {
	/** The word of `json.image.error.reason`. */
	reason: string;
	message: string;
	/** What a refusal was about, in OpenAI's words. */
	categories?: string[];
}

/** One prompt on one variant, once. */
export interface ComparisonCell {
	/** From 0, the place in `Comparison.prompts`. */
	promptIndex: number;
	prompt: string;
	/** From 0, the place in `Comparison.variants`. */
	variantIndex: number;
	/** From 0. */
	repetition: number;
	/** The variant's true letter. */
	letter: string;
	/** Where it is shown among the variants of its prompt, from 0. */
	column: number;
	/** The letter that reviewers see, where the comparison is blind: shuffled by prompt. */
	shownAs?: string;
	status: CellStatus;
	model: string;
	/** As delivered, else as asked for. */
	quality: string;
	size: string;
	/** Pixels; null without an image. */
	width: number | null;
	/** Pixels; null without an image. */
	height: number | null;
	/** Milliseconds from sending to the last byte; null if nothing was sent. */
	durationMs: number | null;
	attempts: number;
	usage: Usage | null;
	/** USD; null if no price is known. Without an image, null if it may have been charged. */
	costUsd: number | null;
	/** USD, the most that the request can cost; null if no price is known. */
	mostCostUsd?: number | null;
	requestId: string | null;
	error?: CellError;
	/** SSIM to the baseline, 0–1. */
	similarity?: number;
	/** Bits of 64 in which the perceptual hashes differ, 0–64. */
	perceptualDistance?: number;
	thumbnail?: Thumbnail;
	/** Why nothing of the image was measured: it cannot be opened here. */
	cannotBeOpened?: string;
	/** Of an image that there was before. */
	fileName?: string;
	/** What the judge found of the image. */
	judge?: CellJudgement;
}

/** A finished comparison: all that the report is made from. */
export interface Comparison {
	/** Of this run of Compare: `json.compare.id`. */
	id: string;
	title?: string;
	/** ISO 8601. */
	startedAt: string;
	/** ISO 8601. */
	finishedAt: string;
	/** Hide from reviewers what tells the models apart. */
	blind: boolean;
	/** Every prompt on every variant this many times. */
	repetitions: number;
	/** The input field whose values the prompts are sliced by. */
	sliceBy?: string;
	/** Where the images are from. */
	source?: 'generate' | 'edit' | 'existing';
	variants: ComparisonVariant[];
	prompts: ComparisonPrompt[];
	cells: ComparisonCell[];
	/** Where the images were judged. */
	judge?: ComparisonJudge;
	/** YYYY-MM-DD. */
	pricesAsOf: string;
	/** Sentences. */
	warnings: string[];
}
