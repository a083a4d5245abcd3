import type { ComparisonVariant } from '../comparison/types';
import type { JudgeReport } from '../judge/types';
import type { Rate } from '../math/wilson';
import type { Verdict } from './verdictTypes';

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
