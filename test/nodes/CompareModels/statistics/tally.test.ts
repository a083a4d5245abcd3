import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import type { Decision, TallyImage } from '../../../../nodes/CompareModels/statistics/tallyTypes';
import { imagesOf } from '../../../support/votes';

/** "AAB-": one choice a prompt, in order; "-" is none. */
const choices = (letters: string): Decision[] =>
	[...letters].map((letter, promptIndex) => ({
		promptIndex,
		letter: letter === '-' ? 'none' : letter,
	}));

describe('by variant', () => {
	test('gives acceptance with its interval and the cost of an accepted image, rejected ones paid too', () => {
		// Yes or no to every image: who wrote "A" would use A and not B.
		const decisions = [...'AAAAAAAAB-'].flatMap((choice, promptIndex) =>
			['A', 'B'].map((letter) => ({
				...{ promptIndex, letter, reviewer: 'Ana' },
				accepted: letter === choice,
			})),
		);
		const { variants } = tally(imagesOf(10), decisions);
		expect(variants[0]).toMatchObject({
			letter: 'A',
			label: 'variant A',
			model: 'model-A',
			judged: 10,
			accepted: 8,
			rejected: 2,
			paidUsd: 0.1,
			costPerAcceptedUsd: 0.0125,
			medianLatencyMs: 5500,
		});
		// Wilson with the effective number of prompts, 9, and t with 9 degrees of freedom (scipy).
		expect(variants[0]?.acceptance?.low).toBeCloseTo(0.427012, 5);
		expect(variants[1]).toMatchObject({ accepted: 1, paidUsd: 0.2, costPerAcceptedUsd: 0.2 });
	});

	test('has no cost of an accepted image without one, or without every price', () => {
		const images = imagesOf(2).map((image) =>
			image.letter === 'A' && image.promptIndex === 0 ? { ...image, costUsd: null } : image,
		);
		const { variants } = tally(images, choices('AA'));
		expect(variants[0]).toMatchObject({
			unpricedImages: 1,
			paidUsd: null,
			costPerAcceptedUsd: null,
		});
		expect(variants[1]).toMatchObject({ paidUsd: 0.04, costPerAcceptedUsd: null });
	});

	test('counts money and refusals only where there was an answer', () => {
		const images = imagesOf(4).map((image): TallyImage =>
			image.letter === 'B' && image.promptIndex % 2 === 1
				? { ...image, status: 'refused', costUsd: null, durationMs: 5 }
				: image,
		);
		const { variants } = tally(images, choices('AA'));
		expect(variants[0]).toMatchObject({ judged: 2, paidUsd: 0.02 });
		expect(variants[1]).toMatchObject({
			judged: 1,
			refused: 1,
			paidUsd: 0.02,
			medianLatencyMs: 2000,
		});
		expect(variants[1]?.usable?.rate).toBe(0);
	});

	test('makes one verdict of several reviewers by majority, and says where they are divided', () => {
		const vote = (reviewer: string, promptIndex: number, letter: string) => ({
			reviewer,
			promptIndex,
			letter,
		});
		const { variants, pairs, answers } = tally(imagesOf(2), [
			vote('Ana', 0, 'A'),
			vote('Ben', 0, 'A, B'),
			vote('Cem', 0, 'A'),
			vote('Ana', 1, 'A'),
			vote('Ben', 1, 'B'),
		]);
		expect(variants[0]).toMatchObject({ judged: 2, accepted: 1, rejected: 0, split: 1 });
		expect(variants[1]).toMatchObject({ judged: 2, accepted: 0, rejected: 1, split: 1 });
		expect(pairs[0]).toMatchObject({ wins: 1, losses: 0, ties: 1 });
		expect(answers.reviewers).toEqual(['Ana', 'Ben', 'Cem']);
	});

	test('takes yes or no for single images', () => {
		const { variants, pairs } = tally(imagesOf(2), [
			{ promptIndex: 0, letter: 'A', accepted: 'Yes' },
			{ promptIndex: 0, letter: 'B', accepted: false },
			{ promptIndex: '1', letter: 'a', accepted: 'n' },
		]);
		expect(variants[0]).toMatchObject({ judged: 2, accepted: 1, rejected: 1, paidUsd: 0.02 });
		expect(variants[1]).toMatchObject({ judged: 1, accepted: 0, rejected: 1, paidUsd: 0.02 });
		expect(pairs[0]).toMatchObject({ wins: 1, losses: 0, ties: 0 });
	});

	test('an answer without a repetition is for all of them, and that is counted', () => {
		const { variants, answers } = tally(imagesOf(1, 'AB', 3), [{ letter: 'A' }]);
		expect(variants[0]).toMatchObject({ judged: 3, accepted: 3 });
		expect(answers.forSeveralRepetitions).toBe(1);
		const one = tally(imagesOf(1, 'AB', 3), [{ letter: 'A', repetition: 2 }]);
		expect(one.variants[0]).toMatchObject({ judged: 1, accepted: 1 });
	});
});

test('an answer for all repetitions judges no image that did not arrive', () => {
	const images = imagesOf(1, 'AB', 2).map((image): TallyImage =>
		image.letter === 'B' && image.repetition === 1 ? { ...image, status: 'refused' } : image,
	);
	const { variants } = tally(images, [{ letter: 'B' }]);
	expect(variants[1]).toMatchObject({ judged: 1, accepted: 1, refused: 1 });
	expect(variants[1]?.usable?.rate).toBe(0.5);
});

describe('an answer', () => {
	test.each<{ answer: Partial<Decision>; accepted: string }>([
		{ answer: { letter: 'A' }, accepted: 'A' },
		{ answer: { letter: ' a ' }, accepted: 'A' },
		{ answer: { letter: 'A, C' }, accepted: 'AC' },
		{ answer: { letter: 'a and c.' }, accepted: 'AC' },
		{ answer: { letter: 'Option B' }, accepted: 'B' },
		{ answer: { letter: '(b)' }, accepted: 'B' },
		{ answer: { letters: ['A', ' b'] }, accepted: 'AB' },
		{ answer: { letter: 'all' }, accepted: 'ABC' },
		{ answer: { letter: 'None' }, accepted: '' },
		{ answer: { letter: 'none of them' }, accepted: '' },
		{ answer: { letter: 'A, Z' }, accepted: 'A' },
		{ answer: { prompt: ' prompt  0', letter: 'C', promptIndex: undefined }, accepted: 'C' },
	])('$answer accepts "$accepted"', ({ answer, accepted }) => {
		const { variants, answers } = tally(imagesOf(3, 'ABC'), [{ promptIndex: 0, ...answer }]);
		expect(answers.used).toBe(1);
		expect(variants.flatMap((one) => (one.accepted ? [one.letter] : [])).join('')).toBe(accepted);
		expect(variants.map(({ judged }) => judged)).toEqual([1, 1, 1]);
	});

	test('that cannot be used is counted, never dropped in silence', () => {
		const { answers } = tally(
			[
				...imagesOf(3),
				...imagesOf(1).map((image) => ({ ...image, promptIndex: 3, status: 'refused' as const })),
			],
			[
				{ promptIndex: 0, letter: 'A', reviewer: 'Ana' },
				{ promptIndex: 0, letter: 'B', reviewer: ' ana' },
				{ promptIndex: 0, letter: '' },
				{ promptIndex: 9, letter: 'A' },
				{ promptIndex: 'one', letter: 'A' },
				{ letter: 'A' },
				{ promptIndex: 3, letter: 'B' },
				{ promptIndex: 1, letter: 'Z' },
				{ promptIndex: 1, letter: 'A', accepted: 'perhaps' },
				{ promptIndex: 1, accepted: true },
				{ promptIndex: 1, letter: 'none' },
			],
		);
		expect(answers).toEqual({
			given: 11,
			used: 2,
			choseNone: 1,
			replaced: 1,
			blank: 1,
			unmatched: 4,
			unreadable: 3,
			unknownLetters: [{ letter: 'Z', count: 1 }],
			lettersWithoutPicture: [{ letter: 'B', count: 1 }],
			forSeveralRepetitions: 0,
			prompts: 3,
			unansweredPrompts: [2],
			reviewers: ['ana'],
			unreadableTexts: [
				{ text: 'Z', count: 1 },
				{ text: 'perhaps', count: 1 },
				{ text: 'true', count: 1 },
			],
			unmatchedBecause: [
				{ reason: 'No image has this prompt', count: 2 },
				{
					reason: 'It does not say which prompt it is for, or several prompts have this text',
					count: 1,
				},
				{ reason: 'The image did not arrive', count: 1 },
			],
			comparisons: 1,
			duplicateImages: 0,
		});
	});

	test('of the same reviewer replaces the earlier one', () => {
		const { variants } = tally(imagesOf(1), [
			{ letter: 'A', reviewer: 'Ana' },
			{ letter: 'B', reviewer: 'Ana' },
		]);
		expect(variants.map(({ accepted }) => accepted)).toEqual([0, 1]);
	});

	test('by a prompt that two rows share is not guessed', () => {
		const images = imagesOf(2).map((image) => ({ ...image, prompt: 'the same' }));
		expect(tally(images, [{ prompt: 'the same', letter: 'A' }]).answers.unmatched).toBe(1);
	});
});

describe('between variants', () => {
	test('the win rate leaves ties out and has its interval and chance', () => {
		const { pairs } = tally(imagesOf(6, 'ABC'), [
			...choices('AAAB-'),
			{ promptIndex: 5, letter: 'A and B' },
		]);
		const [first] = pairs;
		expect(pairs.map(({ letter, against }) => letter + against)).toEqual(['AB', 'AC', 'BC']);
		expect(first).toMatchObject({ wins: 3, losses: 1, ties: 2, chance: 0.625 });
		expect(first?.winRate?.rate).toBe(0.75);
		expect(pairs[1]).toMatchObject({ wins: 4, losses: 0, ties: 2 });
	});
});

describe('the recommendation', () => {
	test('takes the variant that beats every other beyond chance', () => {
		const { recommendation } = tally(imagesOf(12), choices('AAAAAAAAAAAB'));
		expect(recommendation).toMatchObject({ letter: 'A', conclusive: true });
		expect(recommendation.text).toMatch(
			/^Take A \(variant A\)\. Share of images preferred: A \(variant A\) 92% \(59% to 99%\)/,
		);
		// A single letter is a preference: nobody said that the other image cannot be used.
		expect(recommendation.text).not.toContain('accepted');
	});

	test.each([
		{ name: 'a clean sweep of five', letters: 'AAAAA', says: 'fewer than 6 can never settle it' },
		{ name: 'seven to three', letters: 'AAAAAAABBB', says: 'which could be chance alone' },
	])('of $name is that it is too early to tell', ({ letters, says }) => {
		const { recommendation } = tally(imagesOf(letters.length), choices(letters));
		expect(recommendation).toMatchObject({ letter: 'A', conclusive: false });
		expect(recommendation.text).toMatch(/^Too few answers to tell\./);
		expect(recommendation.text).toContain(says);
	});

	test('names nobody in an even split', () => {
		const { recommendation } = tally(imagesOf(8), choices('AAAABBBB'));
		expect(recommendation).toMatchObject({ letter: null, conclusive: false, level: ['A', 'B'] });
		expect(recommendation.text).toMatch(/^A and B are level: there is no winner\./);
	});

	test('many reviewers of few prompts do not make it conclusive', () => {
		const decisions = Array.from({ length: 30 }, (_, index) => ({
			promptIndex: index % 3,
			letter: 'A',
			reviewer: `reviewer ${Math.floor(index / 3)}`,
		}));
		const { recommendation } = tally(imagesOf(3), decisions);
		expect(recommendation.conclusive).toBe(false);
	});

	test.each([
		{ name: 'nothing was answered', decisions: [], says: 'No answer could be joined' },
		{ name: 'all was rejected', decisions: choices('---'), says: 'No image was accepted' },
	])('the recommendation names nobody when $name', ({ decisions, says }) => {
		const { recommendation } = tally(imagesOf(3), decisions);
		expect(recommendation).toMatchObject({ letter: null, conclusive: false });
		expect(recommendation.text).toContain(says);
	});
});
