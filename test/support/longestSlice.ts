import { watchSlices } from '../../dev/bench/watchSlices';

const RUNS = 4;

/**
 * For how long some work lets nothing else happen, in milliseconds of processor time. A busy machine makes each slice
 * longer, so the best of a few runs counts; the first that stays below `enough` is the last.
 */
export async function longestSlice(enough: number, work: () => Promise<unknown>): Promise<number> {
	let least = Infinity;
	for (let run = 0; run < RUNS && least >= enough; run++) {
		const slices = watchSlices();
		// What was begun before is not measured.
		await new Promise((done) => setTimeout(done, 5));
		await work();
		least = Math.min(least, slices.stop());
	}
	return least;
}
