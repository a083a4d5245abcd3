import { holmInFamilies, type Claim } from '../math/holm';
import { excludesZero, type Interval, type PairedEvidence } from '../math/paired';
import { FEWEST_PROMPTS, PAGE_LEVEL } from './margins';

/** One line of a page, before it is decided. */
export interface PageLine {
	family: 'choice' | 'other';
	evidence: PairedEvidence;
}

export interface PageDecision {
	/** The level of `pageInterval`: 0.05 is 95 %. */
	alpha: number;
	/** Holds 0 where chance is not excluded after all lines of the page: Holm's decision and the interval are one. */
	pageInterval: Interval | null;
}

/**
 * All lines of one page against the first variant are one family: half of the 5 % is for people's choices, half for
 * all others, Holm in each, and a half that is not spent passes on. Lines with too few prompts are not tested.
 * In the order of `lines`.
 */
export function decidePage(lines: readonly PageLine[]): {
	decisions: PageDecision[];
	tested: number;
} {
	const isTested = ({ evidence }: PageLine) => evidence.prompts >= FEWEST_PROMPTS;
	const families = (['choice', 'other'] as const).map((family) =>
		lines.filter((line) => line.family === family && isTested(line)),
	);
	const decided = holmInFamilies(
		families.map((family) => family.map(({ evidence }) => claimOf(evidence))),
		PAGE_LEVEL,
	);
	const levels = new Map(
		families.flatMap((family, index) =>
			family.map((line, place) => [line, decided[index]![place]!.alpha] as const),
		),
	);
	const tested = levels.size;
	const decisions = lines.map((line) => {
		const alpha = levels.get(line) ?? PAGE_LEVEL / Math.max(1, lines.length);
		const interval = line.evidence.interval(alpha);
		return {
			alpha,
			pageInterval: interval && (isTested(line) ? interval : reachingZero(interval)),
		};
	});
	return { decisions, tested };
}

function claimOf({ chance, interval }: PairedEvidence): Claim {
	return {
		chance,
		settledAt: (alpha) => {
			const at = interval(alpha);
			return at !== null && excludesZero(at);
		},
	};
}

const reachingZero = ({ low, high }: Interval): Interval => ({
	low: Math.min(0, low),
	high: Math.max(0, high),
});
