import type { INodeExecutionData } from 'n8n-workflow';
import { setKeepingBefore } from '../../shared/items/carriedFields';
import { decide } from '../answers/settle';
import type { Round } from '../round/types';
import { asJson, joinedComments, voicesOf } from './reviewJson';

/**
 * The inputs as they leave when the deadline comes after some answers: with what was said so far. At the
 * deadline n8n does not run the node, so this is prepared with each answer.
 */
export function withAnswersSoFar(
	items: readonly INodeExecutionData[],
	round: Round,
): INodeExecutionData[] {
	const results = decide(round);
	return items.map((item, itemIndex) => {
		const own = results.filter(({ image }) => round.images[image]?.item === itemIndex);
		if (own.length === 0) return item;
		const reviewers = voicesOf(own);
		const json = { ...item.json };
		const review = {
			status: 'noAnswer' as const,
			decision: null,
			comment: joinedComments(reviewers),
			pins: own.flatMap(({ pins }) => pins),
			reviewers,
			round: round.number,
			letter: own.map(({ image }) => round.images[image]?.letter).join(', '),
			decidedAt: null,
			roundId: round.id,
		};
		setKeepingBefore(json, 'review', asJson(review));
		return { ...item, json };
	});
}

/** The original inputs: undoes `withAnswersSoFar`. */
export function withoutAnswersSoFar(
	items: readonly INodeExecutionData[],
	{ id }: Pick<Round, 'id'>,
): INodeExecutionData[] {
	return items.map((item) => {
		const { review, ...json } = item.json;
		if (typeof review !== 'object' || review === null || !('roundId' in review)) return item;
		if (review.roundId !== id) return item;
		let name = 'reviewBefore';
		let into = 'review';
		for (let number = 2; name in json; number++) {
			json[into] = json[name];
			delete json[name];
			into = name;
			name = `reviewBefore${number}`;
		}
		return { ...item, json };
	});
}
