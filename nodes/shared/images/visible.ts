import type { RowWindow } from './rowWindow';

/** Distance between two colours, of at most 255, above which the eye sees another colour. */
const VISIBLE = 25;
/** Pixels around a place within which a colour may have moved without a change: JPEG blurs colour by so many. */
export const REACH = 2;

/** Whether the eye sees a difference; it is keener on brightness than on colour. */
export function differs(one: Uint8Array, other: Uint8Array, at: number): boolean {
	const red = one[at]! - other[at]!;
	const green = one[at + 1]! - other[at + 1]!;
	const blue = one[at + 2]! - other[at + 2]!;
	return isVisible(red, green, blue);
}

/**
 * Whether a colour is visibly none of those around the same place of another image, nor a mix of them: so
 * the soft edges that encoding leaves do not count as a change.
 * @param at place of the pixel in its row.
 */
export function isOutside(
	row: Uint8Array,
	at: number,
	other: RowWindow,
	x: number,
	y: number,
): boolean {
	const first = x < REACH ? 0 : x - REACH;
	const last = x + REACH < other.width ? x + REACH : other.width - 1;
	const red = row[at]!;
	const green = row[at + 1]!;
	const blue = row[at + 2]!;
	let [lowRed, lowGreen, lowBlue, highRed, highGreen, highBlue] = [255, 255, 255, 0, 0, 0];
	for (let near = y - REACH; near <= y + REACH; near++) {
		const around = other.row(near);
		for (let place = first * 3; place <= last * 3; place += 3) {
			const r = around[place]!;
			const g = around[place + 1]!;
			const b = around[place + 2]!;
			if (r < lowRed) lowRed = r;
			if (r > highRed) highRed = r;
			if (g < lowGreen) lowGreen = g;
			if (g > highGreen) highGreen = g;
			if (b < lowBlue) lowBlue = b;
			if (b > highBlue) highBlue = b;
		}
	}
	return isVisible(
		beyond(red, lowRed, highRed),
		beyond(green, lowGreen, highGreen),
		beyond(blue, lowBlue, highBlue),
	);
}

const beyond = (value: number, low: number, high: number) =>
	value < low ? value - low : value > high ? value - high : 0;

function isVisible(red: number, green: number, blue: number): boolean {
	const bright = 0.299 * red + 0.587 * green + 0.114 * blue;
	// Colour without brightness: Cb and Cr of Rec. 601.
	const blueness = (blue - bright) * 0.564;
	const redness = (red - bright) * 0.713;
	return bright * bright + (blueness * blueness + redness * redness) / 2 > VISIBLE * VISIBLE;
}
