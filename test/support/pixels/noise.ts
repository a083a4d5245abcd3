/** Bytes that look random, below `values`; the same ones for the same seed. */
export function noise(length: number, seed: number, values = 256): Buffer {
	const bytes = Buffer.alloc(length);
	let state = seed | 1;
	for (let at = 0; at < length; at++) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		bytes[at] = (state >>> 16) % values;
	}
	return bytes;
}

/** An image of such bytes. @param alpha whether all pixels are opaque, most, or few. */
export function noisyRaster(
	width: number,
	height: number,
	seed: number,
	alpha: 'opaque' | 'some' | 'any',
) {
	const data = new Uint8Array(noise(width * height * 4, seed));
	for (let at = 3; at < data.length; at += 4) {
		if (alpha === 'opaque' || (alpha === 'some' && data[at]! > 30)) data[at] = 255;
		else if (data[at]! % 3 === 0) data[at] = 0;
	}
	return { width, height, data };
}
