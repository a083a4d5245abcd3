import { verdictsOf } from './verdict';
import type { Verdict } from './verdictTypes';
import { shareOf, type Case, type Votes } from './cases';
import { agreementOf, type Agreement } from '../math/kappa';
import type { TallyImage } from './tallyTypes';

/** How the judge and the people agree on the pictures that both judged; null where there is none. */
export function judgeAgreement(
	images: readonly TallyImage[],
	cases: readonly Case[],
): Agreement | null {
	const votes = votesOf(cases);
	return agreementOf(
		images.flatMap((image) => {
			const given = votes(image);
			const judge = image.judge?.accepted;
			// As many for as against is no verdict of the people.
			if (!given || typeof judge !== 'boolean' || given.accepted === given.rejected) return [];
			return [{ judge, people: given.accepted > given.rejected }];
		}),
	);
}

/** What a switch would change, with what people accepted. */
export function tallyVerdicts(
	images: readonly TallyImage[],
	cases: readonly Case[],
	letters: readonly string[],
): Verdict[] {
	const votes = votesOf(cases);
	const variants = letters.flatMap((letter) => {
		const first = images.find((image) => image.letter === letter);
		return first ? [{ letter, label: first.label, model: first.model }] : [];
	});
	return verdictsOf(
		variants,
		images.map(({ judge, ...image }) => {
			const given = votes(image);
			return {
				...image,
				textErrorRate: judge?.errorRate,
				score: judge?.score,
				...(given && { accepted: shareOf(given) }),
			};
		}),
	);
}

type Place = Pick<TallyImage, 'promptIndex' | 'repetition' | 'letter'>;

function votesOf(cases: readonly Case[]): (image: Place) => Votes | undefined {
	const byPlace = new Map(
		cases.map(({ promptIndex, repetition, votes }) => [`${promptIndex}/${repetition}`, votes]),
	);
	return ({ promptIndex, repetition, letter }) =>
		byPlace.get(`${promptIndex}/${repetition}`)?.get(letter);
}
