/** What is transparent laid on white. */
export function onWhite(data: Uint8Array): Uint8Array {
	return data.map((value, at) => {
		const alpha = data[at | 3]!;
		return (at & 3) === 3 ? 255 : (value * alpha + 255 * (255 - alpha)) / 255 + 0.5;
	});
}

/** The mean and the largest difference of bytes. */
export function gapsOf(one: Uint8Array, other: Uint8Array): { mean: number; largest: number } {
	let sum = 0;
	let largest = 0;
	for (let at = 0; at < one.length; at++) {
		const gap = Math.abs(one[at]! - other[at]!);
		sum += gap;
		if (gap > largest) largest = gap;
	}
	return { mean: sum / one.length, largest };
}
