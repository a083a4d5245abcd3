import { listed, plural } from '../../shared/words';
import { variantName } from '../comparison/names';
import type { ComparisonReport, VariantReport } from '../statistics/types';
import { FEWEST_PROMPTS } from '../statistics/margins';
import { rankOf } from './choiceOrder';
import type { Verdict, VerdictLine, VerdictWord } from '../statistics/verdictTypes';

/** The answer for somebody who reads nothing else: what is settled, and what is not. Null with a single variant. */
export function answerOf({ verdicts, variants, prompts }: ComparisonReport): string[] | null {
	const [first] = variants;
	if (first === undefined || verdicts.length === 0) return null;
	return [settled(verdicts, variants, prompts), open(verdicts, prompts)].filter(
		(sentence) => sentence !== null,
	);
}

const called = (variant: VariantReport | undefined): string =>
	variant ? `${variant.letter} (${variantName(variant)})` : '';

const namesWith = (lines: readonly VerdictLine[], word: VerdictWord): string[] => [
	...new Set(lines.filter((line) => line.word === word).map(({ name }) => name)),
];

function settled(
	verdicts: readonly Verdict[],
	variants: readonly VariantReport[],
	prompts: number,
): string {
	const first = called(variants[0]);
	const alike = new Map<string, string[]>();
	for (const { to, lines } of verdicts) {
		const parts = (['better', 'worse'] as const).flatMap((word) => {
			const names = namesWith(lines, word);
			return names.length > 0 ? [`${word} in ${listed(names)}`] : [];
		});
		const what = parts.join(' and ');
		if (what !== '') alike.set(what, [...(alike.get(what) ?? []), to]);
	}
	const said = [...alike].map(([what, letters]) =>
		letters.length === 1
			? `${called(variants.find(({ letter }) => letter === letters[0]))} is ${what}`
			: `${listed(letters)} are ${what}`,
	);
	if (said.length > 0) return `Compared with ${first}, ${said.join('; ')}.`;
	const lines = verdicts.flatMap((verdict) => verdict.lines);
	const same = namesWith(lines, 'practically the same');
	const [, only] = variants;
	const others = variants.length === 2 ? called(only) : 'the others';
	const isAllSame = same.length > 0 && openNames(lines).length === 0;
	if (isAllSame) return `${first} and ${others} are practically the same in ${listed(same)}.`;
	const nothing = `No difference between ${first} and ${others} is settled on ${plural(prompts, 'prompt')}`;
	return same.length > 0
		? `${nothing}; they are practically the same in ${listed(same)}.`
		: `${nothing}.`;
}

/** What is not known yet, without what was never seen: two variants without refusals leave no open question. */
function openLines(lines: readonly VerdictLine[]): VerdictLine[] {
	return lines
		.filter(({ word, from, to }) => word === 'not known yet' && (from !== 0 || to !== 0))
		.sort((a, b) => rankOf(a) - rankOf(b));
}

const openNames = (lines: readonly VerdictLine[]): string[] => [
	...new Set(openLines(lines).map(({ name }) => name)),
];

/** "cost (B)" where it is settled for the others. */
function openFor(name: string, verdicts: readonly Verdict[]): string {
	const lettersWhere = (isSo: (line: VerdictLine) => boolean) =>
		verdicts.flatMap(({ to, lines }) =>
			lines.some((line) => line.name === name && isSo(line)) ? [to] : [],
		);
	const settledFor = lettersWhere(({ word }) => word === 'better' || word === 'worse');
	if (settledFor.length === 0) return name;
	return `${name} (${listed(lettersWhere(({ word }) => word === 'not known yet'))})`;
}

function open(verdicts: readonly Verdict[], prompts: number): string | null {
	const lines = verdicts.flatMap((verdict) => verdict.lines);
	const names = openNames(lines);
	if (names.length === 0) return null;
	const shown = `Not known yet: ${listed(names.map((name) => openFor(name, verdicts)))}`;
	if (prompts < FEWEST_PROMPTS) {
		return `${shown}, because at least ${FEWEST_PROMPTS} prompts are needed to call anything better or worse.`;
	}
	const more = openLines(lines).flatMap(({ morePrompts, name }) =>
		morePrompts === null ? [] : [{ morePrompts, name }],
	);
	const [nearest] = more;
	return nearest
		? `${shown}; about ${plural(nearest.morePrompts, 'more prompt')} would settle ${nearest.name}.`
		: `${shown}.`;
}
