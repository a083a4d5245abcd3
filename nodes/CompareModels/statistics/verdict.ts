import { excludesZero, type Interval } from '../math/paired';
import { promptsThatSettle } from '../math/settle';
import { variantName } from '../comparison/names';
import { FEWEST_PROMPTS, MARGINS } from './margins';
import { decidePage, type PageDecision } from './page';
import { compareOn, shownInterval, type Compared } from './verdictLine';
import { MEASURES, type Measure } from './verdictMeasures';
import { becauseOf, concluded, textOf } from './verdictText';
import type { Certainty, Verdict, VerdictCell, VerdictLine, VerdictWord } from './verdictTypes';

/** For people who want to check the numbers. */
export const VERDICT_METHOD =
	'The unit is the prompt: repetitions and reviewers are folded into its mean. Paired t on the prompts’ differences, of logarithms for cost and time; where answers are few or do not vary, the wider of it and the same with one answer’s worth added each way (Bonett and Price), and of shares an exact sign-flip test. All lines against the first variant are corrected together: half of the 5 % for people’s choices, half for the rest, Holm in each';

/**
 * What a switch from the first variant to each other one would change, and whether the prompts are enough to say
 * so. All lines are one page: they are corrected for one another.
 */
export function verdictsOf(
	variants: ReadonlyArray<{ letter: string; label: string; model: string }>,
	cells: readonly VerdictCell[],
): Verdict[] {
	const [first, ...others] = variants;
	if (first === undefined) return [];
	const own = (letter: string) => cells.filter((cell) => cell.letter === letter);
	const from = own(first.letter);
	const pages = others.map((other) => {
		const to = own(other.letter);
		return MEASURES.map((measure) => ({ measure, compared: compareOn(measure, from, to) }));
	});
	const measured = pages.flatMap((lines) => lines.flatMap(({ compared }) => compared ?? []));
	const { decisions, tested } = decidePage(
		measured.map(({ measure: { family }, evidence }) => ({ family, evidence })),
	);
	const decisionOf = new Map(measured.map((compared, index) => [compared, decisions[index]!]));
	return others.map((other, index) => {
		const lines = pages[index]!.flatMap(({ measure, compared }) =>
			compared
				? [lineOf(compared, decisionOf.get(compared)!, tested)]
				: missingLine(measure, from.concat(own(other.letter))),
		);
		const title = `From ${first.letter} (${variantName(first)}) to ${other.letter} (${variantName(other)})`;
		return { from: first.letter, to: other.letter, text: `${title}: ${concluded(lines)}`, lines };
	});
}

function lineOf(compared: Compared, decision: PageDecision, tested: number): VerdictLine {
	const { measure, evidence, from, to, better, worse, level } = compared;
	const margin = MARGINS[measure.measure];
	const interval = shownInterval(compared, evidence.interval(0.05));
	const pageInterval = shownInterval(compared, decision.pageInterval);
	const word = wordOf(pageInterval, margin, measure.better);
	const ratio = measure.scale.kind === 'ratio';
	const settling =
		word === 'not known yet' && evidence.prompts > 1
			? promptsThatSettle(
					evidence,
					decision.alpha,
					ratio ? Math.log1p(margin) : margin,
					FEWEST_PROMPTS,
				)
			: null;
	const line = {
		measure: measure.measure,
		name: measure.name,
		word,
		certainty: CERTAINTY[word],
		...{ better, worse, level },
		prompts: evidence.prompts,
		...{ from, to },
		unit: ratio ? ('relative' as const) : ('absolute' as const),
		difference: compared.shown(evidence.difference),
		...{ interval, pageInterval, margin },
		chance: evidence.chance,
		morePrompts: settling === null ? null : Math.max(1, settling - evidence.prompts),
	};
	return { ...line, text: textOf(compared, interval), because: becauseOf(line, measure, tested) };
}

const CERTAINTY: Record<VerdictWord, Certainty> = {
	better: 'clear',
	worse: 'clear',
	'practically the same': 'same',
	'not known yet': 'open',
	'not measured': 'unknown',
};

/** The one place where a word is made of a number. */
function wordOf(interval: Interval | null, margin: number, better: 1 | -1): VerdictWord {
	if (interval === null) return 'not known yet';
	if (interval.low >= -margin && interval.high <= margin) return 'practically the same';
	if (!excludesZero(interval)) return 'not known yet';
	return interval.low > 0 === better > 0 ? 'better' : 'worse';
}

function missingLine(
	{ measure, name, missing }: Measure,
	cells: readonly VerdictCell[],
): VerdictLine[] {
	const isPreferred = cells.some(({ preferred }) => preferred !== undefined);
	if (missing === null || (measure === 'acceptance' && isPreferred)) return [];
	return [
		{
			measure,
			name,
			word: 'not measured',
			certainty: 'unknown',
			text: missing,
			because: '',
			...{ better: 0, worse: 0, level: 0, prompts: 0, from: null, to: null },
			unit: measure === 'cost' || measure === 'time' ? 'relative' : 'absolute',
			...{ difference: null, interval: null, pageInterval: null },
			margin: MARGINS[measure],
			...{ chance: 1, morePrompts: null },
		},
	];
}
