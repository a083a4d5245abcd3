import { listed, percent, plural, usd } from '../../shared/words';
import type { Rate } from '../math/wilson';
import { FEWEST_PROMPTS } from './margins';
import { beats, morePromptsOf, type Duel } from './pairs';
import type { Ranking, Recommendation, VariantTally } from './tallyTypes';

/** Shares that differ by less are level. */
const NOISE = 1e-9;

const nameOf = ({ letter, label }: VariantTally): string => `${letter} (${label})`;

const rangeOf = ({ rate, low, high }: Rate): string =>
	`${percent(rate)} (${percent(low)} to ${percent(high)})`;

/** Why a duel is not settled. */
function doubt(duel: Duel, leader: VariantTally, rival: VariantTally): string {
	const { prompts, difference } = duel.evidence;
	if (prompts === 0) return `no prompt was answered for both ${leader.letter} and ${rival.letter}`;
	if (Math.abs(difference) < NOISE) return `${leader.letter} and ${rival.letter} are level`;
	const ahead = `${leader.letter} is ahead of ${rival.letter} on ${plural(prompts, 'prompt')}`;
	if (prompts < FEWEST_PROMPTS) {
		return `${ahead}, and fewer than ${FEWEST_PROMPTS} can never settle it`;
	}
	const needed = morePromptsOf(duel);
	const more =
		needed === null
			? ''
			: ` (about ${plural(needed, 'more prompt')} would settle it at this difference)`;
	return `${ahead}, which could be chance alone${more}`;
}

/** The best by the share of usable images; several where they are level. */
function leadersOf(variants: readonly VariantTally[], duels: readonly Duel[]): VariantTally[] {
	const judged = variants.filter(({ share }) => share !== null);
	const best = Math.max(...judged.map(({ share }) => share!.rate));
	const first = judged.find(({ share }) => share!.rate > best - NOISE);
	if (!first) return [];
	return judged.filter(
		(one) =>
			one === first ||
			one.share!.rate > best - NOISE ||
			isLevel(duels.find((duel) => isBetween(duel, first, one))),
	);
}

const isBetween = (duel: Duel, one: VariantTally, other: VariantTally): boolean =>
	[one.letter, other.letter].includes(duel.letter) &&
	[one.letter, other.letter].includes(duel.against);

const isLevel = (duel: Duel | undefined): boolean =>
	duel !== undefined && duel.evidence.prompts > 0 && Math.abs(duel.evidence.difference) < NOISE;

/**
 * What to take, or that it cannot be told yet. It is conclusive where one variant beats every other at 5 %: paired t
 * on the prompts' shares, a refusal of an answered prompt counted as an image not taken. In a tie nobody leads.
 */
export function recommend(
	variants: readonly VariantTally[],
	duels: readonly Duel[],
	ranking: Ranking | null,
): Recommendation {
	const leaders = leadersOf(variants, duels);
	const [leader] = leaders;
	const none = { letter: null, conclusive: false, level: [] };
	if (!leader) {
		const text = 'No answer could be joined to an image, so no variant can be recommended.';
		return { text, ...none };
	}
	if (leader.share!.rate === 0) {
		return { text: 'No image was accepted, so no variant can be recommended.', ...none };
	}
	const rivals = variants.filter((one) => one.share !== null && one !== leader);
	if (rivals.length === 0) {
		return {
			text: `Only ${nameOf(leader)} was judged: ${rangeOf(leader.share!)} taken. There is no other variant to compare it with.`,
			...{ letter: leader.letter, conclusive: false, level: [] },
		};
	}
	const standing = standingOf(leader, rivals);
	if (leaders.length > 1) {
		const letters = leaders.map(({ letter }) => letter);
		return {
			text: `${listed(letters)} are level: there is no winner. ${standing}${shortlistOf(ranking, variants)}`,
			...{ letter: null, conclusive: false, level: letters },
		};
	}
	const against = rivals.map((rival) => ({
		rival,
		duel: duels.find((duel) => isBetween(duel, leader, rival))!,
	}));
	const unsettled = against.filter(
		({ duel }) => !beats(duel) || duel.evidence.difference > 0 !== (duel.letter === leader.letter),
	);
	const own = { letter: leader.letter, level: [] };
	if (unsettled.length === 0) {
		return { text: `Take ${nameOf(leader)}. ${standing}`, ...own, conclusive: true };
	}
	const doubts = unsettled.map(({ duel, rival }) => doubt(duel, leader, rival));
	return {
		text: `Too few answers to tell. ${nameOf(leader)} is in front, but ${doubts.join('; ')}. ${standing}${shortlistOf(ranking, variants)}`,
		...own,
		conclusive: false,
	};
}

function standingOf(leader: VariantTally, rivals: readonly VariantTally[]): string {
	const all = [leader, ...rivals];
	const word = leader.basis === 'acceptance' ? 'accepted' : 'preferred';
	const shares = all.map((one) => `${nameOf(one)} ${rangeOf(one.share!)}`);
	return `Share of images ${word}: ${shares.join(', ')}; 95% intervals in brackets.${costsOf(all)}`;
}

function costsOf(variants: readonly VariantTally[]): string {
	const costs = variants.flatMap(
		({ letter, costPerAcceptedUsd: cost, costPerAcceptedInterval: range }) => {
			if (cost === null || range === null) return [];
			const high = range.high === null ? 'no upper end' : usd(range.high);
			return [`${usd(cost)} with ${letter} (${usd(range.low)} to ${high})`];
		},
	);
	return costs.length < 2 ? '' : ` An accepted image costs ${costs.join(', ')}.`;
}

function shortlistOf(ranking: Ranking | null, variants: readonly VariantTally[]): string {
	if (ranking === null) return '';
	const out = variants
		.map(({ letter }) => letter)
		.filter((letter) => !ranking.shortlist.includes(letter));
	return out.length === 0
		? ''
		: ` Shortlist: ${listed(ranking.shortlist)}; ${listed(out)} ${out.length === 1 ? 'is' : 'are'} out.`;
}
