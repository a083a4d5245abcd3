import type { Criterion } from './types';

const gate = (name: string, question: string): Criterion => ({
	name,
	question,
	kind: 'gate',
	weight: 1,
});
const grade = (name: string, question: string, weight = 1): Criterion => ({
	name,
	question,
	kind: 'grade',
	weight,
});

const PROMPT = grade(
	'Follows the prompt',
	'How well does the image show what the prompt asks for, nothing missing and nothing added?',
	2,
);
const CRAFT = grade(
	'Craft',
	'How well is it made: anatomy, hands, perspective, light, edges, no smears or artefacts?',
);

/** Ready-made questions by what is being made. */
export const RUBRIC_SETS = {
	general: {
		displayName: 'Prompt and Craft',
		criteria: [PROMPT, CRAFT],
	},
	none: { displayName: 'None', criteria: [] },
	posters: {
		displayName: 'Posters',
		criteria: [
			gate('Text is legible', 'Can every word of the image be read without effort?'),
			gate('Nothing cut off', 'Is all text and the main subject inside the image, not cut off?'),
			PROMPT,
			grade(
				'Text layout',
				'How good is the typography: hierarchy, spacing, contrast with what is behind it?',
			),
			grade('Composition', 'How well does the eye find its way from the main thing to the rest?'),
			CRAFT,
		],
	},
	productPhotos: {
		displayName: 'Product Photos',
		criteria: [
			gate('Product is whole', 'Is the whole product in the image, once, and not deformed?'),
			gate(
				'No invented marks',
				'Is the image free of logos, labels and words that the prompt does not ask for?',
			),
			PROMPT,
			grade(
				'Looks like a photo',
				'How much does it look like a real photo: material, reflections, shadows, scale?',
			),
			grade('Sells', 'How well does it present the product: background, light, space around it?'),
			CRAFT,
		],
	},
	uiMockups: {
		displayName: 'UI Mock-Ups',
		criteria: [
			gate('Labels are real words', 'Is every label a real word or number, spelled correctly?'),
			gate('All parts present', 'Are all screens, fields and buttons that the prompt names there?'),
			PROMPT,
			grade(
				'Layout',
				'How consistent is it: alignment, spacing, sizes, one style for equal things?',
			),
			grade('Usable', 'Would a person know at once what can be tapped or typed, and what to do?'),
		],
	},
} as const satisfies Record<string, { displayName: string; criteria: readonly Criterion[] }>;

export type RubricSet = keyof typeof RUBRIC_SETS;
