import { type Answer, arrived, LetterCounts, readAnswer } from './readAnswer';
import type { AnswerCounts, Decision, TallyImage } from './tallyTypes';

/** One reviewer's answer on the pictures of one prompt and repetition. */
export interface Ballot {
	promptIndex: number;
	repetition: number;
	/** By letter: accepted or not. Letters that the reviewer did not judge are not in it. */
	verdicts: Map<string, boolean>;
}

/**
 * Joins answers to the pictures that they are about. Nothing is dropped without being counted.
 * @param images all Images items, also of cells without a picture
 */
export function readBallots(
	images: readonly TallyImage[],
	decisions: readonly Decision[],
): { ballots: Ballot[]; counts: AnswerCounts } {
	const answers = new Map<string, Answer>();
	const notes = { unknown: new LetterCounts(), withoutPicture: new LetterCounts() };
	const leftOut = { replaced: 0, blank: 0, unmatched: 0, unreadable: 0 };
	decisions.forEach((decision, place) => {
		const answer = readAnswer(decision, place, images, notes);
		if (typeof answer === 'string') {
			leftOut[answer]++;
			return;
		}
		// Deleted first, so that the later answer also takes the later place.
		if (answers.delete(answer.key)) leftOut.replaced++;
		answers.set(answer.key, answer);
	});

	const used = [...answers.values()];
	const prompts = new Set(images.filter(arrived).map((image) => image.promptIndex));
	const answered = new Set(used.map((answer) => answer.promptIndex));
	return {
		ballots: ballotsOf(used, images),
		counts: {
			given: decisions.length,
			used: used.length,
			choseNone: used.filter((answer) => answer.choseNone).length,
			...leftOut,
			unknownLetters: notes.unknown.list(),
			lettersWithoutPicture: notes.withoutPicture.list(),
			forSeveralRepetitions: used.filter((answer) => answer.repetitions.length > 1).length,
			prompts: prompts.size,
			unansweredPrompts: [...prompts].filter((index) => !answered.has(index)).sort((a, b) => a - b),
			// One spelling of each name.
			reviewers: [...new Map(used.map(({ voter, reviewer }) => [voter, reviewer])).values()].filter(
				(name) => name !== '',
			),
		},
	};
}

const pictureKey = (of: Pick<TallyImage, 'promptIndex' | 'repetition' | 'letter'>): string =>
	`${of.promptIndex}/${of.repetition}/${of.letter}`;

/** All answers of one reviewer to one prompt and repetition as one; the later answer on a letter counts. */
function ballotsOf(answers: Answer[], images: readonly TallyImage[]): Ballot[] {
	const pictures = new Set(images.filter(arrived).map(pictureKey));
	const ballots = new Map<string, Ballot>();
	for (const { promptIndex, repetitions, voter, verdicts } of answers)
		for (const repetition of repetitions) {
			const key = JSON.stringify([voter, promptIndex, repetition]);
			const ballot = ballots.get(key) ?? { promptIndex, repetition, verdicts: new Map() };
			// An answer for several repetitions says nothing of those without a picture.
			verdicts.forEach((accepted, letter) => {
				if (pictures.has(pictureKey({ promptIndex, repetition, letter })))
					ballot.verdicts.set(letter, accepted);
			});
			ballots.set(key, ballot);
		}
	return [...ballots.values()];
}
