import { inSlices } from '../../../../nodes/shared/images/slices';
import { tally, tallySteps } from '../../../../nodes/CompareModels/statistics/tally';
import type { Decision } from '../../../../nodes/CompareModels/statistics/tallyTypes';
import { largestShare } from '../../../support/largestShare';
import { imagesOf } from '../../../support/votes';

const images = imagesOf(100, 'ABCDEF');
const answers = (people: number): Decision[] =>
	Array.from({ length: people }, (_, person) =>
		images.map(({ promptIndex, letter }, at): Decision => ({
			...{ promptIndex, variant: letter, reviewer: `reviewer ${person}` },
			accepted: (person * 7 + at * 3) % 5 > 1,
		})),
	).flat();

it('a tally of 6,000 answers lets other work go on', async () => {
	const decisions = answers(10);
	const whole = tally(images, decisions);
	let report: unknown;
	const inPieces = async () => {
		report = await inSlices(tallySteps(images, decisions));
	};
	expect(await largestShare(0.4, inPieces)).toBeLessThan(0.4);
	expect(report).toEqual(whole);
});

it('a tally ends with Stop', async () => {
	const stop = new AbortController();
	const counted = inSlices(tallySteps(images, answers(10)), stop.signal);
	stop.abort();
	await expect(counted).rejects.toThrow('aborted');
});
