import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Reads again and again until it is as expected; after 10 s it fails with the difference. */
export async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
	const end = performance.now() + 10_000;
	let last = await read();
	while (!isDeepStrictEqual(last, expected) && performance.now() < end) {
		await sleep(200);
		last = await read();
	}
	expect(last).toEqual(expected);
}
