import numbers from '../../../fixtures/statistics/numbers.json';
import { bradleyTerry } from '../../../../nodes/CompareModels/math/bradleyTerry';
import { agreementOf } from '../../../../nodes/CompareModels/math/kappa';
import { krippendorffAlpha } from '../../../../nodes/CompareModels/math/krippendorff';
import { pairedEvidence } from '../../../../nodes/CompareModels/math/paired';
import { promptShare } from '../../../../nodes/CompareModels/math/promptShare';
import { seededNumbers } from '../../../../nodes/CompareModels/math/seededShuffle';
import { signFlipChance } from '../../../../nodes/CompareModels/math/signFlip';
import { tChance, tQuantile } from '../../../../nodes/CompareModels/math/studentT';

const MEASURED = { kind: 'measured', step: 0.1 } as const;
const SHARE = { kind: 'share', answers: 1 } as const;

test("Student's t has the quantiles and chances that scipy has", () => {
	for (const { alpha, freedom, t } of numbers.tQuantile)
		expect(tQuantile(alpha, freedom) / t).toBeCloseTo(1, 9);
	for (const { t, freedom, chance } of numbers.tChance)
		expect(Math.abs(tChance(t, freedom) - chance)).toBeLessThan(1e-10);
});

test('paired t has the interval and chance that scipy has', () => {
	for (const { differences, chance, low, high, low99, high99 } of numbers.paired) {
		const evidence = pairedEvidence(differences, MEASURED);
		expect(evidence.chance).toBeCloseTo(chance, 10);
		expect(evidence.interval(0.05)!.low).toBeCloseTo(low, 9);
		expect(evidence.interval(0.05)!.high).toBeCloseTo(high, 9);
		expect(evidence.interval(0.01)!.low).toBeCloseTo(low99, 9);
		expect(evidence.interval(0.01)!.high).toBeCloseTo(high99, 9);
	}
});

test('the sign-flip test has the chance that all flips together have', () => {
	for (const { differences, chance } of numbers.signFlip)
		expect(signFlipChance(differences)).toBeCloseTo(chance, 12);
});

test("coarse shares have the wider of t and the same with an answer's worth added each way", () => {
	for (const { differences, low, high } of numbers.bonettPrice) {
		const interval = pairedEvidence(differences, SHARE).interval(0.05)!;
		// The exact test may stretch it to 0.
		expect(interval.low).toBeCloseTo(interval.low === 0 ? 0 : low, 9);
		expect(interval.high).toBeCloseTo(high, 9);
	}
});

test("the interval of a share is what a score test on the prompts' spread does not exclude", () => {
	for (const { shares, rate, low, high } of numbers.promptShare) {
		expect(promptShare(shares)!.rate).toBeCloseTo(rate, 12);
		expect(promptShare(shares)!.low).toBeCloseTo(low, 9);
		expect(promptShare(shares)!.high).toBeCloseTo(high, 9);
	}
});

test("Krippendorff's alpha is that of the coincidence matrix, with answers missing", () => {
	for (const { units, alpha } of numbers.krippendorff)
		expect(krippendorffAlpha(units)).toBeCloseTo(alpha, 12);
});

test('kappa has the interval that leaving out one prompt at a time gives', () => {
	for (const { place, judge, people, kappa, low, high } of numbers.kappa) {
		const found = agreementOf(
			place.map((at, index) => ({
				place: at,
				judge: judge[index] === 1,
				people: people[index] === 1,
			})),
		)!;
		expect(found.kappa).toBeCloseTo(kappa, 12);
		expect(found.kappaInterval!.low).toBeCloseTo(low, 9);
		expect(found.kappaInterval!.high).toBeCloseTo(high, 9);
	}
});

test('Bradley–Terry strengths are the most likely ones', () => {
	for (const { prompts, strengths } of numbers.bradleyTerry) {
		const fitted = bradleyTerry(prompts, strengths.length, seededNumbers('test'));
		fitted.forEach(({ strength }, index) => expect(strength).toBeCloseTo(strengths[index]!, 5));
	}
});
