import type { Clock } from '../../../../nodes/shared/openai/clock';
import { Queue } from '../../../../nodes/shared/pace/queue';
import type { QueueSlot } from '../../../../nodes/shared/pace/queue';
import { FakeClock, settle } from '../../../support/fakeClock';

let clock: FakeClock;
beforeEach(() => (clock = new FakeClock()));

/** Enters calls and notes who came in when, in seconds from the start. */
function setUp(maxConcurrency: number, imagesPerMinute = 0, signal?: AbortSignal) {
	const queue = new Queue({ maxConcurrency, imagesPerMinute, clock, signal });
	const begin = clock.now();
	const log: Array<[string, number]> = [];
	const slots = new Map<string, QueueSlot>();
	const note = (name: string) => log.push([name, (clock.now() - begin) / 1000]);
	const enter = (name: string, images = 1) => {
		const entered = queue.enter(images).then((slot) => {
			slots.set(name, slot);
			note(name);
		});
		entered.catch(() => undefined);
		return entered;
	};
	const retry = (name: string, waitMs: number, wholeRun: boolean) => {
		const back = slots
			.get(name)!
			.waitToRetry(waitMs, wholeRun)
			.then(() => note(`${name} again`));
		back.catch(() => undefined);
		return back;
	};
	const leave = async (name: string, succeeded = true) => {
		slots.get(name)!.leave(succeeded);
		await settle();
	};
	return { queue, log, enter, retry, leave, names: () => log.map(([name]) => name) };
}

describe('concurrency', () => {
	it('lets in so many at once, in the order of asking', async () => {
		const { enter, leave, names } = setUp(2);
		for (const name of ['a', 'b', 'c', 'd']) void enter(name);
		await settle();
		expect(names()).toEqual(['a', 'b']);
		await leave('b');
		expect(names()).toEqual(['a', 'b', 'c']);
		await leave('b');
		expect(names()).toEqual(['a', 'b', 'c']);
		expect(clock.sleeping).toBe(0);
	});

	it('is halved once by rate limits that come together, and grows back with successes', async () => {
		const { enter, retry, leave, log, names } = setUp(4);
		for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'])
			void enter(name);
		await settle();
		for (const name of ['a', 'b', 'c', 'd']) void retry(name, 12_000, true);
		await clock.advance(11_999);
		expect(log).toHaveLength(4);
		await clock.advance(1);
		expect(log.slice(4)).toEqual([
			['a again', 12],
			['b again', 12],
		]);
		await leave('a');
		await leave('b');
		expect(names().slice(6)).toEqual(['c again', 'd again']);
		await leave('c');
		expect(names().slice(8)).toEqual(['e', 'f']);
		for (const name of ['d', 'e', 'f']) await leave(name);
		expect(names().slice(10)).toEqual(['g', 'h', 'i', 'j']);
	});

	it('concurrency never falls below one', async () => {
		const { enter, retry, log } = setUp(1);
		void enter('a');
		await settle();
		for (let time = 0; time < 3; time++) {
			void retry('a', 1000, true);
			await clock.advance(1000);
		}
		expect(log).toHaveLength(4);
	});
});

describe('repetitions', () => {
	it('of one call alone leave its place to others meanwhile, and go first when their time has come', async () => {
		const { enter, retry, leave, log } = setUp(1);
		for (const name of ['a', 'b', 'c']) void enter(name);
		await settle();
		void retry('a', 1000, false);
		await clock.advance(2000);
		expect(log.slice(1)).toEqual([['b', 0]]);
		await leave('b');
		expect(log.slice(2)).toEqual([['a again', 2]]);
	});

	it('wake by themselves where nobody else moves', async () => {
		const { enter, retry, log } = setUp(3);
		void enter('a');
		await settle();
		void retry('a', 5000, false);
		await clock.advance(5000);
		expect(log).toEqual([
			['a', 0],
			['a again', 5],
		]);
	});

	it.each([1, 2, 3, 4, 5])(
		'all come, though the clock goes on by a millisecond at every reading number %i',
		async (every) => {
			let [time, readings] = [0, 0];
			const ticking: Clock = {
				now: () => (++readings % every === 0 ? ++time : time),
				/** As timers do, it may end a moment early. */
				sleep: async (ms) => void (time += ms - 1),
			};
			const queue = new Queue({ maxConcurrency: 1, imagesPerMinute: 0, clock: ticking });
			let came = 0;
			const again = async () => {
				const slot = await queue.enter(1);
				for (; came < 50; came++) await slot.waitToRetry(300, came % 2 === 0);
			};

			void again();
			await settle();

			expect(came).toBe(50);
		},
	);
});

describe('images per minute', () => {
	it('never start more than the number in any 60 seconds', async () => {
		const { enter, log } = setUp(100, 5);
		const sizes = [1, 2, 2, 1, 4, 3, 3, 1, 1, 1, 5, 5, 2];
		const all = Promise.all(sizes.map((images, index) => enter(String(index), images)));
		await clock.until(all);
		expect(log.map(([name]) => Number(name))).toEqual(sizes.map((_, index) => index));
		for (const [, from] of log) {
			const inWindow = log.filter(([, at]) => at >= from && at < from + 60);
			expect(inWindow.reduce((sum, [name]) => sum + sizes[Number(name)]!, 0)).toBeLessThanOrEqual(
				5,
			);
		}
		expect(log.at(-1)![1]).toBeLessThanOrEqual(8 * 60);
	});

	it('start a call of more images alone, and let it use up the next minutes', async () => {
		const { enter, log } = setUp(100, 5);
		await clock.until(Promise.all([enter('a', 1), enter('b', 12), enter('c', 1), enter('d', 5)]));
		expect(log).toEqual([
			['a', 0],
			['b', 60],
			['c', 180],
			['d', 240],
		]);
	});

	it('images per minute count repetitions too', async () => {
		const { enter, retry, log } = setUp(100, 2);
		void enter('a', 2);
		await settle();
		void retry('a', 1000, false);
		await clock.advance(60_000);
		expect(log.at(-1)).toEqual(['a again', 60]);
	});
});

describe('a pause', () => {
	it('after a rate limit holds starts, and the latest end counts', async () => {
		const { enter, retry, log } = setUp(4);
		for (const name of ['a', 'b', 'c']) void enter(name);
		await settle();
		void retry('a', 2000, true);
		void enter('d');
		await clock.advance(1000);
		void retry('b', 3000, true);
		void retry('c', 10, true);
		await clock.advance(10_000);
		expect(log.find(([name]) => name === 'd' || name.endsWith('again'))).toEqual(['a again', 4]);
	});
});

describe('the end', () => {
	it('by closing rejects all that wait, now and later, with what closed it', async () => {
		const { queue, enter, retry, names } = setUp(1);
		void enter('a');
		const waiting = enter('b');
		await settle();
		const again = retry('a', 1000, false);
		await settle();
		const late = enter('c');
		queue.close(new Error('first'));
		queue.close(new Error('second'));
		await expect(again).rejects.toThrow('first');
		await expect(late).rejects.toThrow('first');
		await waiting;
		await expect(enter('d')).rejects.toThrow('first');
		expect(names()).toEqual(['a', 'b']);
		expect(clock.sleeping).toBe(0);
	});

	it('by the stop signal rejects all that wait, and leaves nothing behind', async () => {
		const stop = new AbortController();
		const listeners = { added: 0 };
		const { signal } = stop;
		const add = signal.addEventListener.bind(signal);
		const remove = signal.removeEventListener.bind(signal);
		signal.addEventListener = (...args: Parameters<typeof add>) => (
			listeners.added++,
			add(...args)
		);
		signal.removeEventListener = (...args: Parameters<typeof remove>) => (
			listeners.added--,
			remove(...args)
		);
		const { enter } = setUp(1, 0, signal);
		await enter('a');
		expect(listeners.added).toBe(0);
		const waiting = enter('b');
		expect(listeners.added).toBe(1);
		stop.abort();
		await expect(waiting).rejects.toMatchObject({ reason: 'cancelled' });
		await expect(enter('c')).rejects.toMatchObject({ reason: 'cancelled' });
		expect(listeners.added).toBe(0);
		expect(clock.sleeping).toBe(0);
	});
});
