import { agreementOf } from '../../../../nodes/CompareModels/math/kappa';
import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import type { TallyImage } from '../../../../nodes/CompareModels/statistics/tallyTypes';

/** One image a prompt. */
const verdicts = (bothYes: number, onlyJudge: number, onlyPeople: number, bothNo: number) =>
	[
		...Array.from({ length: bothYes }, () => ({ judge: true, people: true })),
		...Array.from({ length: onlyJudge }, () => ({ judge: true, people: false })),
		...Array.from({ length: onlyPeople }, () => ({ judge: false, people: true })),
		...Array.from({ length: bothNo }, () => ({ judge: false, people: false })),
	].map((verdict, place) => ({ place, ...verdict }));

describe('the agreement of two judges', () => {
	it.each([
		// The textbook case: 20, 5, 10, 15 gives 0.4.
		['more than chance', [20, 5, 10, 15], 0.7, 0.4],
		['full', [12, 0, 0, 8], 1, 1],
		['none beyond chance', [25, 25, 25, 25], 0.5, 0],
		['the contrary', [0, 10, 10, 0], 0, -1],
		['undecidable where one says yes to all', [9, 1, 0, 0], 0.9, null],
	] as const)('the agreement of two judges: %s', (_name, counts, agreement, kappa) => {
		const [a, b, c, d] = counts;
		const found = agreementOf(verdicts(a, b, c, d));
		expect(found?.agreement).toBeCloseTo(agreement, 12);
		if (kappa === null) expect(found?.kappa).toBeNull();
		else expect(found?.kappa).toBeCloseTo(kappa, 12);
	});

	it('has an interval from ten prompts on, which full agreement does not close, and says so', () => {
		const full = agreementOf(verdicts(12, 0, 0, 8))!;
		expect(full.kappaInterval!.high).toBe(1);
		expect(full.kappaInterval!.low).toBeLessThan(0.8);
		expect(full.text).toMatch(/kappa 1\.00, 95% interval 0\.\d\d to 1\.00\)/);
		const few = agreementOf(verdicts(3, 1, 1, 3))!;
		expect(few.kappaInterval).toBeNull();
		expect(few.text).toContain('from too few prompts for an interval');
	});

	it('is nothing without images that both judged', () => {
		expect(agreementOf([])).toBeNull();
	});
});

it('a tally joins the judge’s verdicts to the people’s', () => {
	const images = [0, 1, 2].flatMap((promptIndex) =>
		['A', 'B'].map((letter): TallyImage => ({
			...{ promptIndex, repetition: 0, letter, label: '', model: `model-${letter}` },
			...{ costUsd: 0.01, durationMs: 1000, status: 'ok' },
			judge: { accepted: letter === 'A', textExact: letter === 'A' },
		})),
	);
	const report = tally(images, [
		{ promptIndex: 0, letter: 'A' },
		{ promptIndex: 1, letter: 'A' },
		{ promptIndex: 2, letter: 'B' },
	]);
	expect(report.agreement).toMatchObject({
		...{ pictures: 6, bothYes: 2, onlyJudge: 1, onlyPeople: 1, bothNo: 2 },
	});
	expect(report.agreement?.kappa).toBeCloseTo(1 / 3, 12);
	const acceptance = report.verdicts[0]?.lines.find(({ measure }) => measure === 'acceptance');
	expect(acceptance).toMatchObject({ certainty: 'open', better: 1, worse: 2 });
});
