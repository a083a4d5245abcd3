import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Reads until it is the same twice, a quarter of a second apart. @throws after 15 s. */
export async function stable<T>(read: () => Promise<T>): Promise<T> {
	const end = performance.now() + 15_000;
	let last = await read();
	while (performance.now() < end) {
		await sleep(250);
		const next = await read();
		if (isDeepStrictEqual(next, last)) return next;
		last = next;
	}
	throw new Error('What the editor shows goes on changing.');
}
