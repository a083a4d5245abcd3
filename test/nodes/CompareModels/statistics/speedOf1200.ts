import { Random } from '../../../../dev/simulations/random';
import { simulatedVotes } from '../../../../dev/simulations/votes';
import { letterOf } from '../../../../nodes/shared/letterOf';
import { renderCsv } from '../../../../nodes/CompareModels/report/csv';
import { renderHtmlReport } from '../../../../nodes/CompareModels/report/comparisonReport';
import { renderTallyPage } from '../../../../nodes/CompareModels/report/tally/page';
import { summarize } from '../../../../nodes/CompareModels/statistics/summarize';
import { tally } from '../../../../nodes/CompareModels/statistics/tally';
import { cpuTime } from '../../../support/cpuTime';
import { sampleComparison } from '../../../support/sampleComparison';

const PROMPTS = 50;
const VARIANTS = 8;
const REPETITIONS = 3;

/** Eight variants: the sample's first one with another letter. */
function comparison() {
	const sample = sampleComparison({
		...{ prompts: PROMPTS, variants: 1, repetitions: REPETITIONS, thumbnailBytes: 10_000 },
	});
	const letters = Array.from({ length: VARIANTS }, (_, index) => letterOf(index));
	const random = new Random('speed');
	return {
		...sample,
		variants: letters.map((letter) => ({ ...sample.variants[0]!, letter })),
		cells: sample.cells.flatMap((cell) =>
			letters.map((letter, variantIndex) => ({
				...cell,
				...{ letter, variantIndex, column: variantIndex },
				durationMs: 10_000 * Math.exp(random.normal() / 3),
				similarity: 0.4 + random.uniform() / 10,
			})),
		),
	};
}

/** Milliseconds of CPU that a large comparison and its tally take, from the numbers to the files. */
export function results(): { reportMs: number; tallyMs: number; cells: number } {
	const whole = comparison();
	const reportMs = cpuTime(() => {
		const report = summarize(whole);
		renderHtmlReport(whole, report);
		renderCsv(whole);
	});
	const { images, decisions } = simulatedVotes(
		{
			...{ shares: Array<number>(VARIANTS).fill(0.6), prompts: PROMPTS, repetitions: REPETITIONS },
			...{ reviewers: 3, correlation: 0.3, ballot: 'yesNo' },
		},
		new Random('votes'),
	);
	const tallyMs = cpuTime(() => {
		const report = tally(images, decisions);
		renderTallyPage({ title: '', report, sliceBy: '', prompts: [], comparisons: [] });
	});
	return { reportMs, tallyMs, cells: whole.cells.length };
}
