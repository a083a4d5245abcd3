/** A picture that this server drew, as the truth about it. */
export interface DrawnPicture {
	prompt: string;
	modelId: string;
	/** The pieces of text that stand large in it; its caption and small print are not counted. */
	texts: readonly string[];
}

/** Makes the judge read something else than what stands in a picture, or a model draw something else. */
export interface Misreading {
	/** Only in pictures of this model. */
	model?: string;
	/** Only where it says so. */
	when?: (picture: DrawnPicture) => boolean;
	/** In how many of the pictures, 0–1; always the same ones. Default: all. */
	rate?: number;
	/** What is read in place of `text`; an empty list reads nothing, a list several pieces. */
	as: (text: string, picture: DrawnPicture) => string | string[];
}

/** How the model behind `POST /responses` sees and judges. */
export interface JudgeBehaviour {
	/** The first that fits a picture holds. */
	misreadings: readonly Misreading[];
	/** 1–5. The question is what the schema says of the property. */
	grade: (picture: DrawnPicture, question: string) => number;
	/** Whether the answer is yes. */
	gate: (picture: DrawnPicture, question: string) => boolean;
	/** What a field called `reason` says. */
	reason: (picture: DrawnPicture, question: string) => string;
	/** What a field called `failures` lists. */
	failures: (picture: DrawnPicture) => ReadonlyArray<{ kind: string; detail: string }>;
	/** Which of two pictures a field called `better` names. */
	better: (first: DrawnPicture, second: DrawnPicture) => 'first' | 'second' | 'tie';
}

export const DEFAULT_JUDGE: JudgeBehaviour = {
	misreadings: [],
	grade: () => 4,
	gate: () => true,
	reason: ({ prompt }) => `Seen in a picture of "${prompt.slice(0, 80)}"`,
	failures: () => [],
	better: () => 'tie',
};

/**
 * The text with exactly `letters` letters replaced by others, spread over it: a misreading whose
 * character error rate is known.
 */
export function misspell(text: string, letters: number): string {
	const characters = [...text];
	const places = characters.flatMap((character, index) =>
		/\p{L}/u.test(character) ? [index] : [],
	);
	const count = Math.min(letters, places.length);
	for (let done = 0; done < count; done++) {
		const place = places[Math.floor((done * places.length) / count)] ?? 0;
		characters[place] = characters[place]?.toUpperCase() === 'X' ? 'q' : 'x';
	}
	return characters.join('');
}
