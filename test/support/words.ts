import { seededNumbers } from '../../nodes/CompareModels/math/seededShuffle';

/** Made-up words, the same for the same seed. */
export function words(length: number, seed: string): string {
	const next = seededNumbers(seed);
	let text = '';
	while (text.length < length) {
		const letters = Array.from({ length: 2 + Math.floor(next() * 8) }, () =>
			String.fromCharCode(97 + Math.floor(next() * 26)),
		);
		text += `${letters.join('')} `;
	}
	return text.slice(0, length).trim();
}

/** A text in as many pieces of one length. */
export function pieces(text: string, count: number): string[] {
	const length = Math.ceil(text.length / count);
	return Array.from({ length: count }, (_, at) => text.slice(at * length, (at + 1) * length));
}
