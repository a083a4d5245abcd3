import type { Comparison, ComparisonCell } from '../comparison/types';
import { mean, sum } from '../math/percentile';
import { promptShare } from '../math/promptShare';
import { around, type Rate } from '../math/wilson';
import { foldByPrompt } from './fold';
import { ownPairs, pairReports } from './judgePairs';
import { spreadOf } from '../math/spread';
import {
	FAILURE_KINDS,
	type CellJudgement,
	type ComparisonJudge,
	type JudgeReport,
	type JudgeVariantReport,
	type PairJudgement,
	type PairReport,
} from '../judge/types';
import type { Spread } from '../math/spread';
import { worstCases } from './worstCases';

/** `json.report.judge`: the judge's findings by variant. Undefined if nothing was judged. */
export function summarizeJudge({ judge, variants, cells }: Comparison): JudgeReport | undefined {
	if (judge === undefined) return undefined;
	const pairs = pairReports(
		variants.map(({ letter }) => letter),
		judge.pairs,
	);
	return {
		model: judge.model,
		runs: judge.runs,
		criteria: judge.criteria,
		seed: judge.seed,
		variants: variants.map((variant, index) => {
			const own = cells.filter(({ variantIndex }) => variantIndex === index);
			return variantReport(variant.letter, own, pairs, judge.pairs);
		}),
		pairs,
		worst: worstCases(cells),
		requests: judge.requests,
		notJudged: counted(judge.notJudged),
		...spent(judge, cells),
		pricesAsOf: judge.pricesAsOf,
	};
}

function variantReport(
	letter: string,
	cells: ComparisonCell[],
	pairs: PairReport[],
	judgedPairs: readonly PairJudgement[],
): JudgeVariantReport {
	const all = cells.flatMap(({ promptIndex, judge }) => (judge ? [{ promptIndex, judge }] : []));
	const placed = all.filter(({ judge }) => judge.status !== 'not_judged');
	const judged = placed.map(({ judge }) => judge);
	const verdicts = placed.flatMap(({ promptIndex, judge: { accepted } }) =>
		accepted === null ? [] : [{ promptIndex, is: accepted }],
	);
	const accepted = verdicts.filter(({ is }) => is).length;
	return {
		letter,
		judged: judged.length,
		notJudged: all.length - judged.length,
		text: textReport(placed),
		score: overRuns(judged.map(({ scores }) => scores)),
		gates: named(judged, ({ gates }) => gates).map(([name, gates]) => ({
			name,
			passed: gates.filter(({ passed }) => passed).length,
			judged: gates.length,
		})),
		grades: named(judged, ({ grades }) => grades).map(([name, grades]) => ({
			name,
			mean: mean(grades.map((grade) => grade.mean)) ?? 0,
			min: grades.map(({ min }) => min).reduce((a, b) => Math.min(a, b)),
			max: grades.map(({ max }) => max).reduce((a, b) => Math.max(a, b)),
			judged: grades.length,
		})),
		failures: FAILURE_KINDS.flatMap((kind) => {
			const pictures = judged.filter(({ failures }) =>
				failures.some((failure) => failure.kind === kind),
			).length;
			return pictures === 0 ? [] : [{ kind, pictures }];
		}).sort((a, b) => b.pictures - a.pictures),
		accepted: { accepted, judged: verdicts.length, rate: rateOf(verdicts) },
		pairs: ownPairs(letter, pairs, judgedPairs),
	};
}

function textReport(
	judged: ReadonlyArray<{ promptIndex: number; judge: CellJudgement }>,
): JudgeVariantReport['text'] {
	const placed = judged.flatMap(({ promptIndex, judge: { text } }) =>
		text ? [{ promptIndex, text }] : [],
	);
	const texts = placed.map(({ text }) => text);
	const errorRate = overRuns(texts.map(({ errorRates }) => errorRates));
	if (errorRate === null) return null;
	const exact = texts.filter((text) => text.exact).length;
	return {
		pictures: texts.length,
		exact,
		exactRate: rateOf(placed.map(({ promptIndex, text }) => ({ promptIndex, is: text.exact }))),
		errorRate,
		withUnasked: texts.filter(({ unasked }) => unasked.length > 0).length,
	};
}

/** The mean over the images in each run of the judge, and how far the runs are apart. */
function overRuns(images: number[][]): Spread | null {
	const runs = images.reduce((most, values) => Math.max(most, values.length), 0);
	const means = Array.from({ length: runs }, (_, run) =>
		mean(images.flatMap((values) => values[run] ?? [])),
	).filter((value) => value !== null);
	const spread = spreadOf(means);
	return spread && { ...spread, mean: mean(images.flatMap((values) => mean(values) ?? [])) ?? 0 };
}

/** By name, in the order of the questions. */
function named<One extends { name: string }>(
	judged: CellJudgement[],
	of: (judgement: CellJudgement) => One[],
): Array<[string, One[]]> {
	const byName = new Map<string, One[]>();
	for (const one of judged.flatMap(of)) {
		byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
	}
	return [...byName];
}

/** The share of images; its interval counts prompts. */
function rateOf(cells: ReadonlyArray<{ promptIndex: number; is: boolean }>): Rate | null {
	const rate = mean(cells.map(({ is }) => Number(is)));
	const folded = foldByPrompt(
		cells,
		({ is }) => Number(is),
		() => 1,
	);
	const share = promptShare([...folded.values()].map((prompt) => prompt.mean));
	return rate === null || share === null ? null : around(rate, share);
}

function spent(judge: ComparisonJudge, cells: ComparisonCell[]) {
	const all = [...cells.flatMap((cell) => cell.judge ?? []), ...judge.pairs];
	const priced = all.flatMap(({ costUsd }) => costUsd ?? []);
	return {
		costUsd: priced.length === 0 ? null : Math.round(sum(priced) * 1e9) / 1e9,
		unpriced: all.length - priced.length,
		inputTokens: sum(all.map(({ inputTokens }) => inputTokens)),
		outputTokens: sum(all.map(({ outputTokens }) => outputTokens)),
	};
}

function counted(reasons: string[]): JudgeReport['notJudged'] {
	const counts = new Map<string, number>();
	for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return [...counts]
		.map(([reason, count]) => ({ reason, count }))
		.sort((a, b) => b.count - a.count);
}
