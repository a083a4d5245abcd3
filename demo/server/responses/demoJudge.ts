import { createHash } from 'node:crypto';
import { type DrawnPicture, type JudgeBehaviour, misspell } from './behaviour';

/** A judge with opinions, the same in every run: the older model misspells more often. For the demo only. */
export const DEMO_JUDGE: JudgeBehaviour = {
	misreadings: [
		{ model: 'gpt-image-2', rate: 0.5, as: (text) => misspell(text, 2) },
		{ model: 'gpt-image-2.5-flare', rate: 0.12, as: (text) => misspell(text, 1) },
	],
	grade: (picture, question) => 3 + Math.floor(lot(picture, question) * 3),
	gate: (picture, question) => lot(picture, question) < 0.93,
	failures: (picture) =>
		lot(picture, 'failures') < 0.2
			? [{ kind: 'bad_composition', detail: 'the title crowds the upper edge' }]
			: [],
	better: (first, second) => {
		const [one, other] = [lot(first, 'better'), lot(second, 'better')];
		if (Math.abs(one - other) < 0.15) return 'tie';
		return one > other ? 'first' : 'second';
	},
};

/** 0 to below 1, the same for the same picture and question. */
function lot({ prompt, modelId }: DrawnPicture, question: string): number {
	const hash = createHash('sha256').update(`${modelId} ${prompt} ${question}`).digest();
	return hash.readUInt32LE(4) / 4_294_967_296;
}
