import { arrived, plainText, type ComparedImages, type CountedImage } from './comparedImages';
import { readAccepted, readIndex, readLetters, Unreadable } from './decisions';
import type { Decision } from './tallyTypes';

/** How an answer was asked for: yes or no to an image, one letter, every letter that can be used, or "none". */
export type BallotKind = 'yesNo' | 'oneLetter' | 'severalLetters' | 'none';

/** A decision that could be joined to images. */
export interface Answer {
	place: number;
	repetitions: number[];
	/** The same for the same reviewer; one of its own for an answer without a name. */
	voter: string;
	/** As written, empty without a name. */
	reviewer: string;
	/** What a later answer must share to replace this one. */
	key: string;
	kind: BallotKind;
	verdicts: Map<string, boolean>;
}

/** Why an answer could not be joined to an image. */
export type Unmatched =
	| 'noComparisonId'
	| 'otherComparison'
	| 'noSuchPrompt'
	| 'promptNotTold'
	| 'noSuchRepetition'
	| 'noImageArrived';

/** How often a letter was written that could not be counted. */
export class LetterCounts extends Map<string, number> {
	add(letters: string[]): void {
		for (const letter of letters) this.set(letter, (this.get(letter) ?? 0) + 1);
	}

	list(): { letter: string; count: number }[] {
		return [...this].map(([letter, count]) => ({ letter, count }));
	}
}

interface LetterNotes {
	unknown: LetterCounts;
	withoutImage: LetterCounts;
}

export type AnswerRead = Answer | 'blank' | { unmatched: Unmatched } | Unreadable;

/** @param order of the decision among all: keeps answers without a name apart */
export function readAnswer(
	decision: Decision,
	order: number,
	compared: ComparedImages,
	notes: LetterNotes,
): AnswerRead {
	const accepted = readAccepted(decision);
	const written = lettersOf(decision, compared);
	const nothing = !(written.letters instanceof Unreadable) && written.letters.length === 0;
	if (accepted === undefined && nothing) return 'blank';

	const asked = imagesAsked(decision, compared);
	if (!Array.isArray(asked)) return asked;
	const images = new Set(asked.filter(arrived).map(({ letter }) => letter));
	if (accepted instanceof Unreadable) return accepted;
	const letters = written.isTrue ? written.letters : trueLetters(written.letters, asked);
	if (letters instanceof Unreadable) return letters;

	const meant = letters === 'none' ? [] : letters === 'all' ? [...images] : letters;
	const known = compared.letters;
	notes.unknown.add(meant.filter((letter) => !known.has(letter)));
	notes.withoutImage.add(meant.filter((letter) => known.has(letter) && !images.has(letter)));
	if (images.size === 0) return { unmatched: 'noImageArrived' };

	// A yes or no needs no letter where there is one image only.
	const named = letters.length === 0 && images.size === 1 ? [...images] : meant;
	const chosen = named.filter((letter) => images.has(letter));
	const isMissing = (letter: string) => known.has(letter) && !images.has(letter);
	if (named.length > 0 && named.every(isMissing)) return { unmatched: 'noImageArrived' };
	const isChoice = accepted === undefined;
	const judged = isChoice ? [...images] : chosen;
	if (judged.length === 0 || (isChoice && chosen.length === 0 && letters !== 'none')) {
		return new Unreadable(textOf(decision));
	}
	const reviewer = plainText(String(decision.reviewer ?? ''));
	const voter = reviewer === '' ? `#${order}` : `@${reviewer.toLowerCase()}`;
	// A letter is asked per prompt, yes or no per image.
	const question = isChoice ? 'choice' : [...judged].sort().join();
	const place = asked[0]!.place;
	return {
		place,
		repetitions: [...new Set(asked.map((image) => image.repetition))],
		voter,
		reviewer,
		key: JSON.stringify([voter, place, readIndex(decision.repetition) ?? null, question]),
		kind: kindOf(isChoice, letters),
		verdicts: new Map(judged.map((letter) => [letter, accepted ?? chosen.includes(letter)])),
	};
}

function kindOf(isChoice: boolean, letters: 'none' | 'all' | string[]): BallotKind {
	if (!isChoice) return 'yesNo';
	if (letters === 'none') return 'none';
	return letters === 'all' || letters.length > 1 ? 'severalLetters' : 'oneLetter';
}

/** An answer that names the variant itself needs no key; another names the letter that was shown. */
function lettersOf(decision: Decision, { letters: known }: ComparedImages) {
	const letters = readLetters(decision);
	const variant = readLetters({ letter: decision.variant });
	const isTrue =
		letters !== 'none' &&
		Array.isArray(variant) &&
		variant.length > 0 &&
		variant.every((one) => known.has(one));
	return isTrue ? { letters: variant, isTrue } : { letters, isTrue: false };
}

/** The variants behind the letters that a blind comparison showed for this prompt. */
function trueLetters<Letters extends 'none' | 'all' | string[] | Unreadable>(
	letters: Letters,
	asked: readonly CountedImage[],
): Letters | string[] {
	if (!Array.isArray(letters)) return letters;
	const shown = new Map(asked.map(({ shownAs, letter }) => [shownAs ?? letter, letter]));
	return letters.map((letter: string) => shown.get(letter) ?? letter);
}

function imagesAsked(
	decision: Decision,
	compared: ComparedImages,
): CountedImage[] | { unmatched: Unmatched } {
	const id = String(decision.compareId ?? '').trim();
	if (id === '' && compared.comparisons.size > 1) return { unmatched: 'noComparisonId' };
	// Images of 0.1.0 do not say which comparison they are of.
	const isOwn = ({ compareId }: CountedImage) =>
		id === '' || compareId === undefined || compareId === id;
	if (id !== '' && !compared.images.some(isOwn)) return { unmatched: 'otherComparison' };
	const fitting = ofPrompt(decision, compared).filter(isOwn);
	const [first] = fitting;
	if (first === undefined) return { unmatched: 'noSuchPrompt' };
	// The same text twice is two prompts: which one was meant cannot be known.
	if (fitting.some(({ place }) => place !== first.place)) return { unmatched: 'promptNotTold' };
	const repetition = readIndex(decision.repetition);
	if (repetition === undefined) return fitting;
	const asked = fitting.filter((image) => image.repetition === repetition);
	return asked.length > 0 ? asked : { unmatched: 'noSuchRepetition' };
}

function ofPrompt(decision: Decision, { images, byIndex, byText }: ComparedImages): CountedImage[] {
	const index = readIndex(decision.promptIndex);
	if (index === null) return [];
	if (index !== undefined) return byIndex.get(index) ?? [];
	const text = plainText(String(decision.prompt ?? ''));
	return text === '' ? images : (byText.get(text) ?? []);
}

function textOf({ letter, letters, accepted }: Decision): string {
	return [...(letters ?? []), letter, accepted]
		.filter((part) => part !== undefined && part !== null && part !== '')
		.map(String)
		.join(', ');
}
