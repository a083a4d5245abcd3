import * as z from 'zod/v4-mini';
import type { Criterion } from '../types';
import { MATERIAL_ONLY, oneLine, quoted, strictObject, type Question } from './question';

/** Which of the two images is better, as they were shown. */
export interface Preference {
	better: 'first' | 'second' | 'tie';
	reason: string;
}

const CHOICES = ['first', 'second', 'tie'] as const;
const answerSchema = z.strictObject({ reason: z.string(), better: z.enum(CHOICES) });

/** Two images of one prompt. Asked in both orders, because judges favour a place. */
export function pairQuestion(prompt: string, criteria: Criterion[]): Question<Preference> {
	const asked = criteria.map(({ question }) => `- ${quoted(question)}`);
	return {
		name: 'image_choice',
		instructions: `You compare two images that were ordered with the same prompt, as a strict and fair art director. Say which one you would choose, "first" or "second" in the order in which they are shown, or "tie" where neither is clearly better. Their order says nothing. Write one line of reason from what can be seen before the answer. ${MATERIAL_ONLY}`,
		material: [
			`Both images were ordered with this prompt, quoted as JSON:\n${quoted(prompt)}`,
			...(asked.length > 0 ? [`What counts:\n${asked.join('\n')}`] : []),
		].join('\n\n'),
		schema: strictObject({
			reason: { type: 'string' },
			better: { type: 'string', enum: [...CHOICES] },
		}),
		read(json) {
			const parsed = answerSchema.safeParse(json);
			if (!parsed.success) return null;
			return { better: parsed.data.better, reason: oneLine(parsed.data.reason) };
		},
	};
}
