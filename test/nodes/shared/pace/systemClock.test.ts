import { getEventListeners } from 'node:events';
import { systemClock } from '../../../../nodes/shared/pace/systemClock';
import { ownTime } from '../../../support/ownTime';

describe('the system clock', () => {
	it('the system clock sleeps as long as asked', async () => {
		const before = systemClock.now();
		await systemClock.sleep(60);
		expect(systemClock.now() - before).toBeGreaterThanOrEqual(55);
	});

	it('wakes at once on a stop, before or during, and leaves nothing on the signal', async () => {
		const stop = new AbortController();
		const took = ownTime();
		const sleeping = systemClock.sleep(20_000, stop.signal);
		stop.abort(new Error('stopped'));
		await sleeping;
		await systemClock.sleep(20_000, stop.signal);
		expect(took()).toBeLessThan(500);
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
	});

	it('leaves nothing on the signal when it wakes by itself', async () => {
		const { signal } = new AbortController();
		await systemClock.sleep(5, signal);
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
	});
});
