import fc from 'fast-check';
import {
	checkSize,
	formatSize,
	nearestLegalSize,
	parseSize,
} from '../../../../nodes/shared/models/sizes';
import type { SizeRule } from '../../../../nodes/shared/models/types';
import { FREE, LISTED } from './rules';

const size = (text: string) => {
	const parsed = parseSize(text);
	if (!parsed) throw new TypeError(`${text} is no size`);
	return parsed;
};

describe('parseSize', () => {
	it.each(['1536x1024', ' 1536 x 1024 ', '1536×1024', '1536X1024', '1536 × 1024'])(
		'parseSize reads %j',
		(text) => expect(parseSize(text)).toEqual({ width: 1536, height: 1024 }),
	);

	it.each([
		'',
		'auto',
		'1024',
		'1024x',
		'x1024',
		'0x1024',
		'1024x0',
		'-1x5',
		'1.5x2',
		'1x2x3',
		'1e3x10',
	])('parseSize does not read %j', (text) => expect(parseSize(text)).toBeUndefined());

	it('reads what formatSize wrote', () => {
		const edge = fc.integer({ min: 1, max: 999_999 });
		fc.assert(
			fc.property(edge, edge, (width, height) => {
				expect(parseSize(formatSize({ width, height }))).toEqual({ width, height });
			}),
		);
	});
});

describe('checkSize with free sizes', () => {
	it.each([
		['1024x1024', false],
		['1536x864', false],
		['1920x1088', false],
		['1280x720', false],
		['1504x512', false],
		['2560x1440', false],
		['2576x1440', true],
		['2880x2880', true],
		['3840x2160', true],
		['2160x3840', true],
		['3840x1280', true],
		['1024x640', false],
	])('takes %s (experimental: %s)', (text, experimental) => {
		expect(checkSize(FREE, size(text))).toEqual({ ok: true, experimental });
	});

	it.each([
		['1920x1080', ['height 1080 is not a multiple of 16'], '1920x1088'],
		[
			'1080x1350',
			['width 1080 is not a multiple of 16', 'height 1350 is not a multiple of 16'],
			'1088x1360',
		],
		['1024x576', ['589,824 pixels are fewer than 655,360'], '1088x608'],
		['512x512', ['262,144 pixels are fewer than 655,360'], '816x816'],
		[
			'3856x2160',
			['the longer edge 3856 is above 3840 pixels', '8,328,960 pixels are more than 8,294,400'],
			'3840x2160',
		],
		['2896x2880', ['8,340,480 pixels are more than 8,294,400'], '2880x2864'],
		['1552x512', ['the longer edge is more than 3 times the shorter one'], '1536x512'],
		[
			'4000x4000',
			['the longer edge 4000 is above 3840 pixels', '16,000,000 pixels are more than 8,294,400'],
			'2880x2880',
		],
	])('refuses %s and says why and what is near', (text, reasons, nearest) => {
		expect(checkSize(FREE, size(text))).toEqual({ ok: false, reasons, nearest: size(nearest) });
	});
});

describe('checkSize with listed sizes', () => {
	it.each(['1024x1024', '1536x1024', '1024x1536'])('checkSize takes the listed size %s', (text) => {
		expect(checkSize(LISTED, size(text))).toEqual({ ok: true, experimental: false });
	});

	it.each([
		['2048x2048', '1024x1024'],
		['1920x1080', '1536x1024'],
		['1080x1920', '1024x1536'],
	])('checkSize rejects %s', (text, nearest) => {
		expect(checkSize(LISTED, size(text))).toEqual({
			ok: false,
			reasons: [`${text} is not one of 1024x1024, 1536x1024, 1024x1536`],
			nearest: size(nearest),
		});
	});
});

describe('nearestLegalSize', () => {
	const edge = fc.integer({ min: 1, max: 20_000 });
	// Each run goes through every legal size.
	const runs = { numRuns: 40 };
	const dims = fc.record({ width: edge, height: edge });

	it.each<[string, SizeRule]>([
		['free', FREE],
		['listed', LISTED],
	])('is legal, and its own nearest (%s)', (_name, rule) => {
		fc.assert(
			fc.property(dims, (wanted) => {
				const nearest = nearestLegalSize(rule, wanted);
				expect(checkSize(rule, nearest).ok).toBe(true);
				expect(nearestLegalSize(rule, nearest)).toEqual(nearest);
			}),
			runs,
		);
	});

	it('nearestLegalSize keeps the orientation', () => {
		fc.assert(
			fc.property(dims, ({ width, height }) => {
				const nearest = nearestLegalSize(FREE, { width, height });
				if (width > height * 1.1) expect(nearest.width).toBeGreaterThanOrEqual(nearest.height);
				if (height > width * 1.1) expect(nearest.height).toBeGreaterThanOrEqual(nearest.width);
			}),
			runs,
		);
	});
});
