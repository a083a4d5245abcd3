import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { decide } from '../answers/settle';
import type { Round } from '../round/types';

/** Who decided what, as one item for a mail or a log: `json.review` of the whole round. */
export function summaryItem(
	round: Round,
	decidedAt: string,
	itemCount: number,
): INodeExecutionData {
	const results = decide(round);
	const count = (outcome: string) => results.filter((one) => one.outcome === outcome).length;
	const counts = {
		approved: count('approved'),
		changesRequested: count('changesRequested'),
		rejected: count('rejected'),
	};
	const images = results.map(({ image, outcome, decision, voices, pins, drawings }) => {
		const { letter, item, field, place } = round.images[image]!;
		return {
			image: image + 1,
			letter,
			item: item + 1,
			field,
			prompt: place.prompt,
			status: outcome,
			decision,
			reviewers: voices,
			pins,
			drawing: drawings.length > 0,
		};
	});
	const review = {
		title: round.settings.title,
		round: round.number,
		openedAt: round.openedAt,
		decidedAt,
		reviewers: round.answers.map(({ reviewer, at }) => ({ name: reviewer, at })),
		counts,
		images,
		text: textOf(round, counts, images),
	};
	return {
		json: { review: review as unknown as IDataObject },
		pairedItem: Array.from({ length: itemCount }, (_, item) => ({ item })),
	};
}

const WORDS: Readonly<Record<string, string>> = {
	approved: 'approved',
	changesRequested: 'changes requested',
	rejected: 'rejected',
};

function textOf(
	{ settings, number, groups }: Round,
	counts: { approved: number; changesRequested: number; rejected: number },
	images: ReadonlyArray<{
		image: number;
		letter: string;
		status: string;
		reviewers: ReadonlyArray<{ name: string; comment: string }>;
	}>,
): string {
	const head = `${settings.title}, round ${number}: ${counts.approved} approved, ${counts.changesRequested} with changes requested, ${counts.rejected} rejected.`;
	const lines = images.map(({ image, letter, status, reviewers }) => {
		const name = groups.length > 1 ? `Image ${image} (${letter})` : `Image ${letter}`;
		const said = reviewers
			.filter(({ comment }) => comment !== '')
			.map(({ name: reviewer, comment }) => (reviewer ? `${reviewer}: ${comment}` : comment));
		return `${name}: ${WORDS[status] ?? status}${said.length > 0 ? `. ${said.join(' / ')}` : ''}`;
	});
	return [head, ...lines].join('\n');
}
