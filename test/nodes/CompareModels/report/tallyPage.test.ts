import { renderTallyPage } from '../../../../nodes/CompareModels/report/tally/page';
import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import type { Decision, TallyImage } from '../../../../nodes/CompareModels/statistics/tallyTypes';
import { imagesOf } from '../../../support/votes';

function pageOf(images: TallyImage[], decisions: Decision[], more = {}) {
	const report = tally(images, decisions);
	const html = renderTallyPage({
		...{ title: '', report, sliceBy: '', prompts: ['One'], comparisons: ['c0ffee'], ...more },
	});
	const text = html
		.replace(/<style>[^]*<\/style>/, '')
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');
	return { report, html, text };
}

/** Whether reviewer and prompt take a letter. */
const ballots = (
	prompts: number,
	letters: string,
	takes: (letter: string, prompt: number, reviewer: string) => boolean,
	reviewers = ['Ada'],
): Decision[] =>
	Array.from({ length: prompts }, (_, promptIndex) =>
		reviewers.flatMap((reviewer) =>
			[...letters].map((letter) => ({
				...{ promptIndex, letter, reviewer },
				accepted: takes(letter, promptIndex, reviewer),
			})),
		),
	).flat();

describe('the answer comes first', () => {
	it('says whom to take, with the interval, and what an accepted image costs', () => {
		const { text } = pageOf(
			imagesOf(20),
			ballots(20, 'AB', (letter, prompt) => letter === 'B' || prompt % 5 === 0),
		);
		expect(text).toMatch(
			/The answer Take B \(variant B\)\. Reviewers accepted 100% \(\d\d% to 100%\) of its images: more than of the other variant, and more than chance would bring\. An accepted image costs \$0\.0500 with A \(\$\d\.\d+ to \$\d\.\d+\) and \$0\.0200 with B/,
		);
		expect(text.indexOf('The answer')).toBeLessThan(text.indexOf('What to choose by'));
		expect(text.indexOf('What to choose by')).toBeLessThan(text.indexOf('How it was made'));
	});

	it('says that nobody has won, and about how many prompts would settle it', () => {
		const { text } = pageOf(
			imagesOf(20),
			ballots(
				20,
				'AB',
				(letter, prompt) =>
					prompt % 3 === 0 || (letter === 'B' ? prompt % 4 === 1 : prompt % 10 === 2),
			),
		);
		expect(text).toMatch(/Nobody has won yet\. B \(variant B\) is in front: .* may be chance/);
		expect(text).toMatch(/about \d+ more prompts would settle it\./);
	});

	it('the answer names no leader in a tie', () => {
		const { text } = pageOf(
			imagesOf(2),
			ballots(2, 'AB', (letter, prompt) => (letter === 'A') === (prompt === 0)),
		);
		expect(text).toContain('Nobody has won: A (variant A) and B (variant B) are level.');
		expect(text).not.toMatch(/Take [AB]/);
	});

	it('says that too few prompts can never tell', () => {
		const { text } = pageOf(
			imagesOf(3),
			ballots(3, 'AB', (letter) => letter === 'B'),
		);
		expect(text).toContain('at least 6 prompts are needed to tell');
	});
});

describe('with three variants and more', () => {
	const { text, html } = pageOf(
		imagesOf(30, 'ABCD'),
		ballots(30, 'ABCD', (letter, prompt) => prompt % 4 < { A: 4, B: 3, C: 1, D: 0 }[letter]!),
	);

	it('there are a ranking with rank ranges, and each against each', () => {
		expect(text).toMatch(/Ranking .* Variant Rank Strength Shortlist A variant A 1/);
		expect(text).toMatch(/D variant D [34]( to 4)? −\d\.\d\d .* out/);
		expect(html.match(/class="self"/g)).toHaveLength(4);
		// A takes 22 of 30 more than C, and that is settled.
		expect(html).toContain('<span class="word better">+73</span>');
	});
	it('there is none of it with two', () => {
		expect(
			pageOf(
				imagesOf(8),
				ballots(8, 'AB', () => true),
			).text,
		).not.toContain('Ranking');
	});
});

describe('what is known of the answers is told', () => {
	it('how reviewers agree and who stands apart', () => {
		const odd = (letter: string, prompt: number, reviewer: string) =>
			((prompt + letter.charCodeAt(0)) % 3 === 0) !== (reviewer === 'Odd');
		const { text } = pageOf(imagesOf(12), ballots(12, 'AB', odd, ['Ada', 'Bo', 'Cy', 'Odd']));
		expect(text).toMatch(/Krippendorff’s alpha -?\d\.\d\d, 95% interval/);
		expect(text).toMatch(/Odd 0% stands apart/);
	});

	it('what could not be counted, quoted, and which prompts have no answer', () => {
		const { text } = pageOf(imagesOf(4), [
			{ promptIndex: 0, letter: 'A' },
			{ promptIndex: 1, letter: 'neither A nor B' },
			{ promptIndex: 77, letter: 'A' },
		]);
		expect(text).toContain('Not readable 1, never guessed: “ neither A nor B ”');
		expect(text).toContain('Not matched 1: No image has this prompt (1)');
		expect(text).toContain('Prompts without an answer 3 of 4: 2, 3, 4');
	});

	it('a preference has no cost per accepted image, and the page says why', () => {
		const letters = Array.from({ length: 8 }, (_, promptIndex) => ({ promptIndex, letter: 'A' }));
		const { text } = pageOf(imagesOf(8), letters);
		expect(text).toContain('Share of the choices');
		expect(text).not.toMatch(/Cost per accepted image \$/);
		expect(text).toContain('so there is no cost per accepted image');
	});

	it('an image without a price makes the cost unknown, and is counted', () => {
		const images = imagesOf(8).map((image) =>
			image.promptIndex === 0 ? { ...image, costUsd: null } : image,
		);
		const { text } = pageOf(
			images,
			ballots(8, 'AB', () => true),
		);
		expect(text).toContain('Cost per accepted image unknown 1 without a known price');
	});

	it('the tally page shows slices, without a claim', () => {
		const report = tally(
			imagesOf(4),
			ballots(4, 'AB', () => true),
		);
		const slices = [{ value: 'poster', prompts: 4, variants: report.variants }];
		const { text } = pageOf(
			imagesOf(4),
			ballots(4, 'AB', () => true),
			{
				...{ slices, sliceBy: 'category' },
			},
		);
		expect(text).toMatch(/By category .* poster \(4 prompts\) 4 of 4 accepted/);
	});
});

it('variants with one name are told apart', () => {
	const images = imagesOf(6).map((image) => ({ ...image, label: 'gpt-image-2' }));
	const { text } = pageOf(
		images,
		ballots(6, 'AB', () => true),
	);
	expect(text).toContain('A (gpt-image-2 (A)) and B (gpt-image-2 (B)) are level');
});
