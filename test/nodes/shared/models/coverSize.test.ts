import fc from 'fast-check';
import { coverSize, MAX_ENLARGEMENT, timesText } from '../../../../nodes/shared/models/coverSize';
import { PRESETS } from '../../../../nodes/shared/models/presets';
import { checkSize, formatSize, parseSize } from '../../../../nodes/shared/models/sizes';
import type { SizeRule } from '../../../../nodes/shared/models/types';
import { FREE, LISTED } from './rules';

const covered = (rule: SizeRule, text: string) => {
	const target = parseSize(text);
	if (!target) throw new TypeError(`${text} is no size`);
	const cover = coverSize(rule, target);
	return cover.ok ? [formatSize(cover.size), Number(cover.scale.toFixed(3))] : cover.reason;
};

describe('coverSize with free sizes', () => {
	it.each([
		['1080x1350', '1088x1360'],
		['1080x1080', '1088x1088'],
		['1080x1920', '1088x1920'],
		['1200x627', '1200x640'],
		['1200x630', '1200x640'],
		['1600x900', '1600x912'],
		['1500x500', '1504x512'],
		['1280x720', '1280x720'],
		['1000x1500', '1008x1504'],
		['3840x2160', '3840x2160'],
		['1024x1024', '1024x1024'],
		['1600x500', '1600x544'],
	])('cuts %s from %s without scaling', (target, size) => {
		expect(covered(FREE, target)).toEqual([size, 1]);
	});

	it('knows every preset by a pure crop of less than 16 pixels an edge', () => {
		for (const preset of PRESETS) {
			const cover = coverSize(FREE, preset);
			if (!cover.ok) throw new TypeError(cover.reason);
			expect(cover.scale).toBe(1);
			expect(cover.size.width - preset.width).toBeLessThan(16);
			expect(cover.size.height - preset.height).toBeLessThan(16);
		}
	});

	it.each([
		['256x256', ['816x816', 0.314]],
		['640x360', ['1088x608', 0.592]],
		['16x16', ['816x816', 0.02]],
		['2880x2900', ['2864x2896', 1.006]],
		['5000x1000', ['3840x1280', 1.302]],
		['4096x4096', ['2880x2880', 1.422]],
		['7680x4320', ['3840x2160', 2]],
	])('coverSize scales for %s', (target, expected) => {
		expect(covered(FREE, target)).toEqual(expected);
	});

	it('refuses what would have to be enlarged more than twice', () => {
		expect(covered(FREE, '9000x9000')).toBe(
			'9000x9000 would need the image to be enlarged 3.13×, more than 2×',
		);
	});
});

describe('coverSize with listed sizes', () => {
	it.each([
		['1080x1350', ['1024x1536', 1.055]],
		['1080x1080', ['1024x1024', 1.055]],
		['1200x627', ['1536x1024', 0.781]],
		['1080x1920', ['1024x1536', 1.25]],
		['1600x900', ['1536x1024', 1.042]],
		['1500x500', ['1536x1024', 0.977]],
		['1280x720', ['1536x1024', 0.833]],
		['1000x1500', ['1024x1536', 0.977]],
		['256x256', ['1024x1024', 0.25]],
		['1024x1024', ['1024x1024', 1]],
	])('takes for %s the size with the least loss', (target, expected) => {
		expect(covered(LISTED, target)).toEqual(expected);
	});

	it('coverSize rejects 4K with listed sizes', () => {
		expect(covered(LISTED, '3840x2160')).toBe(
			'3840x2160 would need the image to be enlarged 2.5×, more than 2×',
		);
	});
});

describe('coverSize always', () => {
	const edge = fc.integer({ min: 1, max: 9000 });
	// Most runs go through every legal size.
	const runs = { numRuns: 40 };

	it.each<[string, SizeRule]>([
		['free', FREE],
		['listed', LISTED],
	])(
		'gives a legal size that covers the target, of which it is its own cover (%s)',
		(_name, rule) => {
			fc.assert(
				fc.property(edge, edge, (width, height) => {
					const cover = coverSize(rule, { width, height });
					if (!cover.ok) return;
					expect(checkSize(rule, cover.size).ok).toBe(true);
					expect(cover.size.width * cover.scale).toBeGreaterThan(width - 1e-6);
					expect(cover.size.height * cover.scale).toBeGreaterThan(height - 1e-6);
					expect(cover.scale).toBeLessThanOrEqual(MAX_ENLARGEMENT);
					expect(coverSize(rule, cover.size)).toEqual({ ok: true, size: cover.size, scale: 1 });
				}),
			);
		},
	);

	it('never enlarges where a legal size is large enough', () => {
		const within = fc.record({
			width: fc.integer({ min: 1, max: 2800 }),
			height: fc.integer({ min: 1, max: 2800 }),
		});
		fc.assert(
			fc.property(within, (target) => {
				const cover = coverSize(FREE, target);
				expect(cover.ok && cover.scale <= 1).toBe(true);
			}),
			runs,
		);
	});

	it('writes factors with two decimals at most', () => {
		expect([timesText(1.25), timesText(2), timesText(1.0546)]).toEqual(['1.25×', '2×', '1.05×']);
	});
});
