import type { Slices } from '../slices';
import type { JpegFrame } from './jpegFrame';
import type { JpegScan, ScanHeader, ScanPart } from './jpegScan';

/**
 * Goes through all blocks of a scan in the order of the file.
 * @param read reads the next block, which is in this row and column of its component's blocks.
 * @throws {ImageDecodeError} if the file holds too little.
 */
export async function readAllBlocks(
	frame: JpegFrame,
	{ parts }: ScanHeader,
	scan: JpegScan,
	slices: Slices,
	read: (part: ScanPart, row: number, column: number) => void,
): Promise<void> {
	const [only, ...others] = parts;
	// The blocks of one component come row by row, without those that only fill up units.
	const single = only && others.length === 0 ? only : undefined;
	const down = single ? Math.ceil(single.component.height / 8) : frame.unitsDown;
	const across = single ? Math.ceil(single.component.width / 8) : frame.unitsAcross;
	for (let row = 0; row < down; row++) {
		for (let column = 0; column < across; column++) {
			scan.startUnit();
			if (single) {
				read(single, row, column);
				continue;
			}
			for (const part of parts) {
				const { h, v } = part.component;
				for (let y = 0; y < v; y++) {
					for (let x = 0; x < h; x++) read(part, row * v + y, column * h + x);
				}
			}
		}
		scan.checkEnd();
		if (slices.due) await slices.pause();
	}
}
