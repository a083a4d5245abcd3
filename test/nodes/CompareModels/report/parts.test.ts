import { scaleSteps } from '../../../../nodes/CompareModels/report/charts';
import { EXPLANATIONS } from '../../../../nodes/CompareModels/report/explain';
import { count, moment, percent, plural, seconds, usd } from '../../../../nodes/shared/words';
import { markup } from '../../../../nodes/shared/markup';
import { PALETTES } from '../../../../nodes/CompareModels/report/style';
import { cleanText, cut, plainLine } from '../../../../nodes/shared/text';

/** WCAG 2 contrast of two "#rrggbb". */
function contrast(one: string, other: string): number {
	const luminance = (color: string) => {
		const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
			const value = parseInt(color.slice(at, at + 2), 16) / 255;
			return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('in the %s colours', (scheme) => {
	const palette = PALETTES[scheme];
	test.each(['ink', 'muted', 'accent', 'notice'] as const)(
		'%s can be read on any ground',
		(text) => {
			expect(contrast(palette[text], palette.ground)).toBeGreaterThanOrEqual(4.5);
			expect(contrast(palette[text], palette.panel)).toBeGreaterThanOrEqual(4.5);
		},
	);
});

test.each([
	[0.0423, '$0.0423'],
	[1.5, '$1.500'],
	[12.345, '$12.35'],
	[0.000021, '$0.000021'],
	[0, '$0.00'],
])('%d USD is %s', (value, text) => {
	expect(usd(value)).toBe(text);
});

test.each([
	[840, '0.84 s'],
	[9_999, '10.0 s'],
	[12_345, '12.3 s'],
	[99_960, '1 min 40 s'],
	[141_500, '2 min 22 s'],
	[3_725_000, '1 h 02 min'],
])('%d ms is %s', (ms, text) => {
	expect(seconds(ms).replaceAll('\u00a0', ' ')).toBe(text);
});

test.each([
	[0, '0%'],
	[0.004, '<1%'],
	[0.125, '13%'],
	[0.999, '>99%'],
	[1, '100%'],
])('a share of %d is %s', (share, text) => {
	expect(percent(share)).toBe(text);
});

test('counts and dates are written for people', () => {
	expect([count(1234567), plural(1, 'prompt'), plural(2, 'prompt')]).toEqual([
		'1,234,567',
		'1 prompt',
		'2 prompts',
	]);
	expect(moment('2026-03-14T09:05:59.000+01:00')).toBe('14 March 2026, 08:05 UTC');
	expect(moment('yesterday')).toBe('yesterday');
});

test.each([
	{ most: 16.9, steps: [0, 5, 10, 15, 20] },
	{ most: 0.0688, steps: [0, 0.02, 0.04, 0.06, 0.08] },
	{ most: 30, steps: [0, 10, 20, 30] },
	{ most: 1, steps: [0, 0.25, 0.5, 0.75, 1] },
])('a scale to $most has the steps $steps', ({ most, steps }) => {
	expect(scaleSteps(most).map((step) => Number(step.toPrecision(6)))).toEqual(steps);
});

test('what is put into markup is escaped, markup in markup is not', () => {
	expect(
		markup`<p title="${`a"b'c`}">${'<b>&'}${[markup`<i>${1}</i>`, null, undefined]}</p>`.html,
	).toBe('<p title="a&quot;b&#39;c">&lt;b&gt;&amp;<i>1</i></p>');
});

test('text loses what cannot be shown and keeps what can', () => {
	expect(cleanText('a\r\nb\rc\u0000\u0085\uD800😀\tסוף')).toBe('a\nb\nc��\ufffd😀\tסוף');
	expect(plainLine(' a\n\u202Eb\u2069  c ')).toBe('a b c');
	expect(cut('ab😀', 3)).toEqual({ shown: 'ab', left: 2 });
});

test.each(Object.values(EXPLANATIONS))('$term is explained without formulas', ({ text }) => {
	expect(text.length).toBeGreaterThan(80);
	expect(text).not.toMatch(/[=√∑²]/);
});
