import { usageOf } from '../../../dev/server/tokens';
import type { ImageJob } from '../../../dev/server/types';
import { findModel } from '../../../nodes/shared/models/catalog';

function outputTokens(
	modelId: string,
	size: string,
	quality: string,
	more: Partial<ImageJob> = {},
) {
	const [width = 0, height = 0] = size.split('x').map(Number);
	const job = {
		model: findModel(modelId),
		size: { width, height },
		quality,
		prompt: '',
		n: 1,
		inputs: [],
	};
	return usageOf({ ...job, ...more } as unknown as ImageJob).output_tokens;
}

describe('the usage that the local server tells', () => {
	it.each([
		['gpt-image-2', '1024x1024', [196, 1756, 7024]],
		['gpt-image-2', '1536x1024', [158, 1372, 5488]],
		['gpt-image-2', '3840x2160', [371, 3336, 13_342]],
		['gpt-image-1.5', '1024x1024', [272, 1056, 4160]],
		['gpt-image-1.5', '1024x1536', [408, 1584, 6240]],
	])('is the published one for %s at %s', (model, size, [low, medium, high]) => {
		const actual = ['low', 'medium', 'high'].map((quality) => outputTokens(model, size, quality));
		expect(actual).toEqual([low, medium, high]);
	});

	it('is three to four times that of 2.5 for low and medium of 2.6, and the same from high on', () => {
		const times = ['low', 'medium', 'high', 'max'].map(
			(quality) =>
				outputTokens('gpt-image-2.6-flare', '1024x1024', quality) /
				outputTokens('gpt-image-2.5-flare', '1024x1024', quality),
		);
		expect(times[0]).toBeCloseTo(3.5, 1);
		expect(times[1]).toBeCloseTo(3.5, 1);
		expect(times.slice(2)).toEqual([1, 1]);
	});

	it('counts each image, and 100 for each partial image', () => {
		const more = { n: 3, stream: true, partialImages: 2 };
		expect(outputTokens('gpt-image-2', '1024x1024', 'low', more)).toBe(3 * 196 + 200);
	});
});
