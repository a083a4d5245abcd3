import { setTimeout as wait } from 'node:timers/promises';
import { ReadingOrder } from '../../../../nodes/shared/openai/readingOrder';

let order: ReadingOrder;
let pieces: string;
beforeEach(() => {
	order = new ReadingOrder();
	pieces = '';
});

/** Reads an answer of so many pieces. @param pauseMs milliseconds before each; 0: they are there already. */
async function read(name: string, count: number, pauseMs = 0): Promise<void> {
	const reading = order.begin();
	try {
		for (let piece = 0; piece < count; piece++) {
			if (pauseMs > 0) await wait(pauseMs);
			pieces += name;
			await reading.piece();
		}
	} finally {
		reading.end();
	}
}

describe('answers that arrive at the same time', () => {
	it('are read one after another, the first first', async () => {
		await Promise.all([read('a', 6), read('b', 6), read('c', 6)]);

		// Each has had its first piece before it is asked to wait, and may take one before the next goes on.
		expect(pieces).toMatch(/^abca{5}[bc]{0,2}b+c+$/);
		expect(pieces).toHaveLength(18);
	});

	it('go on while an earlier one has nothing to read', async () => {
		await Promise.all([read('a', 3, 50), read('b', 20)]);

		expect(pieces).toMatch(/^b{20}aaa$/);
	});

	it('wait for none that has ended, however it ended', async () => {
		const broken = order.begin();
		broken.end();
		await read('b', 3);

		expect(pieces).toBe('bbb');
	});
});
