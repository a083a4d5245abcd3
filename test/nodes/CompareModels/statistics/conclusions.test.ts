import { summarize } from '../../../../nodes/CompareModels/statistics/summarize';
import { slowestOf } from '../../../../nodes/CompareModels/statistics/latencyWords';
import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import type { Decision, TallyImage } from '../../../../nodes/CompareModels/statistics/tallyTypes';
import { verdictsOf } from '../../../../nodes/CompareModels/statistics/verdict';
import type { VerdictCell } from '../../../../nodes/CompareModels/statistics/verdictTypes';
import { sampleComparison } from '../../../support/sampleComparison';
import { imagesOf } from '../../../support/votes';

const variants = ['A', 'B'].map((letter) => ({ letter, label: '', model: `model ${letter}` }));

/** Two variants with these values, prompt by prompt. */
function linesOf(before: Array<Partial<VerdictCell>>, after: Array<Partial<VerdictCell>>) {
	const cells = [before, after].flatMap((values, variant) =>
		values.map((value, promptIndex): VerdictCell => ({
			...{ promptIndex, letter: 'AB'[variant]!, status: 'ok', costUsd: 0.05, durationMs: 12_000 },
			...value,
		})),
	);
	const [verdict] = verdictsOf(variants, cells);
	return {
		verdict: verdict!,
		of: (measure: string) => verdict!.lines.find((line) => line.measure === measure)!,
	};
}
const costs = (...values: number[]) => values.map((costUsd) => ({ costUsd }));
const times = (...values: number[]) => values.map((value) => ({ durationMs: value * 1000 }));
const times_ = (count: number, value: number) => Array<number>(count).fill(value);

describe('one answer', () => {
	it('is never conclusive, however many repetitions it is copied to', () => {
		const {
			recommendation,
			pairs,
			variants: tallied,
		} = tally(imagesOf(1, 'AB', 6), [{ promptIndex: 0, letter: 'A', reviewer: 'Ann' }]);
		expect(recommendation.conclusive).toBe(false);
		expect(recommendation.text).not.toMatch(/^Take/);
		expect(pairs[0]).toMatchObject({ chance: 1, prompts: 1, interval: null, settled: false });
		// One prompt: Wilson's 1 of 1, not 6 of 6.
		expect(tallied[0]!.acceptance!.low).toBeCloseTo(0.2065, 4);
	});

	it('of ten reviewers on five prompts with five repetitions is not either', () => {
		const decisions = Array.from({ length: 50 }, (_, index) => ({
			promptIndex: index % 5,
			letter: 'A',
			reviewer: `reviewer ${Math.floor(index / 5)}`,
		}));
		const { recommendation } = tally(imagesOf(5, 'AB', 5), decisions);
		expect(recommendation).toMatchObject({ letter: 'A', conclusive: false });
	});
});

describe('the word of a verdict agrees with its number', () => {
	it('where one prompt is far more expensive', () => {
		const { of } = linesOf(costs(...times_(9, 0.05), 1), costs(...times_(10, 0.06)));
		const line = of('cost');
		expect(line.word).toBe('not known yet');
		// The geometric mean of 1.2 nine times and 0.06 once.
		expect(line.difference).toBeCloseTo(1.2 ** 0.9 * 0.06 ** 0.1 - 1, 10);
		expect(line.text).toContain('11% less');
		expect(line.interval!.low).toBeLessThan(0);
		expect(line.interval!.high).toBeGreaterThan(0);
	});

	it('where the slow prompts say something else than the quick ones', () => {
		const { of } = linesOf(
			times(1, 2, 3, 4, 20, 21, 22, 23, 24),
			times(2, 3, 4, 5, 10, 22, 23, 24, 25),
		);
		expect(of('time')).toMatchObject({ word: 'not known yet', worse: 8, better: 1 });
		expect(of('time').text).toContain('longer');
		expect(of('time').because).not.toContain('orse');
	});

	it('where the difference is too small to matter', () => {
		const { of, verdict } = linesOf(
			times_(20, 0.0527).map((costUsd) => ({ costUsd, durationMs: 12_000 })),
			times_(20, 0.052705).map((costUsd) => ({ costUsd, durationMs: 12_001 })),
		);
		expect(of('cost').word).toBe('practically the same');
		expect(of('time').word).toBe('practically the same');
		expect(verdict.text).toContain('practically the same in cost and time');
	});

	it('where the judge likes one better on average and worse on half of the prompts', () => {
		const scores = (values: number[]) => values.map((score) => ({ score }));
		const { of } = linesOf(
			scores([0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]),
			scores([0.55, 0.55, 0.55, 0.55, 0.55, 0.6, 0.8, 0.85, 0.9, 0.9]),
		);
		expect(of('judge')).toMatchObject({ word: 'not known yet', better: 4, worse: 5, level: 1 });
		expect(of('judge').difference).toBeCloseTo(0.08, 10);
		expect(of('judge').because).not.toMatch(/better|worse/i);
	});
});

describe('where little was learned', () => {
	it('a single prompt says nothing about others', () => {
		const { of, verdict } = linesOf(costs(0.05), costs(0.05));
		for (const measure of ['cost', 'time', 'refusals']) {
			expect(of(measure)).toMatchObject({ word: 'not known yet' });
		}
		expect(verdict.text).not.toContain('same');
		expect(of('refusals').text).toContain('none on 1 prompt (up to 79% possible)');
	});

	it('no refusal on three prompts leaves up to 56 % possible', () => {
		const cell = () => ({});
		const { of } = linesOf([cell(), cell(), cell()], [cell(), cell(), cell()]);
		expect(of('refusals').text).toContain('none on 3 prompts (up to 56% possible)');
		const { variants: summed } = summarize(sampleComparison({ prompts: 2, thumbnailBytes: 10 }));
		expect(summed[0]!.refusalInterval).toMatchObject({ rate: 0, low: 0 });
		expect(summed[0]!.refusalInterval!.high).toBeCloseTo(0.6576, 4);
	});

	it('images that time out are a line of their own, and are not called free', () => {
		const lost = { status: 'timeout', costUsd: null, durationMs: null } as const;
		const { of } = linesOf(
			Array.from({ length: 10 }, () => ({})),
			Array.from({ length: 10 }, (_, index) => (index < 5 ? lost : {})),
		);
		expect(of('delivery')).toMatchObject({ from: 0, to: 0.5, worse: 5, word: 'not known yet' });
		expect(of('delivery').interval!.high).toBeGreaterThan(0.5);

		const comparison = sampleComparison({ prompts: 10, thumbnailBytes: 10 });
		comparison.cells = comparison.cells.map((cell) => ({
			...cell,
			...{ status: 'ok', costUsd: 0.05, durationMs: 10_000 - 1000 * cell.variantIndex },
			...(cell.variantIndex === 1 &&
				cell.promptIndex < 5 && { ...lost, mostCostUsd: 0.2, attempts: 2 }),
		}));
		const report = summarize(comparison);
		expect(report.variants[1]!.delivery).toEqual({
			...{ requested: 10, arrived: 5, refused: 0, failed: 5, timedOut: 5, notRun: 0 },
			...{ retried: 5, perhapsBilled: 5, perhapsBilledUsd: 1 },
		});
		expect(report.spentUsd).toMatchObject({ total: 0.75, perhapsBilled: 5, perhapsBilledUsd: 1 });
		expect(report.fastest).toMatchObject({ letter: 'B', settled: false });
	});
});

it('advice is a number of prompts, never that reviewers or repetitions hardly help', () => {
	const { recommendation, verdicts } = tally(
		imagesOf(20),
		[...'AAAAAAAAAAABBBBBBBBA'].map((letter, promptIndex) => ({ promptIndex, letter })),
	);
	const line = verdicts[0]!.lines.find(({ measure }) => measure === 'acceptance')!;
	expect(line.word).toBe('not known yet');
	expect(line.because).toContain(`About ${line.morePrompts} more prompts`);
	expect(line.morePrompts).toBeGreaterThan(100);
	for (const text of [recommendation.text, verdicts[0]!.text, line.because]) {
		expect(text).not.toMatch(/hardly|reviewers|repetitions/);
	}
});

describe('a preference is not an acceptance', () => {
	const single = (count: number, letters: string): Decision[] =>
		Array.from({ length: count }, (_, promptIndex) => ({
			promptIndex,
			letter: letters[promptIndex % letters.length],
		}));

	it.each(['AB', 'ABCD', 'ABCDEFGH'])('with one letter per answer among %s', (letters) => {
		const { variants: tallied, recommendation } = tally(imagesOf(40, letters), single(40, letters));
		for (const variant of tallied) {
			expect(variant).toMatchObject({
				...{ basis: 'preference', judged: 40, accepted: 40 / letters.length },
				...{ costPerAcceptedUsd: null, costPerAcceptedInterval: null },
			});
		}
		expect(recommendation.text).not.toMatch(/accepted/i);
	});

	it('but letters for all that can be used are, and have a cost with its interval', () => {
		const decisions: Decision[] = Array.from({ length: 20 }, (_, promptIndex) => ({
			promptIndex,
			letter: promptIndex < 12 ? 'A and B' : 'B',
		}));
		const { variants: tallied } = tally(imagesOf(20), decisions);
		expect(tallied[0]).toMatchObject({ basis: 'acceptance', accepted: 12 });
		expect(tallied[0]!.costPerAcceptedUsd).toBeCloseTo(0.2 / 12, 9);
		const { low, high } = tallied[0]!.acceptance!;
		expect(tallied[0]!.costPerAcceptedInterval!.low).toBeCloseTo(0.01 / high, 8);
		expect(tallied[0]!.costPerAcceptedInterval!.high).toBeCloseTo(0.01 / low, 8);
	});

	it('with nothing accepted only the lower end of a cost is known, without a price neither', () => {
		const none = imagesOf(10).flatMap(({ promptIndex, letter }): Decision[] => [
			{ promptIndex, letter, accepted: letter === 'B' },
		]);
		const { variants: tallied } = tally(imagesOf(10), none);
		expect(tallied[0]).toMatchObject({ costPerAcceptedUsd: null });
		// Wilson, none of 10: up to 27.75 %.
		expect(tallied[0]!.costPerAcceptedInterval).toEqual({
			low: expect.closeTo(0.036, 3),
			high: null,
		});
		const unpriced = imagesOf(10).map((image) => ({ ...image, costUsd: null }));
		expect(tally(unpriced, none).variants[1]).toMatchObject({
			...{ costPerAcceptedUsd: null, costPerAcceptedInterval: null, unpricedImages: 10 },
		});
	});
});

it('refusals are evidence: half refused loses to all delivered', () => {
	const images = imagesOf(200).map((image): TallyImage =>
		image.letter === 'A' && image.promptIndex < 100 ? { ...image, status: 'refused' } : image,
	);
	// A is taken on 90 of its 100 prompts, B on 160 of 200.
	const decisions = images.flatMap(({ promptIndex, letter, status }): Decision[] =>
		status === 'ok'
			? [
					{
						...{ promptIndex, letter },
						accepted: letter === 'A' ? promptIndex < 190 : promptIndex % 5 > 0,
					},
				]
			: [],
	);
	const { recommendation, variants: tallied, pairs } = tally(images, decisions);
	expect(tallied).toMatchObject([
		{ accepted: 90, judged: 100, refused: 100, usable: { rate: 0.45 } },
		{ accepted: 160, judged: 200, refused: 0, usable: { rate: 0.8 } },
	]);
	expect(pairs[0]!.difference).toBeCloseTo(-0.35, 10);
	expect(recommendation).toMatchObject({ letter: 'B', conclusive: true });
});

describe('a tie has no leader', () => {
	const votes: Array<[string, Decision[]]> = [
		['one vote each and one for none', [{ letter: 'B' }, { letter: 'A' }, { letter: 'none' }]],
		['one answer that accepts both', [{ letter: 'A and B' }]],
	];
	it.each(votes)('a tie has no leader with %s', (_what, answers) => {
		const decisions = answers.map((answer, promptIndex) => ({ ...answer, promptIndex }));
		const { recommendation } = tally(imagesOf(answers.length), decisions);
		expect(recommendation).toMatchObject({ letter: null, conclusive: false, level: ['A', 'B'] });
		expect(recommendation.text).toContain('A and B are level');
	});

	it('with ten reviewers divided five to five on every prompt, which is not "no image accepted"', () => {
		const decisions = Array.from({ length: 200 }, (_, index) => ({
			promptIndex: index % 20,
			reviewer: `reviewer ${Math.floor(index / 20)}`,
			letter: index < 100 ? 'A' : 'B',
		}));
		const { recommendation } = tally(imagesOf(20), decisions);
		expect(recommendation.text).toMatch(/^A and B are level/);
	});
});

describe('float noise is not a preference', () => {
	it('with shares that differ in the last digit', () => {
		const sum = (values: number[]) => values.map((accepted) => ({ accepted }));
		const cells = (values: number[], letter: string) =>
			Array.from({ length: 8 }, (_, promptIndex) =>
				sum(values).map((value): VerdictCell => ({
					...{ promptIndex, letter, status: 'ok', costUsd: 1, durationMs: 1 },
					...value,
				})),
			).flat();
		const [verdict] = verdictsOf(variants, [
			...cells([0.1, 0.2, 0.3], 'A'),
			...cells([0.3, 0.2, 0.1], 'B'),
		]);
		const line = verdict!.lines.find(({ measure }) => measure === 'acceptance')!;
		expect(line).toMatchObject({ better: 0, worse: 0, level: 8, chance: 1, difference: 0 });
		expect(line.word).not.toMatch(/better|worse/);
	});

	it('with takers 1, 3, 3 and 3, 3, 1 of three reviewers on eight prompts', () => {
		const takers: Record<string, number[]> = { A: [1, 3, 3], B: [3, 3, 1] };
		const decisions = imagesOf(8, 'AB', 3).flatMap(({ promptIndex, repetition, letter }) =>
			[0, 1, 2].map((person) => ({
				...{ promptIndex, repetition, letter, reviewer: `reviewer ${person}` },
				accepted: person < takers[letter]![repetition]!,
			})),
		);
		const { verdicts, pairs, recommendation } = tally(imagesOf(8, 'AB', 3), decisions);
		const line = verdicts[0]!.lines.find(({ measure }) => measure === 'acceptance')!;
		expect(line).toMatchObject({ better: 0, worse: 0, level: 8 });
		expect(pairs[0]).toMatchObject({ chance: 1, difference: 0 });
		expect(recommendation.letter).toBeNull();
	});
});

describe('the report of a comparison', () => {
	it('adds the judge to what was spent', () => {
		const comparison = sampleComparison({ prompts: 2, thumbnailBytes: 10 });
		comparison.judge = {
			...{ model: 'judge', runs: 1, criteria: [], seed: '', requests: 1, notJudged: [] },
			pricesAsOf: '2026-11-22',
			pairs: [
				{
					...{ promptIndex: 0, repetition: 0, letter: 'A', against: 'B', winner: 'A' },
					...{ ordersAgree: true, reasons: [], notJudged: [] },
					...{ costUsd: 0.0951, inputTokens: 1, outputTokens: 1 },
				},
			],
		};
		const { totalCostUsd, spentUsd } = summarize(comparison);
		expect(spentUsd).toMatchObject({ images: totalCostUsd, judge: 0.0951 });
		expect(spentUsd.total).toBeCloseTo(totalCostUsd! + 0.0951, 9);
	});

	it('calls the slowest of few the slowest, and says what a time counts', () => {
		const times = { min: 1, p50: 2, p95: 3, max: 4, mean: 2 };
		expect(slowestOf({ images: 19, ...times })).toEqual({ title: 'Slowest seen', ms: 4 });
		expect(slowestOf({ images: 20, ...times }).ms).toBe(3);
		const { latencyMethod } = summarize(sampleComparison({ prompts: 1, thumbnailBytes: 10 }));
		expect(latencyMethod).toContain('Earlier attempts that failed');
	});
});
