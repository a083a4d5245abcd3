import type { ComparisonVariant } from '../comparison/types';
import type { JudgeReport } from '../judge/types';
import type { Rate } from '../math/wilson';
import type { Delivery } from './delivery';
import type { Slice } from './slices';
import type { Verdict, VerdictMeasure } from './verdictTypes';

/**
 * Milliseconds, over images that arrived: see `latencyMethod` for what counts. With fewer than 20 images `p95` is
 * hardly more than the slowest one: call it that (see `slowestOf`).
 */
export interface LatencySummary {
	/** Images with a time. */
	images: number;
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
	/** 95 %, with the prompt as the unit: with no refusal, `high` is how many are possible all the same. */
	refusalInterval: Rate | null;
	/** What became of all requests: nothing lost is invisible. */
	delivery: Delivery;
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
	/**
	 * Whether it is ahead of every other beyond chance and by more than the margin that matters (each at 5 %,
	 * prompt by prompt): only then it deserves a medal.
	 */
	settled: boolean;
}

/** USD of the whole comparison. */
export interface Spent {
	/** Of all requests for images with a known price; null when none has. */
	images: number | null;
	/** Of the judge, as far as prices are known; null without one. */
	judge: number | null;
	/** Both together; null where neither is known. */
	total: number | null;
	/** Requests that brought nothing and may have been charged, which `total` leaves out. */
	perhapsBilled: number;
	/** At most what they cost; null if that is not known. */
	perhapsBilledUsd: number | null;
}

/** `json.report`. */
export interface ComparisonReport {
	/** As `json.compare.id` of its images. */
	id: string;
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
	/** What a time counts, and what it leaves out. */
	latencyMethod: string;
	/** How the verdicts were reached, for people who want to check. */
	verdictMethod: string;
	/** The smallest differences that matter, by measure: parts of 1 for cost and time, else in the measure's units. */
	margins: Readonly<Record<VerdictMeasure, number>>;
	pricesAsOf: string;
	/** What a switch from the first variant to each other one would change. */
	verdicts: Verdict[];
	/** Where the images were judged. */
	judge?: JudgeReport;
	/** USD of the images over every cell with a known price, without the judge; null when none has. */
	totalCostUsd: number | null;
	/** All that was spent, the judge included. */
	spentUsd: Spent;
	/** Milliseconds from the first call to the end. */
	durationMs: number;
	/** By the values of an input field, where one is named. */
	slices?: Slice[];
	warnings: string[];
}
