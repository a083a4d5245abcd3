import type { JudgeReport, JudgeVariantReport } from '../judge/types';
import type { Spread } from '../math/spread';
import { finePercent, percent } from '../../shared/words';
import { type Markup, markup } from '../../shared/markup';
import type { Rate } from '../math/wilson';
import type { VariantRow } from './variantTable';

/** The words of `failures` as a person says them. */
export const FAILURE_WORDS = {
	wrong_text: 'wrong text',
	missing_object: 'missing object',
	extra_limbs: 'extra limbs',
	off_brand_colour: 'off-brand colour',
	bad_composition: 'bad composition',
	artefacts: 'artefacts',
	other: 'other',
} as const;

/** The judge's findings, a row each; without those that no variant has. */
export function judgeRows({ variants }: JudgeReport): VariantRow[] {
	const row = (
		title: string,
		cell: (variant: JudgeVariantReport) => Markup | string | null,
	): VariantRow => ({ title, cells: variants.map(cell) });
	const names = (of: (variant: JudgeVariantReport) => Array<{ name: string }>) => [
		...new Set(variants.flatMap((variant) => of(variant).map(({ name }) => name))),
	];
	return [
		row(
			'Text entirely right',
			({ text }) => text && small(`${text.exact} of ${text.pictures}`, interval(text.exactRate)),
		),
		row('Wrong characters', ({ text }) => text && spread(text.errorRate, finePercent)),
		row('With unrequested text', ({ text }) =>
			text && text.withUnasked > 0 ? `${text.withUnasked} of ${text.pictures}` : null,
		),
		row('Judge’s score', ({ score }) => score && spread(score, points)),
		...names(({ gates }) => gates).map((name) =>
			row(name, ({ gates }) => {
				const gate = gates.find((one) => one.name === name);
				return gate ? small(`${gate.passed} of ${gate.judged}`, 'passed') : null;
			}),
		),
		...names(({ grades }) => grades).map((name) =>
			row(name, ({ grades }) => {
				const grade = grades.find((one) => one.name === name);
				return grade
					? small(`${grade.mean.toFixed(1)} of 5`, `from ${grade.min} to ${grade.max}`)
					: null;
			}),
		),
		row('The judge would accept', ({ accepted: { accepted, judged, rate } }) =>
			judged > 0 ? small(`${accepted} of ${judged}`, interval(rate)) : null,
		),
		row(
			'Pairs won',
			({ pairs }) =>
				pairs &&
				small(`${pairs.wins} of ${pairs.wins + pairs.losses + pairs.ties}`, ties(pairs.ties)),
		),
		row('Both orders of a pair agree', ({ pairs }) =>
			pairs && pairs.ordersAsked > 0 ? `${pairs.ordersAgreed} of ${pairs.ordersAsked}` : null,
		),
		row('Most frequent flaws', ({ failures }) =>
			failures.length > 0
				? failures
						.slice(0, 3)
						.map(({ kind, pictures }) => `${FAILURE_WORDS[kind]} (${pictures})`)
						.join(', ')
				: null,
		),
		row('Not judged', ({ notJudged }) => (notJudged > 0 ? String(notJudged) : null)),
	].filter(({ cells }) => cells.some((cell) => cell !== null));
}

export const points = (score: number): string => `${Math.round(score * 100)} of 100`;

const small = (text: string, note: string): Markup => markup`${text} <small>${note}</small>`;

const interval = (rate: Rate | null): string =>
	rate ? `likely ${percent(rate.low)} to ${percent(rate.high)}` : '';

const ties = (count: number): string => (count === 1 ? '1 tie' : `${count} ties`);

function spread(
	{ mean, min, max, runs }: Spread,
	word: (value: number) => string,
): Markup | string {
	if (runs === 1) return word(mean);
	const [least, most] = [word(min), word(max)];
	return small(word(mean), least === most ? 'the same in all runs' : `runs: ${least} to ${most}`);
}
