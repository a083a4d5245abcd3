import type { TallyImage } from '../../nodes/CompareModels/statistics/tallyTypes';

/** Prompts × letters × repetitions; A costs 1 cent, B 2, C 3. */
export function imagesOf(prompts: number, letters = 'AB', repetitions = 1): TallyImage[] {
	const images: TallyImage[] = [];
	for (let promptIndex = 0; promptIndex < prompts; promptIndex++)
		for (let repetition = 0; repetition < repetitions; repetition++)
			[...letters].forEach((letter, index) =>
				images.push({
					promptIndex,
					prompt: `prompt ${promptIndex}`,
					repetition,
					letter,
					label: `variant ${letter}`,
					model: `model-${letter}`,
					costUsd: (index + 1) / 100,
					durationMs: 1000 * (promptIndex + 1),
					status: 'ok',
				}),
			);
	return images;
}
