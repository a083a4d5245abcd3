import { pairedEvidence } from '../../../../nodes/CompareModels/math/paired';
import { promptsThatSettle } from '../../../../nodes/CompareModels/math/settle';
import fc from 'fast-check';
import { signFlipChance } from '../../../../nodes/CompareModels/math/signFlip';
import { wilson } from '../../../../nodes/CompareModels/math/wilson';

describe('the Wilson interval', () => {
	test.each([
		{ successes: 8, total: 10, low: 0.490162, high: 0.943318 },
		{ successes: 0, total: 10, low: 0, high: 0.277533 },
		{ successes: 10, total: 10, low: 0.722467, high: 1 },
		{ successes: 50, total: 100, low: 0.403832, high: 0.596168 },
		{ successes: 1, total: 1, low: 0.206549, high: 1 },
	])('of $successes of $total goes from $low to $high', ({ successes, total, low, high }) => {
		const rate = wilson(successes, total);
		expect(rate?.rate).toBe(successes / total);
		expect(rate?.low).toBeCloseTo(low, 5);
		expect(rate?.high).toBeCloseTo(high, 5);
	});

	test('does not exist without trials', () => {
		expect(wilson(0, 0)).toBeNull();
	});

	test('ends where the definition says: at the shares that are z standard deviations from the rate', () => {
		fc.assert(
			fc.property(fc.nat(300), fc.nat(300), (successes, others) => {
				const total = successes + others;
				fc.pre(total > 0);
				const found = wilson(successes, total);
				for (const end of [found?.low ?? NaN, found?.high ?? NaN])
					if (end > 0 && end < 1)
						expect(
							Math.abs(end - successes / total) / Math.sqrt((end * (1 - end)) / total),
						).toBeCloseTo(1.959964, 5);
			}),
		);
	});

	test('stays within 0 and 1 and holds the rate', () => {
		fc.assert(
			fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (successes, extra) => {
				const total = successes + extra;
				const found = wilson(successes, total);
				expect(found?.low).toBeGreaterThanOrEqual(0);
				expect(found?.high).toBeLessThanOrEqual(1);
				expect(found?.low).toBeLessThanOrEqual(found?.rate ?? NaN);
				expect(found?.high).toBeGreaterThanOrEqual(found?.rate ?? NaN);
			}),
		);
	});
});

/** So many prompts that go one way, and so many that go the other. */
const signTest = (wins: number, losses: number) =>
	signFlipChance([...Array<number>(wins).fill(1), ...Array<number>(losses).fill(-1)]);

describe('the sign-flip test of prompts that are won or lost is the sign test: it', () => {
	test.each([
		{ wins: 0, losses: 0, chance: 1 },
		{ wins: 5, losses: 0, chance: 0.0625 },
		{ wins: 6, losses: 0, chance: 0.03125 },
		{ wins: 9, losses: 1, chance: 22 / 1024 },
		{ wins: 5, losses: 5, chance: 1 },
		{ wins: 7, losses: 3, chance: 0.34375 },
	])('of $wins to $losses says $chance, in either order', ({ wins, losses, chance }) => {
		expect(signTest(wins, losses)).toBeCloseTo(chance, 10);
		expect(signTest(losses, wins)).toBeCloseTo(chance, 10);
	});

	test('is a number for counts at which one half to their power is none', () => {
		expect(signTest(1000, 1000)).toBeCloseTo(1, 6);
		expect(signTest(2000, 1800)).toBeLessThan(0.01);
		expect(signTest(2000, 1800)).toBeGreaterThan(0);
	});
});

describe('about how many prompts would settle it', () => {
	test.each([1, 2, 5])(
		'counts what little is known where nothing varied, %i answers a prompt',
		(answers) => {
			const none = (prompts: number) =>
				pairedEvidence(Array<number>(prompts).fill(0), { kind: 'share', answers });
			const needed = promptsThatSettle(none(29), 0.05, 0.05, 6)!;
			const { low, high } = none(needed).interval(0.05)!;
			expect(Math.max(-low, high)).toBeLessThanOrEqual(0.05);
			// Only a little more than is needed to be sure four times in five.
			expect(none(Math.round(needed / 2)).interval(0.05)!.high).toBeGreaterThan(0.05);
		},
	);
});
