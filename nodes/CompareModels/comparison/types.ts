import type { Usage } from '../../shared/models/prices';
import type { CellJudgement, ComparisonJudge, JudgeReport } from '../judge/types';
import type { Verdict } from '../statistics/verdictTypes';
import type { ImageStatus } from '../../shared/items/imageJson';

/** What became of one cell: the words of `json.image.status`. */
export type CellStatus = ImageStatus;

/** A picture made small for the report (see `thumbnailBudgetBytes`). */
export interface Thumbnail {
	/** PNG, JPEG, WebP, GIF or AVIF; any other is not shown. */
	mimeType: string;
	bytes: Uint8Array;
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
}

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
	settings: VariantSettings;
}

export interface ComparisonPrompt {
	text: string;
	/** The stored picture to hold against. */
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
	letter: string;
	status: CellStatus;
	model: string;
	/** As delivered, else as asked for. */
	quality: string;
	size: string;
	/** Pixels; null without an image. */
	width: number | null;
	/** Pixels; null without an image. */
	height: number | null;
	/** Milliseconds from sending to the last byte; null where nothing was sent. */
	durationMs: number | null;
	attempts: number;
	usage: Usage | null;
	/** USD; null where no price is known. */
	costUsd: number | null;
	requestId: string | null;
	error?: CellError;
	/** SSIM to the baseline, 0–1. */
	similarity?: number;
	/** Bits of 64 in which the perceptual hashes differ, 0–64. */
	perceptualDistance?: number;
	thumbnail?: Thumbnail;
	/** What the judge found of the picture. */
	judge?: CellJudgement;
}

/** A finished comparison: all that the report is made from. */
export interface Comparison {
	title?: string;
	/** ISO 8601. */
	startedAt: string;
	/** ISO 8601. */
	finishedAt: string;
	/** Hide from reviewers what tells the models apart. */
	blind: boolean;
	/** Every prompt on every variant this many times. */
	repetitions: number;
	variants: ComparisonVariant[];
	prompts: ComparisonPrompt[];
	cells: ComparisonCell[];
	/** Where the pictures were judged. */
	judge?: ComparisonJudge;
	/** YYYY-MM-DD. */
	pricesAsOf: string;
	/** Sentences. */
	warnings: string[];
}

/** A share of a whole with its 95 % Wilson interval; all 0–1. */
export interface Rate {
	rate: number;
	low: number;
	high: number;
}

/** Milliseconds, over images that arrived. */
export interface LatencySummary {
	min: number;
	p50: number;
	p95: number;
	max: number;
	mean: number;
}

export interface CostSummary {
	/** USD over every cell with a known price, whatever became of it. */
	total: number;
	/** USD, the mean of the `pricedImages`; null when there are none. */
	perImage: number | null;
	/** Images that arrived and have a price. */
	pricedImages: number;
	/** Images that arrived and have none: `total` and `perImage` leave them out. */
	unpricedImages: number;
}

export interface VariantReport extends ComparisonVariant {
	/** All cells: ok + refused + failed + notRun. */
	runs: number;
	ok: number;
	refused: number;
	/** Timeouts, rate limits, server faults, bad answers. */
	failed: number;
	/** Left out by the budget or by Stop. */
	notRun: number;
	/** Refused of those that the model answered (ok + refused), 0–1; null when it answered none. */
	refusalRate: number | null;
	refusalInterval: Rate | null;
	latencyMs: LatencySummary | null;
	tokens: { input: number; output: number; total: number };
	/** Null when no cell has a known price. */
	costUsd: CostSummary | null;
	/** SSIM to the baseline, 0–1, over `count` images. */
	similarity: { mean: number; min: number; count: number } | null;
	/** 0–64, over `count` images. */
	perceptualDistance: { mean: number; max: number; count: number } | null;
}

/** The first of at least two variants by one number. */
export interface Leader {
	letter: string;
	label: string;
	/** USD, milliseconds or 0–1, as what it leads in. */
	value: number;
	/** Letters of others with the same number. */
	tiedWith: string[];
	/** How many variants have this number. */
	compared: number;
}

/** `json.report`. */
export interface ComparisonReport {
	prompts: number;
	repetitions: number;
	cells: number;
	variants: VariantReport[];
	/** By cost per image. */
	cheapest: Leader | null;
	/** By median latency. */
	fastest: Leader | null;
	/** By mean similarity to the baseline. */
	mostSimilar: Leader | null;
	percentileMethod: string;
	pricesAsOf: string;
	/** What a switch from the first variant to each other one would change. */
	verdicts: Verdict[];
	/** Where the pictures were judged. */
	judge?: JudgeReport;
	/** USD of the images over every cell with a known price, without the judge; null when none has. */
	totalCostUsd: number | null;
	/** Milliseconds from the first call to the end. */
	durationMs: number;
	warnings: string[];
}
