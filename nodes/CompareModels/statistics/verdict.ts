import { mean } from '../math/percentile';
import { signTest } from '../math/signTest';
import { plural } from '../../shared/words';
import { variantName } from '../comparison/names';
import { MEASURES, type Measure } from './verdictMeasures';
import type { Certainty, Verdict, VerdictCell, VerdictLine } from './verdictTypes';

/** A split below this is more than chance. */
const SIGNIFICANCE = 0.05;
/** Fewer prompts that differ can never settle it: 2 × 0.5⁵ > 0.05. */
const FEWEST = 6;

/**
 * What a switch from the first variant to each other one would change, and whether the prompts are
 * enough to say so. The unit is the prompt: repetitions of one are no independent trials.
 */
export function verdictsOf(
	variants: ReadonlyArray<{ letter: string; label: string; model: string }>,
	cells: readonly VerdictCell[],
): Verdict[] {
	const [first, ...others] = variants;
	if (first === undefined) return [];
	return others.map((other) => {
		const lines = MEASURES.flatMap((measure) =>
			lineOf(
				measure,
				cells.filter(({ letter }) => letter === first.letter),
				cells.filter(({ letter }) => letter === other.letter),
			),
		);
		const title = `From ${first.letter} (${variantName(first)}) to ${other.letter} (${variantName(other)})`;
		return { from: first.letter, to: other.letter, text: `${title}: ${conclude(lines)}`, lines };
	});
}

function lineOf(measure: Measure, from: VerdictCell[], to: VerdictCell[]): VerdictLine[] {
	const [before, after] = [byPrompt(measure, from), byPrompt(measure, to)];
	const shared = [...before.keys()].filter((prompt) => after.has(prompt));
	const all = (values: Map<number, number[]>) =>
		shared.flatMap((prompt) => values.get(prompt) ?? []);
	const [fromValue, toValue] = [measure.whole(all(before)), measure.whole(all(after))];
	const none = { better: 0, worse: 0, level: 0, chance: 1 };
	if (fromValue === null || toValue === null) {
		const { missing, measure: name } = measure;
		if (missing === null) return [];
		return [{ measure: name, text: missing, certainty: 'unknown', because: '', ...none }];
	}
	const differences = shared.map(
		(prompt) => measure.better * (mean(after.get(prompt)!)! - mean(before.get(prompt)!)!),
	);
	const better = differences.filter((difference) => difference > 0).length;
	const worse = differences.filter((difference) => difference < 0).length;
	const level = differences.length - better - worse;
	const chance = signTest(better, worse);
	return [
		{
			measure: measure.measure,
			text: measure.says(fromValue, toValue),
			certainty: better + worse === 0 ? 'same' : chance < SIGNIFICANCE ? 'clear' : 'open',
			because: becauseOf(better, worse, level, chance),
			...{ better, worse, level, chance },
		},
	];
}

function byPrompt({ of }: Measure, cells: VerdictCell[]): Map<number, number[]> {
	const values = new Map<number, number[]>();
	for (const cell of cells) {
		const value = of(cell);
		if (value === null || value === undefined) continue;
		values.set(cell.promptIndex, [...(values.get(cell.promptIndex) ?? []), value]);
	}
	return values;
}

function becauseOf(better: number, worse: number, level: number, chance: number): string {
	const differ = better + worse;
	const prompts = differ + level;
	if (differ === 0) return `Level on ${plural(prompts, 'prompt')}.`;
	const side =
		better === worse
			? `Better on ${better} and worse on ${worse} of ${plural(prompts, 'prompt')}`
			: better > worse
				? `Better on ${better} of ${plural(prompts, 'prompt')}`
				: `Worse on ${worse} of ${plural(prompts, 'prompt')}`;
	const rest = level > 0 ? `, level on ${level}` : '';
	if (chance < SIGNIFICANCE) return `${side}${rest}: more than chance.`;
	return differ < FEWEST
		? `${side}${rest}: too few to tell, fewer than ${FEWEST} that differ never settle it.`
		: `${side}${rest}: chance alone may bring that.`;
}

function conclude(lines: VerdictLine[]): string {
	const names = (certainty: Certainty, side?: 'better' | 'worse') =>
		lines
			.filter(
				(line) =>
					line.certainty === certainty &&
					(side === undefined || line.better > line.worse === (side === 'better')),
			)
			.map(({ measure }) => MEASURES.find((one) => one.measure === measure)!.name);
	const parts = [
		[names('clear', 'better'), 'clearly better in'],
		[names('clear', 'worse'), 'clearly worse in'],
		[names('same'), 'no difference in'],
		[names('open'), 'not settled:'],
	] as const;
	const said = parts.flatMap(([found, words]) =>
		found.length > 0 ? [`${words} ${listed(found)}`] : [],
	);
	if (said.length === 0) return 'nothing was measured on both.';
	const more =
		names('open').length > 0 ? ' More prompts would settle more; more repetitions hardly.' : '';
	return `${said.join('; ')}.${more}`;
}

function listed(names: string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
