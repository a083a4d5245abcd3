import type { Comparison, ComparisonCell } from '../comparison/types';
import { mean, sum } from '../math/percentile';
import { signTest } from '../math/signTest';
import { wilson } from '../math/wilson';
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

/** `json.report.judge`: the judge's findings by variant. Undefined where nothing was judged. */
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
			return variantReport(variant.letter, own, pairs);
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
): JudgeVariantReport {
	const all = cells.flatMap(({ judge }) => judge ?? []);
	const judged = all.filter(({ status }) => status !== 'not_judged');
	const verdicts = judged.flatMap(({ accepted }) => (accepted === null ? [] : [accepted]));
	const accepted = verdicts.filter(Boolean).length;
	return {
		letter,
		judged: judged.length,
		notJudged: all.length - judged.length,
		text: textReport(judged),
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
		accepted: { accepted, judged: verdicts.length, rate: wilson(accepted, verdicts.length) },
		pairs: ownPairs(letter, pairs),
	};
}

function textReport(judged: CellJudgement[]): JudgeVariantReport['text'] {
	const texts = judged.flatMap(({ text }) => text ?? []);
	const errorRate = overRuns(texts.map(({ errorRates }) => errorRates));
	if (errorRate === null) return null;
	const exact = texts.filter((text) => text.exact).length;
	return {
		pictures: texts.length,
		exact,
		exactRate: wilson(exact, texts.length),
		errorRate,
		withUnasked: texts.filter(({ unasked }) => unasked.length > 0).length,
	};
}

/** The mean over the pictures in each run of the judge, and how far the runs are apart. */
function overRuns(pictures: number[][]): Spread | null {
	const runs = pictures.reduce((most, values) => Math.max(most, values.length), 0);
	const means = Array.from({ length: runs }, (_, run) =>
		mean(pictures.flatMap((values) => values[run] ?? [])),
	).filter((value) => value !== null);
	const spread = spreadOf(means);
	return spread && { ...spread, mean: mean(pictures.flatMap((values) => mean(values) ?? [])) ?? 0 };
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

function pairReports(letters: string[], judged: PairJudgement[]): PairReport[] {
	return letters.flatMap((letter, index) =>
		letters.slice(index + 1).flatMap((against) => {
			const own = judged.filter((pair) => pair.letter === letter && pair.against === against);
			if (own.length === 0) return [];
			const count = (winner: PairJudgement['winner']) =>
				own.filter((pair) => pair.winner === winner).length;
			const [wins, losses] = [count(letter), count(against)];
			return [
				{
					...{ letter, against, wins, losses, ties: count('tie'), notJudged: count(null) },
					winRate: wilson(wins, wins + losses),
					chance: signTest(wins, losses),
				},
			];
		}),
	);
}

function ownPairs(letter: string, pairs: PairReport[]): JudgeVariantReport['pairs'] {
	const own = pairs.filter((pair) => pair.letter === letter || pair.against === letter);
	if (own.length === 0) return null;
	const wins = sum(own.map((pair) => (pair.letter === letter ? pair.wins : pair.losses)));
	const losses = sum(own.map((pair) => (pair.letter === letter ? pair.losses : pair.wins)));
	const ties = sum(own.map((pair) => pair.ties));
	return { wins, losses, ties, winRate: wilson(wins, wins + losses) };
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
