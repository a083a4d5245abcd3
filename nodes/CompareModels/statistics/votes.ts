import { arrived, imageKey, type ComparedImages, type CountedImage } from './comparedImages';
import { Unreadable } from './decisions';
import { LetterCounts, readAnswer, type Answer, type Unmatched } from './readAnswer';
import type { AnswerCounts, Decision } from './tallyTypes';

/** What one reviewer said of one image. */
export interface Vote {
	voter: string;
	reviewer: string;
	image: CountedImage;
	/** Taken: accepted, or preferred to the others. */
	taken: boolean;
	/** Whether this says that the image can, or cannot, be used: a single letter only says which is liked best. */
	isAcceptance: boolean;
}

/**
 * Joins answers to the images that they are about. Nothing is dropped without being counted. Yields after
 * each answer.
 */
export function* readVotes(
	compared: ComparedImages,
	decisions: readonly Decision[],
): Generator<void, { votes: Vote[]; counts: AnswerCounts }> {
	const answers = new Map<string, Answer>();
	const notes = { unknown: new LetterCounts(), withoutImage: new LetterCounts() };
	const leftOut = { replaced: 0, blank: 0, unmatched: 0, unreadable: 0 };
	const texts = new LetterCounts();
	const reasons = new LetterCounts();
	for (const [order, decision] of decisions.entries()) {
		yield;
		const read = readAnswer(decision, order, compared, notes);
		if (read === 'blank') leftOut.blank++;
		else if (read instanceof Unreadable) {
			leftOut.unreadable++;
			texts.add([read.text]);
		} else if ('unmatched' in read) {
			leftOut.unmatched++;
			reasons.add([WHY_UNMATCHED[read.unmatched]]);
		} else {
			// Deleted first, so that the later answer also takes the later place.
			if (answers.delete(read.key)) leftOut.replaced++;
			answers.set(read.key, read);
		}
	}

	const { images } = compared;
	const used = [...answers.values()];
	const shown = new Map(images.filter(arrived).map((image) => [image.place, image]));
	const answered = new Set(used.map(({ place }) => place));
	return {
		votes: yield* votesOf(used, images),
		counts: {
			given: decisions.length,
			used: used.length,
			choseNone: used.filter(({ kind }) => kind === 'none').length,
			...leftOut,
			unreadableTexts: listOf(texts, 'text'),
			unmatchedBecause: listOf(reasons, 'reason'),
			unknownLetters: notes.unknown.list(),
			lettersWithoutPicture: notes.withoutImage.list(),
			forSeveralRepetitions: used.filter(({ repetitions }) => repetitions.length > 1).length,
			prompts: shown.size,
			unansweredPrompts: [...shown.values()]
				.filter(({ place }) => !answered.has(place))
				.map(({ promptIndex }) => promptIndex)
				.sort((a, b) => a - b),
			// One spelling of each name.
			reviewers: [...new Map(used.map(({ voter, reviewer }) => [voter, reviewer])).values()].filter(
				(name) => name !== '',
			),
			comparisons: compared.comparisons.size,
			duplicateImages: compared.duplicates,
		},
	};
}

const WHY_UNMATCHED: Record<Unmatched, string> = {
	noComparisonId:
		'The images come from several comparisons, and the answer does not say from which: compare.id is missing',
	otherComparison: 'It belongs to a different comparison than the images',
	noSuchPrompt: 'No image has this prompt',
	promptNotTold: 'It does not say which prompt it is for, or several prompts have this text',
	noSuchRepetition: 'The prompt has no such repetition',
	noImageArrived: 'The image did not arrive',
};

const MOST_LISTED = 50;

function listOf<Name extends string>(counts: LetterCounts, name: Name) {
	return counts
		.list()
		.slice(0, MOST_LISTED)
		.map(
			({ letter, count }) =>
				({ [name]: letter, count }) as Record<Name, string> & { count: number },
		);
}

/** All answers of one reviewer to one image as one; the later answer counts. */
function* votesOf(
	answers: readonly Answer[],
	images: readonly CountedImage[],
): Generator<void, Vote[]> {
	const kinds = new Set(answers.map(({ kind }) => kind));
	const several = kinds.has('severalLetters');
	// Where anyone named several letters the ballot asked for all that can be used.
	const isAcceptance = {
		yesNo: true,
		severalLetters: true,
		oneLetter: several,
		none: several || kinds.has('yesNo'),
	};
	const byKey = new Map(images.filter(arrived).map((image) => [imageKey(image), image]));
	const votes = new Map<string, Vote>();
	for (const { place, repetitions, voter, reviewer, verdicts, kind } of answers) {
		yield;
		for (const repetition of repetitions)
			verdicts.forEach((taken, letter) => {
				// An answer for several repetitions says nothing of those without an image.
				const key = imageKey({ place, repetition, letter });
				const image = byKey.get(key);
				if (image === undefined) return;
				votes.set(JSON.stringify([voter, key]), {
					...{ voter, reviewer, image, taken },
					isAcceptance: isAcceptance[kind],
				});
			});
	}
	return [...votes.values()];
}
