import { agreement } from './agreement';
import { coverage, pages, winners, type Found } from './cells';
import { samples, strengths } from './samples';
import type { VotingSetup } from './votes';

/** What a figure must keep to; Monte Carlo error is allowed. */
interface Bar {
	what: string;
	/** 0–1 */
	least?: number;
	most?: number;
}

interface Row {
	name: string;
	found: (runs: number) => Found;
	bars: Bar[];
}

interface Table {
	title: string;
	rows: Row[];
}

/** 2.5 standard errors of a share of 5 %: a point with 3,000 runs. */
const monteCarloError = (runs: number): number => 2.5 * Math.sqrt((0.05 * 0.95) / runs);

const equal = (variants: number, share = 0.6): number[] => Array<number>(variants).fill(share);

const SIZES: Array<Pick<VotingSetup, 'prompts' | 'repetitions' | 'reviewers'>> = [
	{ prompts: 7, repetitions: 1, reviewers: 1 },
	{ prompts: 11, repetitions: 1, reviewers: 1 },
	{ prompts: 20, repetitions: 1, reviewers: 1 },
	{ prompts: 20, repetitions: 3, reviewers: 1 },
	{ prompts: 10, repetitions: 5, reviewers: 1 },
	{ prompts: 20, repetitions: 1, reviewers: 5 },
	{ prompts: 10, repetitions: 3, reviewers: 3 },
	{ prompts: 10, repetitions: 5, reviewers: 5 },
	{ prompts: 50, repetitions: 3, reviewers: 1 },
];

const named = ({
	shares,
	prompts,
	repetitions,
	reviewers,
	correlation,
	ballot,
}: VotingSetup): string =>
	`${shares.map((share) => Math.round(share * 100)).join(':')}, ${prompts} prompts × ${repetitions} × ${reviewers} reviewers, correlation ${correlation}, ${ballot}`;

const FALSE_WINNERS: Table = {
	title: 'False winners: equal variants, and two best that are equal',
	rows: [2, 3, 5, 8].flatMap((variants) =>
		SIZES.flatMap((size) =>
			(['yesNo', 'oneLetter', 'withoutRepetition'] as const).flatMap((ballot) => {
				if (ballot === 'withoutRepetition' && size.repetitions === 1) return [];
				if (ballot === 'oneLetter' && variants !== 2 && variants !== 5) return [];
				const setup = { shares: equal(variants), ...size, correlation: 0.3, ballot };
				return [
					winnerRow(setup),
					...(variants === 5 && ballot === 'yesNo'
						? [winnerRow({ ...setup, shares: [0.8, 0.8, 0.4, 0.4, 0.4] })]
						: []),
				];
			}),
		),
	),
};

function winnerRow(setup: VotingSetup): Row {
	const name = named(setup);
	return {
		name,
		found: (runs) => winners(setup, runs, name),
		bars: [
			{ what: 'false winner', most: 0.05 },
			{ what: 'the best is out', most: 0.05 },
			{ what: 'false pair in the matrix', most: 0.05 },
		],
	};
}

const POWER: Table = {
	title: 'Power: how often the best is named',
	rows: [
		...[20, 50, 100].flatMap((prompts) =>
			[1, 5].map((reviewers) => ({ shares: [0.6, 0.8], prompts, reviewers })),
		),
		{ shares: [0.8, 0.6, 0.6, 0.6], prompts: 50, reviewers: 1 },
		{ shares: [0.8, 0.6, 0.6, 0.6], prompts: 50, reviewers: 5 },
		{ shares: [0.8, 0.8, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2], prompts: 50, reviewers: 1 },
	].map((setup) => winnerRow({ ...setup, repetitions: 1, correlation: 0.2, ballot: 'yesNo' })),
};

const TRUTHS = [
	[0.2, 0.2],
	[0.5, 0.5],
	[0.2, 0.8],
	[0.6, 0.8],
	[0.3, 0.5],
] as const;

const INTERVALS: Table = {
	title: 'Coverage of 95 % intervals: difference and share',
	rows: [10, 20, 50].flatMap((prompts) =>
		TRUTHS.flatMap((shares) =>
			[1, 2, 3, 5, 15].flatMap((answers) =>
				[0, 0.3].map((correlation): Row => {
					const name = `${shares.map((share) => share * 100).join(':')}, ${prompts} prompts × ${answers} answers, correlation ${correlation}`;
					return {
						name,
						found: (runs) => samples({ shares, prompts, answers, correlation }, runs, name),
						bars: ['difference', 'share'].map((what) => ({
							what,
							least: 0.93,
							...(answers === 5 && { most: 0.97 }),
						})),
					};
				}),
			),
		),
	),
};

const THROUGH_TALLY: Table = {
	title: 'Cost per accepted image and acceptance, through the whole tally',
	rows: [10, 20].flatMap((prompts) =>
		(
			[
				[0.6, 0.8],
				[0.3, 0.5],
			] as const
		).flatMap((shares) =>
			[
				{ repetitions: 1, reviewers: 1 },
				{ repetitions: 5, reviewers: 1 },
				{ repetitions: 1, reviewers: 5 },
			].map((size): Row => {
				const setup = {
					...{ shares: [...shares], prompts, ...size },
					...{ correlation: 0.3, ballot: 'yesNo' as const },
				};
				const name = named(setup);
				return {
					name,
					found: (runs) => coverage(setup, runs, name),
					bars: ['difference', 'acceptance', 'cost per accepted'].map((what) => ({
						what,
						least: 0.93,
						...(size.repetitions * size.reviewers === 5 && { most: 0.97 }),
					})),
				};
			}),
		),
	),
};

/** A bootstrap a run: a tenth of the runs. */
const STRENGTH_TABLE: Table = {
	title: 'Coverage of Bradley–Terry strengths',
	rows: (
		[
			[3, 10, 1],
			[3, 20, 1],
			[5, 20, 1],
			[5, 50, 1],
			[5, 20, 5],
		] as const
	).map(([variants, prompts, answers]): Row => {
		const shares = [0.8, 0.7, 0.6, 0.5, 0.4].slice(0, variants);
		const name = `${variants} variants, ${prompts} prompts × ${answers} answers`;
		return {
			name,
			found: (runs) =>
				strengths({ shares, prompts, answers, correlation: 0.3 }, Math.ceil(runs / 10), name),
			bars: [{ what: 'strength', least: 0.93, most: 0.97 }],
		};
	}),
};

const AGREEMENT_TABLE: Table = {
	title: 'Coverage of agreement: kappa and Krippendorff’s alpha',
	rows: [10, 20, 50].flatMap((prompts) =>
		[1, 2, 8].flatMap((images) =>
			(
				[
					[0.6, 0.7],
					[0.8, 0.9],
					[0.5, 0.2],
				] as const
			).map(([share, follows]): Row => {
				const name = `${prompts} prompts × ${images}, ${share * 100} % accepted, ${follows * 100} % followed`;
				return {
					name,
					found: (runs) => agreement({ prompts, images, share, follows }, runs, name),
					bars: ['kappa', 'alpha'].map((what) => ({ what, least: 0.93 })),
				};
			}),
		),
	),
};

const PAGE_TABLE: Table = {
	title: 'Pages of variants that do not differ',
	rows: [2, 5, 8].flatMap((variants) =>
		[6, 10, 20, 50].flatMap((prompts) =>
			[
				{ repetitions: 1, reviewers: 0 },
				{ repetitions: 3, reviewers: 0 },
				{ repetitions: 1, reviewers: 1 },
				{ repetitions: 3, reviewers: 3 },
			].map((size): Row => {
				const setup = { variants, prompts, ...size };
				const name = `${variants} variants, ${prompts} prompts × ${size.repetitions}, ${size.reviewers} reviewers`;
				return {
					name,
					found: (runs) => pages(setup, runs, name),
					bars: [{ what: 'any better or worse', most: 0.05 }],
				};
			}),
		),
	),
};

/** All tables. Returns how many bars were missed. */
export function simulateAll(runs: number, only: string, tell: (line: string) => void): number {
	let missed = 0;
	for (const { title, rows } of [
		FALSE_WINNERS,
		POWER,
		INTERVALS,
		STRENGTH_TABLE,
		THROUGH_TALLY,
		AGREEMENT_TABLE,
		PAGE_TABLE,
	]) {
		if (!title.toLowerCase().includes(only.toLowerCase())) continue;
		tell(`\n${title} (${runs} runs per line, in %)`);
		for (const { name, found, bars } of rows) {
			const figures = found(runs);
			const misses = missesOf(figures, bars, runs);
			missed += misses.length;
			const shown = Object.entries(figures)
				.map(([what, value]) => `${what} ${(value * 100).toFixed(1)}`)
				.join(', ');
			tell(`  ${name}: ${shown}${misses.length > 0 ? `  MISSED: ${misses.join(', ')}` : ''}`);
		}
	}
	tell(`\n${missed === 0 ? 'Every bar is kept.' : `${missed} bars are missed.`}`);
	return missed;
}

/** The names of the bars that figures do not keep. */
export function missesOf(figures: Found, bars: readonly Bar[], runs: number): string[] {
	const error = monteCarloError(runs);
	return bars
		.filter(({ what, least = 0, most = 1 }) => {
			const value = figures[what]!;
			return value < least - error || value > most + error;
		})
		.map(({ what }) => what);
}
