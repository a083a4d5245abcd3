import { agreement } from '../../../../dev/simulations/agreement';
import { coverage, pages, winners, type Found } from '../../../../dev/simulations/cells';
import { families, samples, type PairSetup } from '../../../../dev/simulations/samples';
import type { VotingSetup } from '../../../../dev/simulations/votes';

const RUNS = 3000;

const sampled = (seed: string, setup: PairSetup) => (): Found => samples(setup, RUNS, seed);
const equalPrompts = (prompts: number) =>
	sampled(`null ${prompts}`, { shares: [0.5, 0.5], prompts, answers: 1, correlation: 0 });

const VOTES = {
	...{ shares: [0.6, 0.6], prompts: 20, repetitions: 1, reviewers: 1 },
	...{ correlation: 0.3, ballot: 'yesNo' },
} satisfies VotingSetup;

/** The fast cells of `npm run simulate`, each with its own seed. */
const CELLS = {
	'five answers: 10 prompts, 50:50': sampled('10 prompts, 50:50', {
		...{ shares: [0.5, 0.5], prompts: 10, answers: 5, correlation: 0 },
	}),
	'five answers: 10 prompts, 20:80': sampled('10 prompts, 20:80', {
		...{ shares: [0.2, 0.8], prompts: 10, answers: 5, correlation: 0.3 },
	}),
	'five answers: 20 prompts, 60:80': sampled('20 prompts, 60:80', {
		...{ shares: [0.6, 0.8], prompts: 20, answers: 5, correlation: 0.3 },
	}),
	'fewer answers: 10 prompts, 20:80, one': sampled('10 prompts, 20:80, one answer', {
		...{ shares: [0.2, 0.8], prompts: 10, answers: 1, correlation: 0 },
	}),
	'fewer answers: 10 prompts, 80:20, two': sampled('10 prompts, 80:20, two answers', {
		...{ shares: [0.8, 0.2], prompts: 10, answers: 2, correlation: 0.3 },
	}),
	'fewer answers: 10 prompts, 5:10, one': sampled('10 prompts, 5:10, one answer', {
		...{ shares: [0.05, 0.1], prompts: 10, answers: 1, correlation: 0 },
	}),
	'beside 0: 7 prompts': equalPrompts(7),
	'beside 0: 11 prompts': equalPrompts(11),
	'beside 0: 20 prompts': equalPrompts(20),
	'family: 1 and 6': () => families(1, 6, 12, RUNS, 'page 1'),
	'family: 7 and 42': () => families(7, 42, 12, RUNS / 5, 'page 7'),
	pages: () => pages({ variants: 3, prompts: 10, repetitions: 2, reviewers: 2 }, 200, 'verdicts'),
	'winner: an answer for all repetitions': () =>
		winners({ ...VOTES, repetitions: 3, ballot: 'withoutRepetition' }, 300, 'copied answers'),
	'winner: two best': () =>
		winners({ ...VOTES, shares: [0.7, 0.7, 0.4], ballot: 'oneLetter' }, 300, 'two best'),
	'five reviewers, five repetitions': () =>
		winners({ ...VOTES, prompts: 10, repetitions: 5, reviewers: 5 }, 100, 'five and five'),
	cost: () =>
		coverage(
			{ ...VOTES, shares: [0.6, 0.4], prompts: 12, repetitions: 5, correlation: 0.2 },
			120,
			'cost',
		),
	power: () =>
		winners(
			{ ...VOTES, shares: [0.6, 0.8], prompts: 50, reviewers: 5, correlation: 0.2 },
			100,
			'power',
		),
	agreement: () =>
		agreement({ prompts: 20, images: 2, share: 0.6, follows: 0.7 }, 500, 'agreement'),
};

export type SimulatedCell = keyof typeof CELLS;

/** What each cell found. */
export const results = (): Record<SimulatedCell, Found> =>
	Object.fromEntries(Object.entries(CELLS).map(([name, run]) => [name, run()])) as Record<
		SimulatedCell,
		Found
	>;
