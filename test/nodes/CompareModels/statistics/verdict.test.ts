import { verdictsOf } from '../../../../nodes/CompareModels/statistics/verdict';
import type { VerdictCell } from '../../../../nodes/CompareModels/statistics/verdictTypes';
import { bannedWordsIn } from '../../../support/workbench';

const variants = [
	{ letter: 'A', label: 'Today', model: 'gpt-image-2' },
	{ letter: 'B', label: '', model: 'gpt-image-2.5-flare' },
];
const cell = (
	promptIndex: number,
	letter: string,
	more: Partial<VerdictCell> = {},
): VerdictCell => ({
	...{ promptIndex, letter, status: 'ok', costUsd: 0.01, durationMs: 10_000 },
	...more,
});
const both = (count: number, of: (letter: string, index: number) => Partial<VerdictCell>) =>
	Array.from({ length: count }, (_, index) =>
		['A', 'B'].map((letter) => cell(index, letter, of(letter, index))),
	).flat();
const lineOf = (cells: VerdictCell[], measure: string) =>
	verdictsOf(variants, cells)[0]!.lines.find((line) => line.measure === measure)!;

describe('a verdict', () => {
	it('is clear where the split of the prompts is more than chance', () => {
		const cells = both(6, (letter) => ({ costUsd: letter === 'A' ? 0.02 : 0.01 }));
		expect(lineOf(cells, 'cost')).toMatchObject({
			...{ certainty: 'clear', better: 6, worse: 0 },
			word: 'better',
			text: 'Cost per image: $0.0100 instead of $0.0200, 50% less (95% interval: 51% less to 49% less).',
			because: 'Clear on 6 prompts, also after 4 comparisons.',
		});
		expect(verdictsOf(variants, cells)[0]!.text).toMatch(
			/^From A \(Today\) to B \(gpt-image-2\.5-flare\): better in cost; practically the same in time; not known yet: images that did not arrive and refusals\./,
		);
	});

	it('is open with fewer than six prompts that differ, however they split', () => {
		const cells = both(5, (letter) => ({ durationMs: letter === 'A' ? 20_000 : 10_000 }));
		const line = lineOf(cells, 'time');
		expect(line.certainty).toBe('open');
		expect(line.because).toContain('fewer than 6');
	});

	it('counts prompts, not repetitions', () => {
		const cells = [1, 2, 3, 4].flatMap(() =>
			both(2, (letter) => ({ costUsd: letter === 'A' ? 2 : 1 })),
		);
		expect(lineOf(cells, 'cost')).toMatchObject({ certainty: 'open', better: 2 });
	});

	it('counts more wrong letters, refusals and a lower score as worse, more acceptance as better', () => {
		const cells = both(8, (letter) =>
			letter === 'A'
				? { textExact: true, score: 0.9, similarity: 0.6, accepted: 0 }
				: { textExact: false, score: 0.5, similarity: 0.4, accepted: 1 },
		);
		for (const measure of ['text', 'judge', 'drift']) {
			expect(lineOf(cells, measure)).toMatchObject({ certainty: 'clear', worse: 8, better: 0 });
		}
		expect(lineOf(cells, 'acceptance')).toMatchObject({ certainty: 'clear', better: 8 });
		const refused = both(8, (letter) => ({ status: letter === 'A' ? 'ok' : 'refused' }));
		expect(lineOf(refused, 'refusals')).toMatchObject({ certainty: 'clear', worse: 8 });
		expect(lineOf(refused, 'cost').certainty).toBe('unknown');
	});

	it('says what was not measured and how to measure it', () => {
		const lines = verdictsOf(
			variants,
			both(2, () => ({})),
		)[0]!.lines;
		const unknown = lines.filter(({ certainty }) => certainty === 'unknown');
		expect(unknown.map(({ measure }) => measure)).toEqual(['text', 'drift', 'acceptance']);
		for (const { text } of lines) expect(bannedWordsIn(text)).toEqual([]);
	});

	it('is given for every variant against the first', () => {
		const three = [...variants, { letter: 'C', label: '', model: 'third' }];
		expect(verdictsOf(three, []).map(({ from, to }) => from + to)).toEqual(['AB', 'AC']);
		expect(verdictsOf(three.slice(0, 1), [])).toEqual([]);
		expect(verdictsOf([], [])).toEqual([]);
	});
});
