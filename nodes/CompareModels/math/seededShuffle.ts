import { createHash } from 'crypto';

/** Numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32). */
export function seededNumbers(seed: string): () => number {
	let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** A new order of the values (Fisher and Yates), the same for the same seed. */
export function seededShuffle<Value>(values: readonly Value[], seed: string): Value[] {
	const next = seededNumbers(seed);
	const shuffled = [...values];
	for (let last = shuffled.length - 1; last > 0; last--) {
		const other = Math.floor(next() * (last + 1));
		[shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
	}
	return shuffled;
}
