import type { PageData } from '../protocol/page';
import { askedOf } from '../round/asked';
import type { Round } from '../round/types';
import type { Addresses } from './addresses';

/** What the page gets to know of a round: no file name, model, cost or place in a comparison. */
export function pageData(round: Round, { data, status }: Addresses): PageData {
	const { settings, images, answers } = round;
	return {
		...askedOf(round),
		round: round.id,
		number: round.number,
		title: settings.title,
		message: settings.message,
		decisions: settings.decisions,
		isVote: settings.operation === 'vote',
		drawing: settings.drawing,
		reviewers: settings.reviewers,
		answersNeeded: settings.answersNeeded,
		answerIds: answers.map(({ id }) => id),
		answersGiven: answers.length,
		deadline: round.deadline,
		allowDownload: settings.allowDownload,
		hasFull: !settings.blind,
		hasLogo: round.logo !== undefined,
		images: images.map(({ letter, width, height, before, requested }, index) => ({
			index,
			letter,
			width,
			height,
			hasBefore: before !== undefined,
			requested,
		})),
		texts: settings.texts,
		address: data,
		statusAddress: status,
	};
}
