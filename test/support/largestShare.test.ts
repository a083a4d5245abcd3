import { setImmediate as turn } from 'node:timers/promises';
import { largestShare } from './largestShare';

const work = (ms: number) => {
	for (const since = performance.now(); performance.now() - since < ms;);
};

it('is 1 for work that is done in one go, though no timer runs in it', async () => {
	expect(await largestShare(0.5, async () => work(50))).toBeGreaterThan(0.9);
});

it('is small for work in many parts', async () => {
	const parts = async () => {
		for (let part = 0; part < 40; part++) {
			work(2);
			await turn();
		}
	};
	expect(await largestShare(0.5, parts)).toBeLessThan(0.5);
});
