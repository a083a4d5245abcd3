import { holm } from '../math/holm';
import { rangeInWords } from '../math/kappa';
import { alphaInterval, krippendorffAlpha, type AnsweredUnit } from '../math/krippendorff';
import { excludesZero, pairedEvidence, type Interval } from '../math/paired';
import { mean } from '../math/percentile';
import { percent, plural } from '../../shared/words';
import { imageKey } from './comparedImages';
import { foldByPrompt } from './fold';
import { FEWEST_PROMPTS, PAGE_LEVEL } from './margins';
import type { ReviewerAgreement, ReviewerTally } from './tallyTypes';
import type { Vote } from './votes';

/** Fewer images with two reviewers say little about agreement. */
const FEWEST_IMAGES = 10;
const FEWEST_REVIEWERS = 3;

/**
 * How often reviewers of the same images agree, and who stands apart; interrupted wherever other work may go on.
 * Null with fewer than two reviewers.
 */
export function* reviewerAgreement(
	votes: readonly Vote[],
): Generator<void, ReviewerAgreement | null> {
	const byImage = new Map<string, Vote[]>();
	for (const vote of votes) {
		const key = imageKey(vote.image);
		byImage.set(key, [...(byImage.get(key) ?? []), vote]);
	}
	if (new Set(votes.map(({ voter }) => voter)).size < 2) return null;
	const shared = [...byImage.values()].filter((own) => own.length > 1);
	const prompts = answeredByPrompt(shared);
	const alpha = shared.length < FEWEST_IMAGES ? null : krippendorffAlpha(prompts.flat());
	const interval = alpha === null ? null : alphaInterval(prompts);
	yield;
	const reviewers = yield* reviewersOf(shared);
	return {
		images: shared.length,
		alpha,
		alphaInterval: interval,
		reviewers,
		text: textOf(shared.length, alpha, interval, reviewers),
	};
}

/** How the images of each prompt were answered. */
function answeredByPrompt(shared: readonly Vote[][]): AnsweredUnit[][] {
	const prompts = new Map<number, AnsweredUnit[]>();
	for (const own of shared) {
		const { place } = own[0]!.image;
		const yes = own.filter(({ taken }) => taken).length;
		prompts.set(place, [...(prompts.get(place) ?? []), { yes, no: own.length - yes }]);
	}
	return [...prompts.values()];
}

/** Agreement of one reviewer with the others on one image, and that of the others among themselves. */
interface Side {
	promptIndex: number;
	own: number;
	others: number | null;
}

function* reviewersOf(shared: readonly Vote[][]): Generator<void, ReviewerTally[]> {
	const names = new Map(shared.flat().map(({ voter, reviewer }) => [voter, reviewer]));
	const tallies: Array<{ reviewer: string; sides: Side[]; claim: ReturnType<typeof claimOf> }> = [];
	for (const [voter, reviewer] of names) {
		if (reviewer === '') continue;
		const sides = shared.flatMap((votes): Side[] => {
			const own = votes.find((vote) => vote.voter === voter);
			return own ? [sideOf(own, votes)] : [];
		});
		yield;
		tallies.push({ reviewer, sides, claim: claimOf(sides) });
		yield;
	}
	const claims = tallies.map(({ claim }) => claim);
	const decided = holm(claims, 2 * PAGE_LEVEL);
	const several = names.size >= FEWEST_REVIEWERS;
	return tallies.map(({ reviewer, sides }, index) => ({
		reviewer,
		images: sides.length,
		agreement: mean(sides.map(({ own }) => own)) ?? 0,
		standsApart: several && decided[index]!.settled,
	}));
}

function sideOf(own: Vote, votes: readonly Vote[]): Side {
	const others = votes.filter(({ voter }) => voter !== own.voter);
	const yes = others.filter(({ taken }) => taken).length;
	const no = others.length - yes;
	const pairs = (others.length * (others.length - 1)) / 2;
	return {
		promptIndex: own.image.place,
		own: (own.taken ? yes : no) / others.length,
		others: pairs === 0 ? null : (yes * (yes - 1) + no * (no - 1)) / 2 / pairs,
	};
}

/** Whether a reviewer agrees less with the others than they do among themselves: one-sided. */
function claimOf(sides: readonly Side[]) {
	const compared = sides.flatMap(({ promptIndex, own, others }) =>
		others === null ? [] : [{ promptIndex, less: own - others }],
	);
	const byPrompt = foldByPrompt(
		compared,
		({ less }) => less,
		() => 1,
	);
	const differences =
		byPrompt.size >= FEWEST_PROMPTS
			? [...byPrompt.values()].map((one) => one.mean)
			: compared.map(({ less }) => less);
	const votesPerPrompt = 2 * FEWEST_REVIEWERS;
	const evidence = pairedEvidence(differences, { kind: 'share', answers: votesPerPrompt });
	const enough = compared.length >= FEWEST_IMAGES;
	return {
		chance: enough && evidence.difference < 0 ? evidence.chance : 1,
		settledAt: (alpha: number) => {
			const interval = evidence.interval(alpha);
			return enough && interval !== null && excludesZero(interval) && interval.high < 0;
		},
	};
}

function textOf(
	images: number,
	alpha: number | null,
	interval: Interval | null,
	reviewers: readonly ReviewerTally[],
): string {
	if (images < FEWEST_IMAGES) {
		return `${plural(images, 'image')} with two reviewers: at least ${FEWEST_IMAGES} are needed to say how they agree.`;
	}
	if (alpha === null) {
		return `All reviewers give all ${images} images the same answer, so agreement beyond chance is unknown.`;
	}
	const apart = reviewers
		.filter(({ standsApart }) => standsApart)
		.map(
			({ reviewer, agreement }) =>
				` ${reviewer} agrees with the others on ${percent(agreement)} of the images, less than they agree with one another.`,
		);
	return `On ${plural(images, 'image')} with several reviewers they ${strengthOf(alpha)} (Krippendorff’s alpha ${alpha.toFixed(2)}${rangeInWords(interval)}; 1 is full agreement, 0 what chance brings).${apart.join('')}`;
}

function strengthOf(alpha: number): string {
	if (alpha >= 0.8) return 'agree well';
	if (alpha >= 0.667) return 'agree fairly well';
	return alpha > 0.2 ? 'agree only in part' : 'agree hardly more than chance';
}
