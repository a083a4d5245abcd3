import { threadTimeMs } from '../../dev/bench/threadTime';
import { watchSlices } from '../../dev/bench/watchSlices';

const RUNS = 4;

/**
 * The largest part of some work that lets nothing else happen, as a share of the work's own processor time: 1 where
 * all of it is done in one turn of the event loop. A busy or a slow machine makes the parts longer and the whole with
 * them. The best of a few runs counts; the first that stays below `enough` is the last.
 */
export async function largestShare(enough: number, work: () => Promise<unknown>): Promise<number> {
	let least = Infinity;
	for (let run = 0; run < RUNS && least >= enough; run++) {
		const slices = watchSlices();
		// What was begun before is not measured.
		await new Promise((done) => setTimeout(done, 5));
		const before = threadTimeMs();
		await work();
		const usedMs = threadTimeMs() - before;
		least = Math.min(least, slices.stop() / usedMs);
	}
	return least;
}
