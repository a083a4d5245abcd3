import { percent, plural, usd } from '../../shared/words';
import type { PairTally, Recommendation, VariantTally } from './tallyTypes';

/** Below this a split is more than chance. */
const significance = 0.05;
/** Fewer cases with a preference cannot pass the sign test, even if all go one way: 2 × 0.5⁵ > 0.05. */
const fewestPreferences = 6;

const nameOf = ({ letter, label }: VariantTally): string => `${letter} (${label})`;

const rateOf = ({ accepted, judged, refused, usable }: VariantTally): string =>
	`${accepted} of ${judged + refused} (${usable ? `${percent(usable.low)} to ${percent(usable.high)}` : 'unknown'})`;

/** The pair as seen from the leader. */
interface Duel {
	rival: VariantTally;
	wins: number;
	losses: number;
	chance: number;
}

function duels(leader: VariantTally, rivals: VariantTally[], pairs: PairTally[]): Duel[] {
	return rivals.map((rival) => {
		const pair = pairs.find(
			({ letter, against }) =>
				(letter === leader.letter && against === rival.letter) ||
				(letter === rival.letter && against === leader.letter),
		);
		const { wins = 0, losses = 0, chance = 1 } = pair ?? {};
		return pair?.letter === leader.letter
			? { rival, wins, losses, chance }
			: { rival, wins: losses, losses: wins, chance };
	});
}

function costSentence(leader: VariantTally, rivals: VariantTally[]): string {
	const own = leader.costPerAcceptedUsd;
	const costs = rivals.flatMap(({ letter, costPerAcceptedUsd: cost }) =>
		cost === null ? [] : [`${letter} ${usd(cost)}`],
	);
	if (own === null || costs.length === 0) return '';
	return ` An accepted image costs ${usd(own)} with ${leader.letter}; with ${costs.join(', ')}.`;
}

/** Why a duel is not settled. */
const doubt = ({ rival, wins, losses }: Duel, leader: VariantTally): string => {
	const preferences = wins + losses;
	if (preferences === 0)
		return `no answer prefers ${leader.letter} or ${rival.letter} to the other`;
	const counts = `${leader.letter} was preferred to ${rival.letter} on ${wins} of ${plural(preferences, 'prompt')} with a preference`;
	return preferences < fewestPreferences
		? `${counts}, and fewer than ${fewestPreferences} can never settle it`
		: `${counts}, which chance alone may bring`;
};

/**
 * Who is in front by usable pictures a request, and whether the counts can carry that. It is conclusive when
 * a sign test over the prompts with a preference is below 5 % against every other variant.
 */
export function recommend(variants: readonly VariantTally[], pairs: PairTally[]): Recommendation {
	const ranked = [...variants]
		.filter(({ usable }) => usable !== null)
		.sort(
			(a, b) =>
				(b.usable?.rate ?? 0) - (a.usable?.rate ?? 0) ||
				(a.costPerAcceptedUsd ?? Infinity) - (b.costPerAcceptedUsd ?? Infinity),
		);
	const [leader, ...rivals] = ranked;
	if (!leader || leader.accepted === 0)
		return {
			text: leader
				? 'No image was accepted, so no variant can be recommended.'
				: 'No answer could be joined to an image, so no variant can be recommended.',
			letter: null,
			conclusive: false,
		};
	if (rivals.length === 0)
		return {
			text: `Only ${nameOf(leader)} was judged: ${rateOf(leader)} accepted. Nothing to hold it against.`,
			letter: leader.letter,
			conclusive: false,
		};
	const against = duels(leader, rivals, pairs);
	const unsettled = against.filter(
		({ wins, losses, chance }) => chance >= significance || wins < losses,
	);
	const standing = `${rateOf(leader)} of the images asked for were accepted with ${nameOf(leader)}, ${rivals
		.map((rival) => `${rateOf(rival)} with ${nameOf(rival)}`)
		.join(', ')}; in brackets the range that the true share is likely in.`;
	if (unsettled.length === 0)
		return {
			text: `Take ${nameOf(leader)}. ${standing}${costSentence(leader, rivals)}`,
			letter: leader.letter,
			conclusive: true,
		};
	return {
		text: `Too few answers to tell. ${nameOf(leader)} is in front, but ${unsettled
			.map((duel) => doubt(duel, leader))
			.join(
				'; ',
			)}. ${standing}${costSentence(leader, rivals)} More prompts would help, more reviewers of the same prompts hardly.`,
		letter: leader.letter,
		conclusive: false,
	};
}
