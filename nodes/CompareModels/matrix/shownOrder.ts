import { seededShuffle } from '../math/seededShuffle';

/**
 * In which order a blind comparison shows the variants of each prompt: the variant of each place, from 0. Each block of
 * as many prompts as there are variants shows every variant once in every place (a Latin square of a shuffled
 * order, its rows shuffled): who takes what comes first helps no variant.
 * @param key kept out of everything that reviewers see.
 */
export function shownOrder(prompts: number, variants: number, key: string): number[][] {
	const indexes = Array.from({ length: variants }, (_, index) => index);
	return Array.from({ length: prompts }, (_, prompt) => {
		const block = Math.floor(prompt / variants);
		const order = seededShuffle(indexes, `${key}/order/${block}`);
		const turns = seededShuffle(indexes, `${key}/turns/${block}`);
		const turn = turns[prompt % variants]!;
		return indexes.map((place) => order[(place + turn) % variants]!);
	});
}
