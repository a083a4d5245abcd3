import { agreementOf, type Agreement } from '../math/kappa';
import { VoteCounts } from './cases';
import type { CountedImage } from './comparedImages';
import { verdictsOf } from './verdict';
import type { Verdict, VerdictCell } from './verdictTypes';
import type { Vote } from './votes';

/** How the judge and the people agree on the images that both judged; null if there is none. */
export function judgeAgreement(
	images: readonly CountedImage[],
	votes: VoteCounts,
): Agreement | null {
	return agreementOf(
		images.flatMap((image) => {
			const given = votes.of(image);
			const judge = image.judge?.accepted;
			// As many for as against is not a verdict of the people.
			if (!given || typeof judge !== 'boolean' || given.taken === given.left) return [];
			return [{ place: image.place, judge, people: given.taken > given.left }];
		}),
	);
}

/** What a switch would change, with what people accepted or preferred. */
export function tallyVerdicts(
	images: readonly CountedImage[],
	votes: readonly Vote[],
	letters: readonly string[],
): Verdict[] {
	const acceptances = votes.filter(({ isAcceptance }) => isAcceptance);
	const isAcceptance = acceptances.length > 0;
	const counted = new VoteCounts(isAcceptance ? acceptances : votes);
	const variants = letters.flatMap((letter) => {
		const first = images.find((image) => image.letter === letter);
		return first ? [{ letter, label: first.label, model: first.model }] : [];
	});
	return verdictsOf(
		variants,
		images.map((image): VerdictCell => {
			const share = counted.usableShare(image);
			const { letter, status, costUsd, durationMs, similarity, perceptualDistance, judge } = image;
			return {
				promptIndex: image.place,
				...{ letter, status, costUsd, durationMs, similarity, perceptualDistance },
				textExact: judge?.textExact,
				score: judge?.score,
				...(share !== undefined && {
					[isAcceptance ? 'accepted' : 'preferred']: share,
					answers: counted.answers(image),
				}),
			};
		}),
	);
}
