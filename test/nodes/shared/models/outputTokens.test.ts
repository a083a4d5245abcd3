import { findModel } from '../../../../nodes/shared/models/catalog';
import {
	mostOutputTokensPerImage,
	outputTokensPerImage,
} from '../../../../nodes/shared/models/outputTokens';
import { parseSize } from '../../../../nodes/shared/models/sizes';
import { QUALITIES, type Quality } from '../../../../nodes/shared/models/types';
import { FREE, LISTED } from './rules';

const tokens = (model: string, quality: Quality, size: string) => {
	const rule = findModel(model)?.outputTokens;
	const dims = parseSize(size);
	if (!rule || !dims) throw new TypeError(`${model} ${size}`);
	return outputTokensPerImage(rule, quality, dims);
};

describe('outputTokensPerImage', () => {
	it.each<[string, string, Array<number | null>]>([
		['gpt-image-2', '1024x1024', [196, 1756, 7024, null, null]],
		['gpt-image-2-2026-04-21', '1024x1024', [196, 1756, 7024, null, null]],
		['gpt-image-2', '1536x1024', [158, 1372, 5488, null, null]],
		['gpt-image-2', '1024x1536', [158, 1372, 5488, null, null]],
		['gpt-image-2', '3840x2160', [371, 3336, 13342, null, null]],
		['gpt-image-2.5-flare', '1024x1024', [196, 439, 1756, 3122, 7024]],
		['gpt-image-2.5-sunburst', '1024x1024', [196, 439, 1756, 3122, 7024]],
		['gpt-image-1', '1024x1024', [272, 1056, 4160, null, null]],
		['gpt-image-1', '1024x1536', [408, 1584, 6240, null, null]],
		['gpt-image-1.5', '1536x1024', [400, 1568, 6208, null, null]],
		['gpt-image-1-mini', '1536x1024', [400, 1568, 6208, null, null]],
		['gpt-image-1', '2048x2048', [null, null, null, null, null]],
	])('of %s at %s are the published ones', (model, size, expected) => {
		expect(QUALITIES.map((quality) => tokens(model, quality, size))).toEqual(expected);
	});

	it('outputTokensPerImage rounds halves to even', () => {
		// 16 × 1024 / 2048 = 8; 48 × 1008 / 1536 = 31.5 → 32; 48 × 1040 / 1536 = 32.5 → 32.
		expect(tokens('gpt-image-2', 'medium', '1536x1008')).toBe(Math.ceil((48 * 32 * 3548288) / 4e6));
		expect(tokens('gpt-image-2', 'medium', '1536x1040')).toBe(Math.ceil((48 * 32 * 3597440) / 4e6));
	});
});

describe('mostOutputTokensPerImage', () => {
	const rule = (id: string) => {
		const found = findModel(id)?.outputTokens;
		if (!found) throw new TypeError(id);
		return found;
	};

	it('the number of tokens for Auto is that of the most expensive quality', () => {
		const square = { width: 1024, height: 1024 };
		expect(mostOutputTokensPerImage(rule('gpt-image-2'), FREE, 'auto', square)).toBe(7024);
		expect(mostOutputTokensPerImage(rule('gpt-image-1'), LISTED, 'auto', square)).toBe(4160);
	});

	it('is that of the largest square where size is auto', () => {
		const largest = tokens('gpt-image-2', 'low', '2880x2880');
		expect(mostOutputTokensPerImage(rule('gpt-image-2'), FREE, 'low', 'auto')).toBe(largest);
		expect(mostOutputTokensPerImage(rule('gpt-image-2'), FREE, 'auto', 'auto')).toBe(23719);
		expect(mostOutputTokensPerImage(rule('gpt-image-1'), LISTED, 'low', 'auto')).toBe(408);
		expect(mostOutputTokensPerImage(rule('gpt-image-1'), LISTED, 'auto', 'auto')).toBe(6240);
	});

	it('is at least that of every legal size', () => {
		const most = mostOutputTokensPerImage(rule('gpt-image-2'), FREE, 'high', 'auto') ?? 0;
		for (const size of ['2880x2880', '3840x2160', '2864x2896', '1024x1024', '3840x1280']) {
			expect(tokens('gpt-image-2', 'high', size)).toBeLessThanOrEqual(most);
		}
	});

	it('knows nothing of a quality that the rule lacks', () => {
		expect(mostOutputTokensPerImage(rule('gpt-image-2'), FREE, 'max', 'auto')).toBeNull();
	});
});
