import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import type { Decision } from '../../../../nodes/CompareModels/statistics/tallyTypes';
import { imagesOf } from '../../../support/votes';

/** Yes or no of each reviewer to A of each prompt; B is always rejected. */
const answers = (byReviewer: Record<string, (prompt: number) => boolean>, prompts: number) =>
	Object.entries(byReviewer).flatMap(([reviewer, accepts]) =>
		Array.from({ length: prompts }, (_, promptIndex): Decision => ({
			...{ promptIndex, letter: 'A', reviewer, accepted: accepts(promptIndex) },
		})),
	);
const agreementOf = (byReviewer: Record<string, (prompt: number) => boolean>, prompts: number) =>
	tally(imagesOf(prompts), answers(byReviewer, prompts)).reviewerAgreement;

describe('how reviewers agree', () => {
	it("is Krippendorff's alpha on the images that several judged", () => {
		const found = agreementOf({ Ann: (at) => at % 2 === 0, Bo: (at) => at % 2 === 0 }, 12);
		expect(found).toMatchObject({ images: 12, alpha: 1 });
		const opposed = agreementOf({ Ann: (at) => at % 2 === 0, Bo: (at) => at % 2 === 1 }, 12);
		// 12 of each: 1 − 24 × (24 − 1) / (2 × 12 × 12).
		expect(opposed!.alpha).toBeCloseTo(1 - 23 / 12, 10);
	});

	it('is unknown, in words, where nothing varies or fewer than ten images have two reviewers', () => {
		const same = agreementOf({ Ann: () => true, Bo: () => true }, 12)!;
		expect(same).toMatchObject({ alpha: null });
		expect(same.text).toContain('the same answer');
		const few = agreementOf({ Ann: (at) => at > 3, Bo: (at) => at > 4 }, 9)!;
		expect(few).toMatchObject({ images: 9, alpha: null });
		expect(few.text).toContain('at least 10');
	});

	it('no agreement is reported with one reviewer', () => {
		expect(agreementOf({ Ann: () => true }, 12)).toBeNull();
	});
});

describe('the reviewer who stands apart', () => {
	const even = (at: number) => at % 2 === 0;
	const odd = (at: number) => at % 2 === 1;

	it('is named from three reviewers and ten shared images on', () => {
		const found = agreementOf({ Ann: even, Bo: even, Cy: odd }, 10)!;
		expect(found.reviewers).toEqual([
			{ reviewer: 'Ann', images: 10, agreement: 0.5, standsApart: false },
			{ reviewer: 'Bo', images: 10, agreement: 0.5, standsApart: false },
			{ reviewer: 'Cy', images: 10, agreement: 0, standsApart: true },
		]);
		expect(found.text).toContain('Cy agrees with the others on 0% of the images');
	});

	it.each([
		['of two', { Ann: even, Cy: odd }, 12],
		['of nine images', { Ann: even, Bo: even, Cy: odd }, 9],
		['who differs once', { Ann: even, Bo: even, Cy: (at: number) => at === 1 || even(at) }, 12],
	])('no reviewer stands apart %s', (_what, reviewers, prompts) => {
		const found = agreementOf(reviewers, prompts)!;
		expect(found.reviewers.filter(({ standsApart }) => standsApart)).toEqual([]);
	});
});

describe('a ranking of three variants and more', () => {
	/** A is taken on all prompts, B on the even ones, C on none. */
	const decisions = (prompts: number) =>
		imagesOf(prompts, 'ABC').map(({ promptIndex, letter }): Decision => ({
			...{ promptIndex, letter },
			accepted: letter === 'A' || (letter === 'B' && promptIndex % 2 === 0),
		}));

	it('has strengths, ranks as far as they are settled, a winner and who is out', () => {
		const { ranking, pairs, recommendation } = tally(imagesOf(20, 'ABC'), decisions(20));
		expect(ranking!.variants.map(({ letter }) => letter)).toEqual(['A', 'B', 'C']);
		expect(ranking!.variants.map(({ bestRank, worstRank }) => [bestRank, worstRank])).toEqual([
			[1, 1],
			[2, 2],
			[3, 3],
		]);
		expect(ranking).toMatchObject({ winner: 'A', shortlist: ['A'] });
		expect(pairs.every(({ settled }) => settled)).toBe(true);
		expect(recommendation).toMatchObject({ letter: 'A', conclusive: true });
	});

	it('of five prompts settles nothing', () => {
		const { ranking } = tally(imagesOf(5, 'ABC'), decisions(5));
		expect(ranking).toMatchObject({ winner: null, shortlist: ['A', 'B', 'C'] });
		for (const { bestRank, worstRank } of ranking!.variants) {
			expect([bestRank, worstRank]).toEqual([1, 3]);
		}
	});

	it('has a shortlist where two are level in front', () => {
		const two = imagesOf(20, 'ABC').map(({ promptIndex, letter }): Decision => ({
			...{ promptIndex, letter },
			accepted: letter !== 'C' && promptIndex % 10 !== (letter === 'A' ? 0 : 5),
		}));
		const { ranking, recommendation } = tally(imagesOf(20, 'ABC'), two);
		expect(ranking).toMatchObject({ winner: null });
		expect([...ranking!.shortlist].sort()).toEqual(['A', 'B']);
		expect(recommendation).toMatchObject({ letter: null, level: ['A', 'B'] });
		expect(recommendation.text).toContain('C is out');
	});

	it('two variants have no ranking', () => {
		expect(tally(imagesOf(6), [{ promptIndex: 0, letter: 'A' }]).ranking).toBeNull();
	});
});
