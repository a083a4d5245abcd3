import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import type { Decision } from '../../../../nodes/CompareModels/statistics/tallyTypes';
import { imagesOf } from '../../../support/votes';

describe('what is not a clear choice is unreadable and quoted', () => {
	it.each([
		'neither A nor B',
		'A is better than B',
		'A > B',
		'B > A',
		'A < B',
		'A or B',
		'A or B, no preference',
		'A oder B',
		'not A',
		'take a look at B',
		'A, not B',
		'A?',
		'either',
		'AB',
		'А', // Cyrillic
		'1',
		'✓',
		'the left one',
	])('an answer that is not a clear choice is unreadable: "%s"', (letter) => {
		const { answers, variants } = tally(imagesOf(1), [{ promptIndex: 0, letter }]);
		expect(answers).toMatchObject({
			...{ used: 0, unreadable: 1 },
			unreadableTexts: [{ text: letter, count: 1 }],
		});
		expect(variants.map(({ judged }) => judged)).toEqual([0, 0]);
	});

	it.each(['x', 'X', 'ja/nein', 'yes and no', 'perhaps', '✖', '?', 'not really'])(
		'an answer that is not a clear yes or no is unreadable: "%s"',
		(accepted) => {
			const { answers } = tally(imagesOf(1), [{ letter: 'A', accepted }]);
			expect(answers).toMatchObject({
				...{ used: 0, unreadable: 1 },
				unreadableTexts: [{ text: accepted, count: 1 }],
			});
		},
	);
});

describe('a clear choice is read', () => {
	it.each([
		['A!', 'A'],
		['Ａ', 'A'],
		['"b"', 'B'],
		['Image A', 'A'],
		['A & B', 'AB'],
		['a, b.', 'AB'],
		['both', 'AB'],
	])('a clear choice is read: "%s" as %s', (letter, taken) => {
		const { answers, variants } = tally(imagesOf(1), [{ letter }]);
		expect(answers.used).toBe(1);
		expect(variants.flatMap((one) => (one.accepted ? [one.letter] : [])).join('')).toBe(taken);
	});

	it.each([
		...['✓', '✔', '✔️', '☑', '☑️', '✅', '👍', 'Yes', 'ja', 'oui', true, 1, 'TRUE'].map((text) => [
			text,
			1,
		]),
		...['✗', '✘', '❌', '👎', 'no', 'nein', 'non', false, 0].map((text) => [text, 0]),
	] as Array<[string | number | boolean, number]>)(
		'"%s" as yes (1) or no (0): %i',
		(accepted, yes) => {
			const { variants, answers } = tally(imagesOf(1), [{ letter: 'A', accepted }]);
			expect(answers.used).toBe(1);
			expect(variants[0]).toMatchObject({ judged: 1, accepted: yes, rejected: 1 - yes });
		},
	);
});

describe('images of several comparisons', () => {
	const from = (compareId: string, prompts = 2) =>
		imagesOf(prompts).map((image) => ({ ...image, compareId }));

	it('that come twice count once, with their cost', () => {
		const images = from('one');
		const decisions = images.map(({ promptIndex, letter }): Decision => ({
			...{ promptIndex, letter, accepted: true },
		}));
		const once = tally(images, decisions);
		const twice = tally([...images, ...images], decisions);
		expect(twice.variants).toEqual(once.variants);
		expect(twice.answers.duplicateImages).toBe(4);
	});

	it('are separate prompts, and an answer without an id is unmatched and says so', () => {
		const { answers, variants } = tally(
			[...from('one'), ...from('two')],
			[
				{ compareId: 'one', promptIndex: 0, letter: 'A' },
				{ compareId: 'two', promptIndex: 0, letter: 'B' },
				{ promptIndex: 0, letter: 'A' },
				{ compareId: 'three', promptIndex: 0, letter: 'A' },
			],
		);
		expect(answers).toMatchObject({ used: 2, unmatched: 2, prompts: 4, comparisons: 2 });
		expect(answers.unmatchedBecause.map(({ reason }) => reason)).toEqual([
			expect.stringContaining('compare.id is missing'),
			expect.stringContaining('different comparison'),
		]);
		expect(variants.map(({ prompts }) => prompts)).toEqual([2, 2]);
	});
});

describe('answers to a blind comparison', () => {
	/** On odd prompts B is shown as A. */
	const images = imagesOf(4).map((image) => ({
		...image,
		shownAs: image.promptIndex % 2 === 0 ? image.letter : image.letter === 'A' ? 'B' : 'A',
	}));
	const accepted = (decisions: Decision[]) =>
		tally(images, decisions).variants.map((variant) => variant.accepted);

	it('name the letter that was shown', () => {
		expect(accepted([0, 1, 2, 3].map((promptIndex) => ({ promptIndex, letter: 'A' })))).toEqual([
			2, 2,
		]);
		expect(accepted([{ promptIndex: 1, letter: 'A', accepted: true }])).toEqual([0, 1]);
	});

	it('that carry the variant are not mapped', () => {
		expect(accepted([{ promptIndex: 1, variant: 'A', letter: 'B' }])).toEqual([1, 0]);
		expect(accepted([{ promptIndex: 1, variant: 'A', letter: 'B', accepted: true }])).toEqual([
			1, 0,
		]);
	});

	it('may be none, and what is in variant but not a variant is not looked at', () => {
		const none = tally(images, [{ promptIndex: 1, variant: '', letter: 'none' }]);
		expect(none.answers).toMatchObject({ used: 1, choseNone: 1 });
		expect(accepted([{ promptIndex: 1, variant: 'gpt-image-2', letter: 'A' }])).toEqual([0, 1]);
	});
});
