import { letterOf } from '../../nodes/shared/letterOf';
import { verdictsOf } from '../../nodes/CompareModels/statistics/verdict';
import type { Verdict, VerdictCell } from '../../nodes/CompareModels/statistics/verdictTypes';
import type { Random } from './random';

/** A page of verdicts on variants that do not differ in anything. */
export interface PageSetup {
	variants: number;
	prompts: number;
	repetitions: number;
	/** With people's answers to each image, as many reviewers; 0: without. */
	reviewers: number;
}

/** Standard deviation of a logarithm: cost and time of the same model differ by about as much from prompt to prompt. */
const NOISE = { cost: 0.2, time: 0.3 };

/** Every measure of every variant with the same truth, answers correlated within a prompt. */
export function simulatedPage(setup: PageSetup, random: Random): Verdict[] {
	const letters = Array.from({ length: setup.variants }, (_, index) => letterOf(index));
	const cells = Array.from({ length: setup.prompts }, (_, promptIndex) =>
		letters.flatMap((letter) => cellsOf(setup, promptIndex, letter, random)),
	).flat();
	return verdictsOf(
		letters.map((letter) => ({ letter, label: '', model: letter })),
		cells,
	);
}

function cellsOf(
	{ repetitions, reviewers }: PageSetup,
	promptIndex: number,
	letter: string,
	random: Random,
): VerdictCell[] {
	// What a variant makes of a prompt hangs together over its repetitions.
	const own = () => 0.7 * random.normal();
	const [cost, time, score, drift] = [own(), own(), own(), own()];
	const [refused, exact, accepted] = [0.05, 0.7, 0.6].map((share) =>
		random.promptShare(share, 0.3),
	);
	return Array.from({ length: repetitions }, (): VerdictCell => {
		const noise = () => 0.7 * random.normal();
		if (random.uniform() < refused!) {
			return { promptIndex, letter, status: 'refused', costUsd: 0, durationMs: null };
		}
		if (random.uniform() < 0.03) {
			return { promptIndex, letter, status: 'timeout', costUsd: null, durationMs: null };
		}
		const yes = Array.from({ length: reviewers }, () => Number(random.uniform() < accepted!));
		const share = yes.reduce((total, one) => total + one, 0) / reviewers;
		return {
			...{ promptIndex, letter, status: 'ok' },
			costUsd: 0.05 * Math.exp(NOISE.cost * (cost! + noise())),
			durationMs: 20_000 * Math.exp(NOISE.time * (time! + noise())),
			similarity: 0.4 + 0.05 * (drift! + noise()),
			textExact: random.uniform() < exact!,
			score: Math.min(1, Math.max(0, Math.round(8 * (0.7 + 0.15 * (score! + noise()))) / 8)),
			...(reviewers > 0 && { accepted: share, answers: reviewers }),
		};
	});
}
