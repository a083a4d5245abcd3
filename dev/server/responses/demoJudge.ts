import { createHash } from 'node:crypto';
import type { Settings } from '../behaviour/settings';
import type { DrawnPicture } from './behaviour';

/** How the demo's judge words its grades. */
const REASONS = ['', '', '', 'usable after changes', 'small flaws', 'nothing to improve'];

const grade = (picture: DrawnPicture, question: string) =>
	3 + Math.floor(lot(picture, question) * 3);
const passes = (picture: DrawnPicture, question: string) => lot(picture, question) < 0.93;

/**
 * Image models that misspell now and then, the older one more often, and a judge with opinions; all the
 * same in every run. For the demo only: of real models it says nothing.
 */
export const DEMO_MODELS: Pick<Settings, 'misprints' | 'judge'> = {
	misprints: [
		{ model: 'gpt-image-2', rate: 0.5, as: misspelt },
		{ model: 'gpt-image-2.5-flare', rate: 0.12, as: misspelt },
	],
	judge: {
		misreadings: [],
		grade,
		gate: passes,
		reason: (picture, question) =>
			/^(Can|Is|Are) /.test(question)
				? passes(picture, question)
					? 'as it should be'
					: 'not everywhere'
				: (REASONS[grade(picture, question)] ?? ''),
		failures: (picture) =>
			lot(picture, 'failures') < 0.2
				? [{ kind: 'bad_composition', detail: 'the title crowds the upper edge' }]
				: [],
		better: (first, second) => {
			const [one, other] = [lot(first, 'better'), lot(second, 'better')];
			if (Math.abs(one - other) < 0.15) return 'tie';
			return one > other ? 'first' : 'second';
		},
	},
};

/** The way image models misspell: the longest word loses a letter in its middle. */
function misspelt(text: string): string {
	const longest = text.split(' ').reduce((a, b) => (b.length > a.length ? b : a));
	const middle = Math.floor(longest.length / 2);
	return text.replace(longest, longest.slice(0, middle) + longest.slice(middle + 1));
}

/** 0 to below 1, the same for the same picture and question. */
function lot({ prompt, modelId }: DrawnPicture, question: string): number {
	const hash = createHash('sha256').update(`${modelId} ${prompt} ${question}`).digest();
	return hash.readUInt32LE(4) / 4_294_967_296;
}
