import { readAccepted, readIndex, readLetters } from './decisions';
import type { Decision, TallyImage } from './tallyTypes';

/** A decision that could be joined to pictures. */
export interface Answer {
	promptIndex: number;
	repetitions: number[];
	/** The same for the same reviewer; one of its own for an answer without a name. */
	voter: string;
	/** As written, empty without a name. */
	reviewer: string;
	/** What a later answer must share to replace this one. */
	key: string;
	verdicts: Map<string, boolean>;
	choseNone: boolean;
}

export const arrived = ({ status }: TallyImage): boolean => status === 'ok';
const normal = (text: string): string => text.replace(/\s+/g, ' ').trim();

function promptOf(decision: Decision, images: readonly TallyImage[]): number | null {
	const index = readIndex(decision.promptIndex);
	if (index !== undefined)
		return images.some((image) => image.promptIndex === index) ? index : null;
	const text = decision.prompt && normal(decision.prompt);
	const found = new Set(
		images
			.filter((image) => !text || (image.prompt !== undefined && normal(image.prompt) === text))
			.map((image) => image.promptIndex),
	);
	// The same text twice is two prompts: which one was meant cannot be known.
	const [only] = found;
	return found.size === 1 && only !== undefined ? only : null;
}

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
	withoutPicture: LetterCounts;
}

/** @param place of the decision among all: tells answers without a name apart */
export function readAnswer(
	decision: Decision,
	place: number,
	images: readonly TallyImage[],
	notes: LetterNotes,
): Answer | 'blank' | 'unmatched' | 'unreadable' {
	const accepted = readAccepted(decision);
	const letters = readLetters(decision);
	if (accepted === undefined && letters.length === 0) return 'blank';

	const promptIndex = promptOf(decision, images);
	const repetition = readIndex(decision.repetition);
	const asked = images.filter(
		(image) =>
			image.promptIndex === promptIndex &&
			(repetition === undefined || image.repetition === repetition),
	);
	if (promptIndex === null || asked.length === 0) return 'unmatched';

	const pictures = new Set(asked.filter(arrived).map((image) => image.letter));
	const written = letters === 'none' ? [] : letters === 'all' ? [...pictures] : letters;
	const known = new Set(images.map((image) => image.letter));
	notes.unknown.add(written.filter((letter) => !known.has(letter)));
	notes.withoutPicture.add(written.filter((letter) => known.has(letter) && !pictures.has(letter)));
	if (pictures.size === 0) return 'unmatched';

	// A yes or no needs no letter where there is one picture only.
	const meant = letters.length === 0 && pictures.size === 1 ? [...pictures] : written;
	const chosen = meant.filter((letter) => pictures.has(letter));
	const judged = accepted === undefined ? [...pictures] : chosen;
	const isChoice = accepted === undefined;
	if (accepted === null || judged.length === 0) return 'unreadable';
	if (isChoice && chosen.length === 0 && letters !== 'none') return 'unreadable';

	const reviewer = normal(decision.reviewer ?? '');
	const voter = reviewer === '' ? `#${place}` : `@${reviewer.toLowerCase()}`;
	// A letter is asked a prompt, yes or no a picture.
	const question = isChoice ? 'choice' : [...judged].sort().join();
	return {
		promptIndex,
		repetitions: [...new Set(asked.map((image) => image.repetition))],
		voter,
		reviewer,
		key: JSON.stringify([voter, promptIndex, repetition ?? null, question]),
		verdicts: new Map(judged.map((letter) => [letter, accepted ?? chosen.includes(letter)])),
		choseNone: letters === 'none',
	};
}
