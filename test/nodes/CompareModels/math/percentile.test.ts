import fc from 'fast-check';
import { mean, percentile } from '../../../../nodes/CompareModels/math/percentile';

test.each([
	// As PERCENTILE.INC of a spreadsheet answers.
	{ values: [15, 20, 35, 40, 50], share: 0.4, expected: 29 },
	{ values: [1, 2, 3, 4], share: 0.5, expected: 2.5 },
	{ values: [10, 1, 9, 2, 8, 3, 7, 4, 6, 5], share: 0.95, expected: 9.55 },
	{ values: [7], share: 0.95, expected: 7 },
	{ values: [3, 1, 2], share: 0, expected: 1 },
	{ values: [3, 1, 2], share: 1, expected: 3 },
])('the $share percentile of $values is $expected', ({ values, share, expected }) => {
	expect(percentile(values, share)).toBeCloseTo(expected, 10);
});

test('without values there is neither percentile nor mean', () => {
	expect(percentile([], 0.5)).toBeNull();
	expect(mean([])).toBeNull();
});

test('a percentile lies within the values, rises with its share and leaves the values in their order', () => {
	const values = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1 });
	const share = fc.double({ min: 0, max: 1, noNaN: true });
	fc.assert(
		fc.property(values, share, share, (list, a, b) => {
			const before = [...list];
			const [low, high] = [percentile(list, Math.min(a, b)), percentile(list, Math.max(a, b))];
			expect(low).toBeLessThanOrEqual((high ?? 0) + 1e-6);
			expect(low).toBeGreaterThanOrEqual(Math.min(...list));
			expect(high).toBeLessThanOrEqual(Math.max(...list));
			expect(list).toEqual(before);
		}),
	);
});
