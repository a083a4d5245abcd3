import { atOnce } from '../../shared/images/slices';
import { variantName } from '../comparison/names';
import { percentile, roundUsd, sum } from '../math/percentile';
import { promptShare } from '../math/promptShare';
import { around, wilson, type Rate } from '../math/wilson';
import { VoteCounts } from './cases';
import { arrived, comparedImages, type CountedImage } from './comparedImages';
import { deliveryOf } from './delivery';
import { foldByPrompt } from './fold';
import { duelsOf, pairsOf } from './pairs';
import { rankingOf } from './ranking';
import { recommend } from './recommend';
import { reviewerAgreement } from './reviewers';
import { judgeAgreement, tallyVerdicts } from './tallyJudge';
import type { CostInterval, Decision, TallyImage, TallyReport, VariantTally } from './tallyTypes';
import { readVotes, type Vote } from './votes';

const METHOD =
	'The unit is the prompt: the mean over reviewers within an image, then over repetitions. Pairs: paired t on the prompts’ shares (with Bonett and Price’s adjustment and an exact sign-flip test where answers are few). Shares: Wilson’s interval with the effective number of prompts. All lines against the first variant are corrected together (Holm). Claims hold for these reviewers.';

/**
 * Reviewers' answers joined to the images of a comparison: by variant the acceptance rate, the cost of an
 * accepted image and the waiting time; by pair who wins; and what to take, or that it cannot be told yet.
 * Costs count judged images, refusals count on answered prompts, so missing answers change neither of them.
 */
export const tally = (given: readonly TallyImage[], decisions: readonly Decision[]): TallyReport =>
	atOnce(tallySteps(given, decisions));

/** The same, interrupted wherever other work may go on. */
export function* tallySteps(
	given: readonly TallyImage[],
	decisions: readonly Decision[],
): Generator<void, TallyReport> {
	const compared = comparedImages(given);
	yield;
	const { images } = compared;
	const { votes, counts } = yield* readVotes(compared, decisions);
	const letters = [...new Set(images.map(({ letter }) => letter))].sort(
		(a, b) => a.length - b.length || (a < b ? -1 : 1),
	);
	const all = new VoteCounts(votes);
	yield;
	const variants: VariantTally[] = [];
	for (const letter of letters) {
		const own = images.filter((image) => image.letter === letter);
		variants.push(variantTally(letter, own, votes, all));
		yield;
	}
	const duels = duelsOf(letters, images, all);
	yield;
	const pairs = pairsOf(duels, images, all);
	yield;
	const ranking = rankingOf(letters, images, all, duels, pairs);
	yield;
	const verdicts = tallyVerdicts(images, votes, letters);
	yield;
	const agreement = judgeAgreement(images, all);
	yield;
	const byReviewer = yield* reviewerAgreement(votes);
	return {
		recommendation: recommend(variants, duels, ranking),
		variants,
		pairs,
		answers: counts,
		verdicts,
		agreement,
		reviewerAgreement: byReviewer,
		ranking,
		method: METHOD,
	};
}

function variantTally(
	letter: string,
	images: readonly CountedImage[],
	votes: readonly Vote[],
	all: VoteCounts,
): VariantTally {
	const acceptances = votes.filter(({ isAcceptance }) => isAcceptance);
	const basis = acceptances.length > 0 ? 'acceptance' : 'preference';
	const { judged, accepted, rejected } = verdictsOf(images, all);
	const taken = takenOf(images, basis === 'acceptance' ? new VoteCounts(acceptances) : all);
	const times = images.flatMap(({ status, durationMs }) =>
		status === 'ok' && durationMs !== null ? [durationMs] : [],
	);
	const folded = foldOf(images, (image) => all.usableShare(image));
	return {
		letter,
		label: images[0] ? variantName(images[0]) : letter,
		model: images[0]?.model ?? '',
		basis,
		...{ judged, accepted, rejected, split: judged - accepted - rejected },
		acceptance: taken.acceptance,
		refused: taken.refused,
		usable: taken.usable,
		share: promptShare(folded),
		prompts: folded.length,
		paidUsd: taken.paidUsd,
		costPerAcceptedUsd:
			basis === 'preference' || taken.paidUsd === null || taken.accepted === 0
				? null
				: roundUsd(taken.paidUsd / taken.accepted),
		costPerAcceptedInterval: basis === 'preference' ? null : costIntervalOf(taken),
		unpricedImages: taken.unpricedImages,
		medianLatencyMs: percentile(times, 0.5),
		delivery: deliveryOf(
			images.map(({ status, attempts = 1, costUsd }) => ({ status, attempts, costUsd })),
		),
	};
}

/** One value per prompt. */
const foldOf = (
	images: readonly CountedImage[],
	valueOf: (image: CountedImage) => number | undefined,
): number[] =>
	[
		...foldByPrompt(
			images.map((image) => ({ image, promptIndex: image.place })),
			({ image }) => valueOf(image),
			() => 1,
		).values(),
	].map(({ mean }) => mean);

/** Several reviewers of one image make one verdict, by majority. */
function verdictsOf(images: readonly CountedImage[], counts: VoteCounts) {
	const verdicts = images.flatMap((image) => {
		const own = counts.of(image);
		return own ? [Math.sign(own.taken - own.left)] : [];
	});
	return {
		judged: verdicts.length,
		accepted: verdicts.filter((verdict) => verdict > 0).length,
		rejected: verdicts.filter((verdict) => verdict < 0).length,
	};
}

interface Taken {
	judged: number;
	accepted: number;
	acceptance: Rate | null;
	refused: number;
	usable: Rate | null;
	paidUsd: number | null;
	unpricedImages: number;
}

/** What was taken of the images that were judged, and what that cost. */
function takenOf(images: readonly CountedImage[], counts: VoteCounts): Taken {
	const { judged, accepted } = verdictsOf(images, counts);
	const shown = images.filter((image) => arrived(image) && counts.of(image));
	const refused = images.filter((image) => image.status === 'refused' && counts.isAnswered(image));
	const unpricedImages = shown.filter(({ costUsd }) => costUsd === null).length;
	const rate = wilson(accepted, judged);
	const usable = wilson(accepted, judged + refused.length);
	const share = promptShare(foldOf(shown, (image) => counts.usableShare(image)));
	const usableShare = promptShare(foldOf(images, (image) => counts.usableShare(image)));
	return {
		judged,
		accepted,
		acceptance: rate && share && around(rate.rate, share),
		refused: refused.length,
		usable: usable && usableShare && around(usable.rate, usableShare),
		paidUsd:
			unpricedImages > 0 || shown.length === 0
				? null
				: roundUsd(sum([...shown, ...refused].map(({ costUsd }) => costUsd ?? 0))),
		unpricedImages,
	};
}

/** The mean cost by the ends of the share's interval. */
function costIntervalOf({ paidUsd, judged, accepted, acceptance }: Taken): CostInterval | null {
	if (paidUsd === null || acceptance === null || acceptance.high === 0) return null;
	const cost = paidUsd / judged;
	return {
		low: roundUsd(cost / acceptance.high),
		high: accepted === 0 || acceptance.low === 0 ? null : roundUsd(cost / acceptance.low),
	};
}
