import type { AnswerBody } from '../protocol/answer';
import { gapsOf, type Gap } from '../protocol/gaps';
import { LIMITS } from '../protocol/limits';
import { askedOf } from '../round/asked';
import type { Round } from '../round/types';
import { RejectedAnswer } from './rejected';
import { sameSecret } from './sameSecret';
import { answerSchema } from './schema';

/**
 * Checks what was sent against the round that waits. Drawings are checked afterwards, when all else holds.
 * @param body parsed JSON, or the fields of the plain form as `fromForm` puts them.
 * @throws {RejectedAnswer}
 */
export function readAnswer(body: unknown, round: Round): AnswerBody {
	const parsed = answerSchema.safeParse(body);
	if (!parsed.success) throw new RejectedAnswer(422, 'The answer does not have the expected form.');
	const answer = parsed.data;
	if (!sameSecret(answer.round, round.id)) {
		throw new RejectedAnswer(409, round.settings.texts.outdated);
	}
	checkNames(answer, round);
	checkDecisions(answer, round);
	checkPicks(answer, round);
	const [gap] = gapsOf(askedOf(round), answer);
	if (gap !== undefined) throw new RejectedAnswer(422, gapText(gap, round));
	if (round.answers.length >= LIMITS.answers) {
		throw new RejectedAnswer(422, `This round takes up to ${LIMITS.answers} answers.`);
	}
	return answer;
}

const reject = (message: string): never => {
	throw new RejectedAnswer(422, message);
};

function checkNames({ reviewer }: AnswerBody, { settings }: Round): void {
	if (reviewer === '' || settings.reviewers.length === 0) return;
	if (!settings.reviewers.includes(reviewer)) reject('Choose your name from the list.');
}

function checkDecisions({ decisions }: AnswerBody, { settings, images }: Round): void {
	if (settings.ballot === 'pick' && decisions.length > 0) reject('Pick one image of each group.');
	const seen = new Set<number>();
	for (const { image, decision, comment, pins, drawing } of decisions) {
		if (images[image] === undefined || seen.has(image)) reject('Decide once on each image.');
		seen.add(image);
		if (!settings.decisions.includes(decision)) reject('This decision is not offered.');
		const isChange = decision === 'change';
		if (settings.comments === 'off' && (comment !== '' || pins.length > 0)) {
			reject('Comments are turned off.');
		}
		if (pins.length > 0 && !isChange) reject('Only requested changes can have pins.');
		if (drawing && (!isChange || !settings.drawing.includes(drawing.kind))) {
			reject('This drawing is not offered.');
		}
	}
}

function checkPicks({ picks }: AnswerBody, { settings, groups }: Round): void {
	if (settings.ballot === 'decide' && picks.length > 0) reject('Decide on each image.');
	const seen = new Set<number>();
	for (const { group, image, comment } of picks) {
		const of = groups[group];
		if (of === undefined || seen.has(group)) reject('Pick one image of each group.');
		seen.add(group);
		if (image !== null && !of?.images.includes(image)) reject('Pick an image of the group.');
		if (settings.comments === 'off' && comment !== '') reject('Comments are turned off.');
	}
}

function gapText(gap: Gap, { settings: { texts }, images }: Round): string {
	if (gap.kind === 'name') return texts.nameMissing;
	if (gap.kind === 'group') return texts.pickHint;
	const letter = images[gap.image]?.letter ?? '';
	const name = texts.image.replace('{letter}', letter);
	if (gap.kind === 'comment') return `${name}: ${texts.commentMissing}`;
	return texts.stillMissing.replace('{count}', name);
}
