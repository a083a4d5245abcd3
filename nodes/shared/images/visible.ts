import type { RowWindow } from './rowWindow';

/** Distance between two colours, of at most 255, above which the eye sees another colour. */
const VISIBLE = 25;
/** Pixels around a place within which a colour may have moved without a change: JPEG blurs colour by so many. */
export const REACH = 2;

/** Whether the eye sees a difference; it is keener on brightness than on colour. */
export function differs(one: Uint8Array, other: Uint8Array, at: number): boolean {
	return isVisible(
		one[at]! - other[at]!,
		one[at + 1]! - other[at + 1]!,
		one[at + 2]! - other[at + 2]!,
	);
}

const brightness = (red: number, green: number, blue: number) =>
	0.299 * red + 0.587 * green + 0.114 * blue;

function isVisible(red: number, green: number, blue: number): boolean {
	const bright = brightness(red, green, blue);
	return bright * bright + colorSquare(red, blue, bright) > VISIBLE * VISIBLE;
}

/** Colour without brightness, squared: Cb and Cr of Rec. 601. */
function colorSquare(red: number, blue: number, bright: number): number {
	const blueness = (blue - bright) * 0.564;
	const redness = (red - bright) * 0.713;
	return (blueness * blueness + redness * redness) / 2;
}

const beyond = (value: number, low: number, high: number) =>
	value < low ? value - low : value > high ? value - high : 0;

/**
 * Whether a colour is visibly none of those that stood around this place before, nor a mix of them: the soft
 * edges that encoding leaves are mixes.
 * @param before the original around row `y`.
 * @param now the row of the changed image.
 */
export function isNew(before: RowWindow, now: Uint8Array, x: number, y: number): boolean {
	const first = x < REACH ? 0 : x - REACH;
	const last = x + REACH < before.width ? x + REACH : before.width - 1;
	let lowRed = 255;
	let lowGreen = 255;
	let lowBlue = 255;
	let highRed = 0;
	let highGreen = 0;
	let highBlue = 0;
	for (let near = y - REACH; near <= y + REACH; near++) {
		const around = before.row(near);
		for (let at = first * 3; at <= last * 3; at += 3) {
			const red = around[at]!;
			const green = around[at + 1]!;
			const blue = around[at + 2]!;
			if (red < lowRed) lowRed = red;
			if (red > highRed) highRed = red;
			if (green < lowGreen) lowGreen = green;
			if (green > highGreen) highGreen = green;
			if (blue < lowBlue) lowBlue = blue;
			if (blue > highBlue) highBlue = blue;
		}
	}
	return isVisible(
		beyond(now[x * 3]!, lowRed, highRed),
		beyond(now[x * 3 + 1]!, lowGreen, highGreen),
		beyond(now[x * 3 + 2]!, lowBlue, highBlue),
	);
}

/**
 * Whether a colour of the original is visibly not around this place any more: its brightness, which encoding
 * keeps pixel by pixel, or the mean colour around it, which is all that encoding keeps of fine colour.
 */
export function isGone(before: RowWindow, now: RowWindow, x: number, y: number): boolean {
	const first = x < REACH ? 0 : x - REACH;
	const last = x + REACH < before.width ? x + REACH : before.width - 1;
	let low = 255;
	let high = 0;
	let red = 0;
	let green = 0;
	let blue = 0;
	for (let near = y - REACH; near <= y + REACH; near++) {
		const old = before.row(near);
		const around = now.row(near);
		for (let at = first * 3; at <= last * 3; at += 3) {
			const bright = brightness(around[at]!, around[at + 1]!, around[at + 2]!);
			if (bright < low) low = bright;
			if (bright > high) high = bright;
			red += around[at]! - old[at]!;
			green += around[at + 1]! - old[at + 1]!;
			blue += around[at + 2]! - old[at + 2]!;
		}
	}
	const own = before.row(y);
	const bright = beyond(brightness(own[x * 3]!, own[x * 3 + 1]!, own[x * 3 + 2]!), low, high);
	if (bright * bright > VISIBLE * VISIBLE) return true;
	const pixels = (2 * REACH + 1) * (last - first + 1);
	const [r, g, b] = [red / pixels, green / pixels, blue / pixels];
	return colorSquare(r, b, brightness(r, g, b)) > VISIBLE * VISIBLE;
}
