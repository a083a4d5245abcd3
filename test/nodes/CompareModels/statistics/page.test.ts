import fc from 'fast-check';
import { holm, holmInFamilies } from '../../../../nodes/CompareModels/math/holm';
import { MARGINS } from '../../../../nodes/CompareModels/statistics/margins';
import { verdictsOf } from '../../../../nodes/CompareModels/statistics/verdict';
import type {
	VerdictCell,
	VerdictLine,
} from '../../../../nodes/CompareModels/statistics/verdictTypes';

const claim = (chance: number) => ({ chance, settledAt: (alpha: number) => chance < alpha });

describe("Holm's procedure", () => {
	it('stops at the first claim that fails', () => {
		// 0.05/4, 0.05/3, 0.05/2: p.adjust(c(0.01, 0.016, 0.03, 0.04), "holm") is 0.04, 0.048, 0.06, 0.06.
		const decided = holm([0.03, 0.01, 0.04, 0.016].map(claim), 0.05);
		expect(decided.map(({ settled }) => settled)).toEqual([false, true, false, true]);
		expect(decided.map(({ alpha }) => alpha)).toEqual([0.025, 0.0125, 0.025, 0.05 / 3]);
	});

	it('gives each family half, and a family that holds or is empty passes its half on', () => {
		const settled = (families: number[][]) =>
			holmInFamilies(
				families.map((family) => family.map(claim)),
				0.05,
			).map((family) => family.map((one) => one.settled));
		expect(settled([[0.03], [0.03]])).toEqual([[false], [false]]);
		expect(settled([[], [0.03]])).toEqual([[], [true]]);
		expect(settled([[0.02], [0.03]])).toEqual([[true], [true]]);
		expect(settled([[0.04], [0.02, 0.01]])).toEqual([[true], [true, true]]);
		expect(settled([[0.04, 0.001], [0.03]])).toEqual([[false, true], [false]]);
	});
});

const values = fc.record({
	costUsd: fc.constantFrom(0.01, 0.02, 0.05, 0.0501),
	durationMs: fc.integer({ min: 900, max: 30_000 }),
	status: fc.constantFrom(
		'ok' as const,
		'ok' as const,
		'ok' as const,
		'refused' as const,
		'timeout' as const,
	),
	score: fc.double({ min: 0, max: 1, noNaN: true }),
	similarity: fc.double({ min: 0, max: 1, noNaN: true }),
	perceptualDistance: fc.integer({ min: 0, max: 40 }),
	textExact: fc.boolean(),
	accepted: fc.constantFrom(0, 1 / 3, 0.5, 2 / 3, 1),
});
/** B may be A with something added, so that all words occur. */
const pages = fc
	.record({
		variants: fc.integer({ min: 2, max: 4 }),
		prompts: fc.integer({ min: 1, max: 16 }),
		repetitions: fc.integer({ min: 1, max: 3 }),
		better: fc.double({ min: 0, max: 1, noNaN: true }),
	})
	.chain(({ variants, prompts, repetitions, better }) =>
		fc
			.array(values, {
				minLength: variants * prompts * repetitions,
				maxLength: variants * prompts * repetitions,
			})
			.map((drawn): { variants: number; cells: VerdictCell[] } => ({
				variants,
				cells: drawn.map((value, index) => {
					const variant = index % variants;
					const isHelped = variant > 0 && (index * 0.618) % 1 < better;
					return {
						...{ promptIndex: Math.floor(index / variants) % prompts, letter: 'ABCDE'[variant]! },
						...value,
						...(isHelped && { status: 'ok' as const, costUsd: 0.01, accepted: 0, score: 0.95 }),
						answers: 3,
					};
				}),
			})),
	);

const BETTER: Record<string, 1 | -1> = {
	...{ cost: -1, time: -1, delivery: -1, refusals: -1, distance: -1 },
	...{ text: 1, judge: 1, drift: 1, acceptance: 1 },
};

function wordFrom({ pageInterval, margin, measure }: VerdictLine): string {
	if (pageInterval === null) return 'not known yet';
	const { low, high } = pageInterval;
	if (-margin <= low && high <= margin) return 'practically the same';
	if (low <= 0 && high >= 0) return 'not known yet';
	return (low > 0 ? 1 : -1) === BETTER[measure] ? 'better' : 'worse';
}

it('the word of a line is what its interval says, and its text has one direction', () => {
	const seen = new Set<string>();
	fc.assert(
		fc.property(pages, ({ variants, cells }) => {
			const letters = [...'ABCDE'].slice(0, variants);
			const verdicts = verdictsOf(
				letters.map((letter) => ({ letter, label: '', model: letter })),
				cells,
			);
			for (const line of verdicts.flatMap(({ lines }) => lines)) {
				if (line.word === 'not measured') continue;
				seen.add(line.word);
				const { difference, interval, pageInterval, word, text, because } = line;
				expect(word).toBe(wordFrom(line));
				expect(line.margin).toBe(MARGINS[line.measure]);
				if (line.prompts < 6) expect(word).not.toMatch(/better|worse/);
				if (interval === null || pageInterval === null) {
					expect(line.prompts).toBe(1);
					continue;
				}
				expect(interval.high).toBeGreaterThan(interval.low);
				expect(interval.low).toBeLessThanOrEqual(difference!);
				expect(interval.high).toBeGreaterThanOrEqual(difference!);
				expect(pageInterval.low).toBeLessThanOrEqual(interval.low);
				expect(pageInterval.high).toBeGreaterThanOrEqual(interval.high);
				const alone = interval.low > 0 || interval.high < 0;
				const clearAlone = word === 'not known yet' && alone && line.prompts >= 6;
				expect(because.includes('Clear on its own, but not after')).toBe(clearAlone);
				const [claimed] = text.split(' (95% interval');
				if (difference! > 0)
					expect(claimed).not.toMatch(/\d (less|shorter)|% (less|shorter)|points? less/);
				if (difference! < 0)
					expect(claimed).not.toMatch(/\d (more|longer)|% (more|longer)|points? more/);
			}
		}),
		{ numRuns: 150 },
	);
	expect([...seen].sort()).toEqual(['better', 'not known yet', 'practically the same', 'worse']);
});
