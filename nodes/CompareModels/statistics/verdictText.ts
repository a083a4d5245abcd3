import { count, listed, percent, plural } from '../../shared/words';
import { excludesZero, type Interval } from '../math/paired';
import { promptShare } from '../math/promptShare';
import { FEWEST_PROMPTS } from './margins';
import type { Compared } from './verdictLine';
import type { Measure } from './verdictMeasures';
import type { VerdictLine, VerdictWord } from './verdictTypes';

/** "Cost per image: $0.0100 instead of $0.0200, 50% less (95% interval: 52% less to 48% less)." */
export function textOf(compared: Compared, interval: Interval | null): string {
	const { measure, evidence, from, to } = compared;
	const rate = (values: number[]) => (measure.scale.kind === 'share' ? promptShare(values) : null);
	const shown = (value: number, values: number[]) =>
		measure.shown(value, rate(values), evidence.prompts);
	const [now, then] = [shown(from, compared.before), shown(to, compared.after)];
	const values = now === then ? `${then} with both` : `${then} instead of ${now}`;
	if (interval === null) return `${measure.title}: ${values}.`;
	const change = measure.change(compared.shown(evidence.difference));
	const ends = [interval.low, interval.high].map((end) =>
		compared.measure.scale.kind === 'ratio' && end > 9
			? 'more than 10 times as much'
			: measure.change(end),
	);
	return `${measure.title}: ${values}${change === 'no change' ? '' : `, ${change}`} (95% interval: ${ends[0]} to ${ends[1]}).`;
}

type Decided = Pick<
	VerdictLine,
	'word' | 'prompts' | 'interval' | 'pageInterval' | 'morePrompts' | 'margin'
>;

/** Why the line has its word. */
export function becauseOf(line: Decided, measure: Measure, tested: number): string {
	const { word, prompts, interval } = line;
	if (word === 'practically the same') {
		return `The whole interval is within ${marginWords(measure, line.margin)}.`;
	}
	if (word !== 'not known yet') {
		return tested > 1
			? `Clear on ${plural(prompts, 'prompt')}, also after ${count(tested)} comparisons.`
			: `Clear on ${plural(prompts, 'prompt')}.`;
	}
	if (prompts < FEWEST_PROMPTS) {
		return `${plural(prompts, 'prompt')}: too few to tell, fewer than ${FEWEST_PROMPTS} never show that one is better.`;
	}
	const why =
		interval !== null && excludesZero(interval)
			? `Clear on its own, but not after ${plural(tested, 'comparison')}.`
			: 'This could be chance alone.';
	return `${why} ${moreWords(line)}`;
}

function moreWords({ morePrompts }: Decided): string {
	return morePrompts === null
		? 'At this difference, no realistic number of prompts would settle it.'
		: `About ${plural(morePrompts, 'more prompt')} would settle it at this difference.`;
}

function marginWords({ scale, measure }: Measure, margin: number): string {
	if (measure === 'drift') return `${margin} of 1`;
	if (measure === 'distance') return `${margin} of 64`;
	return scale.kind === 'ratio' ? percent(margin) : `${Math.round(margin * 100)} points`;
}

/** The page's answer for one switch. */
export function concluded(lines: readonly VerdictLine[]): string {
	const parts: Array<[VerdictWord, string]> = [
		['better', 'better in'],
		['worse', 'worse in'],
		['practically the same', 'practically the same in'],
		['not known yet', 'not known yet:'],
	];
	const said = parts.flatMap(([word, words]) => {
		const names = lines.filter((line) => line.word === word).map(({ name }) => name);
		return names.length > 0 ? [`${words} ${listed(names)}`] : [];
	});
	return said.length === 0 ? 'nothing was measured on both.' : `${said.join('; ')}.`;
}
