import type { Found } from '../../../../dev/simulations/cells';
import { runBundled } from '../../../support/runScript';
import type { SimulatedCell } from './simulatedCells';

/** A point of Monte Carlo error: 2.5 standard errors of 3,000 runs at 95 %. */
const ERROR = 0.01;
/** The same of 300 runs. */
const WIDE = 3 * ERROR;

let found: Record<SimulatedCell, Found>;
beforeAll(() => {
	found = runBundled('test/nodes/CompareModels/statistics/simulatedCells.ts');
}, 120_000);

describe('95 % intervals of ten prompts and more', () => {
	it.each([
		'five answers: 10 prompts, 50:50',
		'five answers: 10 prompts, 20:80',
		'five answers: 20 prompts, 60:80',
	] as const)('cover 93 to 97 % with %s', (cell) => {
		for (const what of ['difference', 'share']) {
			expect(found[cell][what]).toBeGreaterThanOrEqual(0.93 - ERROR);
			expect(found[cell][what]).toBeLessThanOrEqual(0.97 + ERROR);
		}
	});

	it.each([
		'fewer answers: 10 prompts, 20:80, one',
		'fewer answers: 10 prompts, 80:20, two',
		'fewer answers: 10 prompts, 5:10, one',
	] as const)('cover at least 93 %% with %s', (cell) => {
		for (const what of ['difference', 'share']) {
			expect(found[cell][what]).toBeGreaterThanOrEqual(0.93 - ERROR);
		}
	});
});

describe('with nothing to find, at most 5 %', () => {
	it.each(['beside 0: 7 prompts', 'beside 0: 11 prompts', 'beside 0: 20 prompts'] as const)(
		'of intervals lie %s',
		(cell) => {
			expect(found[cell]['beside 0']).toBeLessThanOrEqual(0.05 + ERROR);
		},
	);

	it.each([
		['family: 1 and 6', ERROR],
		['family: 7 and 42', 2.3 * ERROR],
	] as const)('of pages call any of their lines clear, %s', (cell, error) => {
		expect(found[cell]['any clear']).toBeLessThanOrEqual(0.05 + error);
	});

	it('of whole verdicts say better or worse', () => {
		expect(found.pages['any better or worse']).toBeLessThanOrEqual(0.05 + WIDE);
	});

	it.each([
		'winner: an answer for all repetitions',
		'winner: two best',
		'five reviewers, five repetitions',
	] as const)('of tallies name a winner, or put the best out: %s', (cell) => {
		expect(found[cell]['false winner']).toBeLessThanOrEqual(0.05 + WIDE);
		expect(found[cell]['the best is out']).toBeLessThanOrEqual(0.05 + WIDE);
	});
});

it('the cost per accepted image is in its interval, through the whole tally', () => {
	expect(found.cost['cost per accepted']).toBeGreaterThanOrEqual(0.93 - WIDE);
	expect(found.cost.difference).toBeGreaterThanOrEqual(0.93 - WIDE);
});

it('a true difference of 60 to 80 is found in most cases with 50 prompts and five reviewers', () => {
	expect(found.power['right winner']).toBeGreaterThan(0.7);
	expect(found.power['false winner']).toBe(0);
});

it('the intervals of kappa and alpha hold the truth', () => {
	for (const what of ['kappa', 'alpha']) {
		expect(found.agreement[what]).toBeGreaterThanOrEqual(0.93 - WIDE);
	}
});
