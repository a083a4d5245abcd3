import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { setKeepingBefore } from '../../shared/items/carriedFields';
import { decide } from '../answers/settle';
import type { Round, RoundImage } from '../round/types';
import { asJson, joinedComments, voicesOf } from './reviewJson';

/** The outputs of `vote`: Images with what was said of them, and Answers for Compare Models' Tally. */
export function voteItems(
	items: readonly INodeExecutionData[],
	round: Round,
	decidedAt: string,
): INodeExecutionData[][] {
	const results = decide(round);
	const images = items.map((item, itemIndex) => {
		const own = results.filter(({ image }) => round.images[image]?.item === itemIndex);
		const json = { ...item.json };
		const reviewers = voicesOf(own);
		if (own.length > 0) {
			const review = {
				status: 'voted' as const,
				decision: own[0]!.decision,
				comment: joinedComments(reviewers),
				pins: [],
				reviewers,
				round: round.number,
				letter: own.map(({ image }) => round.images[image]?.letter).join(', '),
				decidedAt,
			};
			setKeepingBefore(json, 'review', asJson(review));
		}
		return { ...item, json, pairedItem: { item: itemIndex } };
	});
	return [images, voteAnswers(round)];
}

/** One item for each answer that can be counted: of an image, or of a group where one is picked. */
export function voteAnswers({ answers, images, groups }: Round): INodeExecutionData[] {
	return answers.flatMap(({ reviewer, decisions, picks }) => [
		...decisions.flatMap(({ image, decision, comment }) => {
			const shown = images[image];
			if (shown === undefined) return [];
			return answerItem(
				{
					reviewer,
					...placeOf(shown),
					variant: shown.place.variant,
					letter: shown.letter,
					accepted: decision === 'approve',
					...(comment !== '' && { comment }),
				},
				shown.item,
			);
		}),
		...picks.flatMap(({ group, image, comment }) => {
			const asked = images[groups[group]?.images[0] ?? -1];
			if (asked === undefined) return [];
			const shown = image === null ? undefined : images[image];
			return answerItem(
				{
					reviewer,
					...placeOf(asked),
					...(shown && { variant: shown.place.variant }),
					letter: shown?.letter ?? 'none',
					...(comment !== '' && { comment }),
				},
				(shown ?? asked).item,
			);
		}),
	]);
}

const placeOf = ({ place: { prompt, promptIndex, repetition, comparison } }: RoundImage) => ({
	prompt,
	promptIndex,
	repetition,
	...(comparison !== undefined && { compareId: comparison }),
});

const answerItem = (json: IDataObject, item: number): INodeExecutionData => ({
	json,
	pairedItem: { item },
});
