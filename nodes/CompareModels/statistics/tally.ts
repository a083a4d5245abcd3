import { variantName } from '../comparison/names';
import { type Case, casesOf } from './cases';
import { pairsOf } from './pairs';
import { percentile, sum } from '../math/percentile';
import { recommend } from './recommend';
import { roundUsd } from './summarize';
import { judgeAgreement, tallyVerdicts } from './tallyJudge';
import type { Decision, TallyImage, TallyReport, VariantTally } from './tallyTypes';
import { readBallots } from './votes';
import { wilson } from '../math/wilson';

const method =
	'95% Wilson intervals; exact two-sided sign test between variants. Several reviewers of one image make one verdict, by majority.';

function variantTally(
	letter: string,
	images: TallyImage[],
	cases: Case[],
	answered: Set<string>,
): VariantTally {
	const judged = new Map(
		cases.flatMap((one) => {
			const votes = one.votes.get(letter);
			return votes ? [[placeOf(one), Math.sign(votes.accepted - votes.rejected)] as const] : [];
		}),
	);
	const verdicts = [...judged.values()];
	const accepted = verdicts.filter((verdict) => verdict > 0).length;
	const rejected = verdicts.filter((verdict) => verdict < 0).length;
	const asked = images.filter((image) =>
		(image.status === 'ok' ? judged : answered).has(placeOf(image)),
	);
	const refused = asked.filter(({ status }) => status === 'refused').length;
	const pictures = asked.filter(({ status }) => status === 'ok');
	const unpricedImages = pictures.filter(({ costUsd }) => costUsd === null).length;
	const paidUsd =
		unpricedImages > 0 || pictures.length === 0
			? null
			: roundUsd(sum(asked.map(({ costUsd }) => costUsd ?? 0)));
	const times = images.flatMap(({ status, durationMs }) =>
		status === 'ok' && durationMs !== null ? [durationMs] : [],
	);
	return {
		letter,
		label: images[0] ? variantName(images[0]) : letter,
		model: images[0]?.model ?? '',
		judged: verdicts.length,
		accepted,
		rejected,
		split: verdicts.length - accepted - rejected,
		acceptance: wilson(accepted, verdicts.length),
		refused,
		usable: wilson(accepted, verdicts.length + refused),
		paidUsd,
		costPerAcceptedUsd: paidUsd === null || accepted === 0 ? null : roundUsd(paidUsd / accepted),
		unpricedImages,
		medianLatencyMs: percentile(times, 0.5),
	};
}

const placeOf = ({ promptIndex, repetition }: { promptIndex: number; repetition: number }) =>
	`${promptIndex}/${repetition}`;

/**
 * Reviewers' answers joined to the images of a comparison: by variant the acceptance rate, the cost of an
 * accepted image and the waiting time; by pair who wins; and what to take, or that it cannot be told yet.
 * Costs count of judged images, refusals on answered prompts, so that missing answers make nothing look dearer.
 */
export function tally(images: readonly TallyImage[], decisions: readonly Decision[]): TallyReport {
	const { ballots, counts } = readBallots(images, decisions);
	const cases = casesOf(ballots);
	const answered = new Set(cases.map(placeOf));
	const letters = [...new Set(images.map(({ letter }) => letter))].sort(
		(a, b) => a.length - b.length || (a < b ? -1 : 1),
	);
	const variants = letters.map((letter) =>
		variantTally(
			letter,
			images.filter((image) => image.letter === letter),
			cases,
			answered,
		),
	);
	const pairs = pairsOf(letters, cases);
	return {
		variants,
		pairs,
		answers: counts,
		recommendation: recommend(variants, pairs),
		verdicts: tallyVerdicts(images, cases, letters),
		agreement: judgeAgreement(images, cases),
		method,
	};
}
