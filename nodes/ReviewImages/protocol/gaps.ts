import type { AnswerBody, ImageDecision } from './answer';
import type { PageData } from './page';

/** What an answer still lacks, in the order of the page. */
export type Gap =
	| { kind: 'image'; image: number }
	| { kind: 'group'; group: number }
	| { kind: 'comment'; image: number }
	| { kind: 'name' };

type Asked = Pick<PageData, 'ballot' | 'comments' | 'nameRequired' | 'groups'>;

/** Whether a change says in words what should change: an edit needs words, a drawing alone has none. */
export function saysWhat({ comment, pins }: Pick<ImageDecision, 'comment' | 'pins'>): boolean {
	return comment.trim() !== '' || pins.length > 0;
}

/** The one rule of what must be answered: the page keeps Send back by it, the node checks by it. */
export function gapsOf(asked: Asked, answer: Omit<AnswerBody, 'round' | 'id'>): Gap[] {
	const gaps: Gap[] = [];
	asked.groups.forEach(({ images }, group) => {
		if (asked.ballot === 'pick') {
			if (!answer.picks.some((pick) => pick.group === group)) gaps.push({ kind: 'group', group });
			return;
		}
		for (const image of images) {
			const given = answer.decisions.find((decision) => decision.image === image);
			if (given === undefined) gaps.push({ kind: 'image', image });
			else if (asked.comments === 'required' && given.decision === 'change' && !saysWhat(given)) {
				gaps.push({ kind: 'comment', image });
			}
		}
	});
	if (asked.nameRequired && answer.reviewer.trim() === '') gaps.push({ kind: 'name' });
	return gaps;
}
