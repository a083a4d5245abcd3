import { GrowingPage } from '../../../../nodes/CompareModels/sheet/growingPage';
import { decodePng, encodePng } from '../../../../nodes/shared/images/png';
import type { Raster } from '../../../../nodes/shared/images/types';
import { noisyRaster } from '../../../support/pixels/noise';

const SIZE = { width: 300, height: 400 };
const TOPS = [40, 130.5, 260, 320];
const SCALE = 1;
const noise = noisyRaster(SIZE.width, SIZE.height, 5, 'opaque');

const plan = {
	...{ height: SIZE.height, subtitle: '' },
	rows: TOPS.map((top) => ({ block: 0, top, headingLines: [], cells: [], height: 0 })),
};
const blank = (): Raster => ({ ...SIZE, data: new Uint8Array(noise.data.length).fill(255) });

/** Fills the rows with noise in this order; the second has two cells. */
async function filled(order: number[]): Promise<Uint8Array | undefined> {
	const page = new GrowingPage(plan, SCALE, async () => blank());
	for (const row of [0, 1, 1, 2, 3]) page.addCell(row);
	const draw = (row: number) => (raster: Raster) => {
		const from = Math.ceil(TOPS[row]!) * SIZE.width * 4;
		const to = Math.floor(TOPS[row + 1] ?? SIZE.height) * SIZE.width * 4;
		raster.data.set(noise.data.subarray(from, to), from);
	};
	for (const row of order) {
		await page.fill(row, draw(row));
		// The part that is complete has time to be written.
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return await page.written();
}

it.each([
	['from the top', [0, 1, 1, 2, 3]],
	['from the bottom', [3, 2, 1, 1, 0]],
	['anyhow', [1, 3, 0, 2, 1]],
])('is the same file, whether its rows are filled %s', async (_order, order) => {
	const file = await filled(order);

	const { data } = await decodePng(file!, { maxPixels: 1e6 });
	const expected = blank();
	for (const [row, top] of TOPS.entries()) {
		const from = Math.ceil(top) * SIZE.width * 4;
		const to = Math.floor(TOPS[row + 1] ?? SIZE.height) * SIZE.width * 4;
		expected.data.set(noise.data.subarray(from, to), from);
	}
	expect(Buffer.compare(data, expected.data)).toBe(0);
	expect(Buffer.compare(file!, await encodePng(expected))).toBe(0);
});

it('is no file where nothing was filled', async () => {
	expect(await filled([])).toBeUndefined();
});

it('throws what painting throws', async () => {
	const page = new GrowingPage(plan, SCALE, async () => await Promise.reject(new Error('stopped')));
	page.addCell(0);

	await expect(page.fill(0, () => undefined)).rejects.toThrow('stopped');
});
