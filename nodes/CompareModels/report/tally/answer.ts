import { capitalized, listed, percent, plural, usd } from '../../../shared/words';
import { FEWEST_PROMPTS } from '../../statistics/margins';
import type { PairTally, TallyReport, VariantTally } from '../../statistics/tallyTypes';

/** What the reviewers decided, for somebody who reads nothing else. */
export function answerOfTally(report: TallyReport, names: ReadonlyMap<string, string>): string[] {
	const { recommendation, variants } = report;
	const called = (letter: string) => `${letter} (${names.get(letter) ?? letter})`;
	const variant = variants.find(({ letter }) => letter === recommendation.letter);
	if (recommendation.level.length > 0) {
		return [
			`Nobody has won: ${listed(recommendation.level.map(called))} are level.`,
			...shortlist(report),
			...costs(variants),
		];
	}
	if (variant === undefined || variants.length < 2) return [recommendation.text];
	const name = called(variant.letter);
	if (recommendation.conclusive) {
		return [
			`Take ${name}.`,
			`${capitalized(standing(variant))}: more than of ${variants.length === 2 ? 'the other variant' : 'every other variant'}, and more than chance would bring.`,
			...costs(variants),
		];
	}
	return [
		'Nobody has won yet.',
		`${name} is in front: ${standing(variant)}.`,
		...doubts(report, variant.letter),
		...shortlist(report),
		...costs(variants),
	];
}

function standing({ basis, share }: VariantTally): string {
	const { rate, low, high } = share!;
	const range = `${percent(rate)} (${percent(low)} to ${percent(high)})`;
	return basis === 'acceptance'
		? `reviewers accepted ${range} of its images`
		: `reviewers chose its images in ${range} of the cases`;
}

/** Why the lead is not enough, and what would settle it. */
function doubts({ pairs }: TallyReport, leader: string): string[] {
	const open = pairs.filter((pair) => isOf(pair, leader) && !isBeaten(pair, leader));
	const rivals = open.map(({ letter, against }) => (letter === leader ? against : letter));
	const prompts = Math.min(...open.map((pair) => pair.prompts));
	const said = `Its lead over ${listed(rivals)} may be chance`;
	if (prompts < FEWEST_PROMPTS) {
		return [`${said}: at least ${FEWEST_PROMPTS} prompts are needed to tell.`];
	}
	const needed = open.map(({ morePrompts }) => morePrompts);
	if (needed.some((more) => more === null)) {
		return [`${said}, and the two closest are too alike for any practical number of prompts.`];
	}
	const most = Math.max(...(needed as number[]));
	return [
		`${said}; at the difference seen, about ${plural(most, 'more prompt')} would settle it${rivals.length > 1 ? ' against each of them' : ''}.`,
	];
}

const isOf = ({ letter, against }: PairTally, one: string): boolean =>
	letter === one || against === one;

/** This pair alone, as the recommendation takes it. */
function isBeaten({ letter, interval, prompts }: PairTally, leader: string): boolean {
	if (interval === null || prompts < FEWEST_PROMPTS) return false;
	return letter === leader ? interval.low > 0 : interval.high < 0;
}

function shortlist({ ranking, variants }: TallyReport): string[] {
	if (ranking === null) return [];
	const out = variants
		.map(({ letter }) => letter)
		.filter((letter) => !ranking.shortlist.includes(letter));
	if (out.length === 0) return [];
	const left = [...ranking.shortlist].sort();
	return [
		`${listed(left)} ${left.length === 1 ? 'is' : 'are'} still in the running, ${listed(out)} ${out.length === 1 ? 'is' : 'are'} out.`,
	];
}

/** Of two variants; more are in the table. */
function costs(variants: readonly VariantTally[]): string[] {
	const known = variants.flatMap(
		({ letter, costPerAcceptedUsd: cost, costPerAcceptedInterval: range }) =>
			cost === null || range === null
				? []
				: [
						`${usd(cost)} with ${letter} (${usd(range.low)} to ${range.high === null ? 'no upper end' : usd(range.high)})`,
					],
	);
	return variants.length === 2 && known.length === 2
		? [`An accepted image costs ${listed(known)}.`]
		: [];
}
