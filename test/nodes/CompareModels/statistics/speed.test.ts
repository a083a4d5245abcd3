import { runBundled } from '../../../support/runScript';

/** Milliseconds of CPU, which a busy machine does not stretch as it does the clock. */
const MOST_MS = 3000;

it('concludes and reports on 50 prompts × 8 variants × 3 repetitions in less than 3 s of CPU', () => {
	const { reportMs, tallyMs, cells } = runBundled<Record<'reportMs' | 'tallyMs' | 'cells', number>>(
		'test/nodes/CompareModels/statistics/speedOf1200.ts',
	);

	expect(cells).toBe(50 * 8 * 3);
	expect(reportMs + tallyMs).toBeLessThan(MOST_MS);
});
