import * as z from 'zod/v4-mini';
import { MATERIAL_ONLY, strictObject, type Question } from './question';

/** More than any image holds. */
const MOST_PIECES = 100;
const LONGEST_PIECE = 2000;

const answerSchema = z.strictObject({ texts: z.array(z.string()) });

/**
 * The text of an image. The model sees neither the prompt nor the expected text: it
 * would read what ought to be there.
 */
export const readTextQuestion: Question<string[]> = {
	name: 'image_text',
	instructions: `You copy out the text that can be read in an image. Write each separate piece of text (a headline, a label, a paragraph) as one entry, in reading order and as often as it appears; a line break inside a piece becomes a space, or nothing if the script has no spaces between words. Copy character by character what is really there: keep wrong, missing and doubled characters and words, capitals, accents and punctuation. Never correct, complete or translate. Write □ for a character that cannot be made out or is of no script. Leave out shapes that only look like writing from afar. No text: an empty list. ${MATERIAL_ONLY}`,
	material: '',
	schema: strictObject({
		texts: {
			type: 'array',
			description: 'Each separate piece of text, character by character as it is written',
			items: { type: 'string' },
		},
	}),
	read(json) {
		const parsed = answerSchema.safeParse(json);
		if (!parsed.success) return null;
		return parsed.data.texts
			.slice(0, MOST_PIECES)
			.map((text) => text.slice(0, LONGEST_PIECE).trim())
			.filter((text) => text !== '');
	},
};
