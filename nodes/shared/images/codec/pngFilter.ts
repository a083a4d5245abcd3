/** Rows with their filter byte in front: index 0 is the filter, the pixels start at 1. */

// Looked up once: in the hot loops a global costs more than the sum, most of all under jest.
const { abs } = Math;

const paeth = (left: number, up: number, upLeft: number) => {
	const toLeft = abs(up - upLeft);
	const toUp = abs(left - upLeft);
	const toUpLeft = abs(left + up - 2 * upLeft);
	if (toLeft <= toUp && toLeft <= toUpLeft) return left;
	return toUp <= toUpLeft ? up : upLeft;
};

/** Chooses the filter for a row as the PNG specification advises: the smallest sum of differences. */
export function createRowFilter(rowLength: number, step: number) {
	const sub = new Uint8Array(rowLength);
	const up = new Uint8Array(rowLength);
	const both = new Uint8Array(rowLength);
	sub[0] = 1;
	up[0] = 2;
	both[0] = 4;

	/** The filtered row, valid until the next call. The rows have a byte for the filter in front. */
	return (row: Uint8Array, previous: Uint8Array): Uint8Array => {
		let subCost = 0;
		let upCost = 0;
		let bothCost = 0;
		for (let at = 1; at < rowLength; at++) {
			const value = row[at]!;
			const above = previous[at]!;
			const inside = at > step;
			const left = inside ? row[at - step]! : 0;
			const aboveLeft = inside ? previous[at - step]! : 0;
			const subByte = (value - left) & 0xff;
			const upByte = (value - above) & 0xff;
			const bothByte = (value - paeth(left, above, aboveLeft)) & 0xff;
			sub[at] = subByte;
			up[at] = upByte;
			both[at] = bothByte;
			subCost += subByte < 128 ? subByte : 256 - subByte;
			upCost += upByte < 128 ? upByte : 256 - upByte;
			bothCost += bothByte < 128 ? bothByte : 256 - bothByte;
		}
		if (bothCost < subCost && bothCost < upCost) return both;
		return subCost < upCost ? sub : up;
	};
}
