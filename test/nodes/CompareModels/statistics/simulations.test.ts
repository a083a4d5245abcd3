import { coverage, pages, winners } from '../../../../dev/simulations/cells';
import { families, samples, type PairSetup } from '../../../../dev/simulations/samples';

/** A point of Monte Carlo error: 2.5 standard errors of 3,000 runs at 95 %. */
const ERROR = 0.01;
const RUNS = 3000;

describe('95 % intervals of ten prompts and more', () => {
	const five: Array<[string, PairSetup]> = [
		['10 prompts, 50:50', { shares: [0.5, 0.5], prompts: 10, answers: 5, correlation: 0 }],
		['10 prompts, 20:80', { shares: [0.2, 0.8], prompts: 10, answers: 5, correlation: 0.3 }],
		['20 prompts, 60:80', { shares: [0.6, 0.8], prompts: 20, answers: 5, correlation: 0.3 }],
	];
	it.each(five)('cover 93 to 97 % with five answers per prompt: %s', (seed, setup) => {
		const found = samples(setup, RUNS, seed);
		for (const what of ['difference', 'share']) {
			expect(found[what]).toBeGreaterThanOrEqual(0.93 - ERROR);
			expect(found[what]).toBeLessThanOrEqual(0.97 + ERROR);
		}
	});

	const few: Array<[string, PairSetup]> = [
		[
			'10 prompts, 20:80, one answer',
			{ shares: [0.2, 0.8], prompts: 10, answers: 1, correlation: 0 },
		],
		[
			'10 prompts, 80:20, two answers',
			{ shares: [0.8, 0.2], prompts: 10, answers: 2, correlation: 0.3 },
		],
		[
			'10 prompts, 5:10, one answer',
			{ shares: [0.05, 0.1], prompts: 10, answers: 1, correlation: 0 },
		],
	];
	it.each(few)('cover at least 93 %% with fewer: %s', (seed, setup) => {
		const found = samples(setup, RUNS, seed);
		for (const what of ['difference', 'share']) {
			expect(found[what]).toBeGreaterThanOrEqual(0.93 - ERROR);
		}
	});
});

describe('with nothing to find, at most 5 %', () => {
	it.each([7, 11, 20])('of intervals of %i prompts with one answer lie beside 0', (prompts) => {
		const setup = { shares: [0.5, 0.5] as const, prompts, answers: 1, correlation: 0 };
		expect(samples(setup, RUNS, `null ${prompts}`)['beside 0']).toBeLessThanOrEqual(0.05 + ERROR);
	});

	it.each([
		[1, 6],
		[7, 42],
	])('of pages with %i choices and %i other lines call any of them clear', (choices, others) => {
		const found = families(choices, others, 12, 300, `page ${choices}`);
		expect(found['any clear']).toBeLessThanOrEqual(0.05 + 3 * ERROR);
	});

	it('of whole verdicts say better or worse', () => {
		const found = pages({ variants: 3, prompts: 10, repetitions: 2, reviewers: 2 }, 80, 'verdicts');
		expect(found['any better or worse']).toBeLessThanOrEqual(0.05 + 3 * ERROR);
	});

	it('of tallies name a winner, also where an answer is for all repetitions', () => {
		const setup = { shares: [0.6, 0.6], prompts: 20, reviewers: 1, correlation: 0.3 };
		const once = winners(
			{ ...setup, repetitions: 3, ballot: 'withoutRepetition' },
			300,
			'copied answers',
		);
		expect(once['false winner']).toBeLessThanOrEqual(0.05 + 3 * ERROR);
		const three = winners(
			{ ...setup, shares: [0.7, 0.7, 0.4], repetitions: 1, ballot: 'oneLetter' },
			300,
			'two best',
		);
		expect(three['false winner']).toBeLessThanOrEqual(0.05 + 3 * ERROR);
		expect(three['the best is out']).toBeLessThanOrEqual(0.05 + 3 * ERROR);
	});
});

it('the cost per accepted image is in its interval, through the whole tally', () => {
	const found = coverage(
		{
			...{ shares: [0.6, 0.4], prompts: 12, repetitions: 5, reviewers: 1 },
			...{ correlation: 0.2, ballot: 'yesNo' },
		},
		120,
		'cost',
	);
	expect(found['cost per accepted']).toBeGreaterThanOrEqual(0.93 - 3 * ERROR);
	expect(found['difference']).toBeGreaterThanOrEqual(0.93 - 3 * ERROR);
});

it('a true difference of 60 to 80 is found in most cases with 50 prompts and five reviewers', () => {
	const found = winners(
		{
			...{ shares: [0.6, 0.8], prompts: 50, repetitions: 1, reviewers: 5 },
			...{ correlation: 0.2, ballot: 'yesNo' },
		},
		100,
		'power',
	);
	expect(found['right winner']).toBeGreaterThan(0.7);
	expect(found['false winner']).toBe(0);
});
