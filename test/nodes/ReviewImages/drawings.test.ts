import {
	combined,
	drawingPng,
	type OpenedDrawing,
} from '../../../nodes/ReviewImages/outputs/drawings';
import { decodePng } from '../../../nodes/shared/images/png';

const WIDTH = 4;
const size = { width: WIDTH, height: 1 };

type Pixel = [red: number, green: number, blue: number, alpha: number];
const NOTHING: Pixel = [0, 0, 0, 0];
const WHOLE: Pixel = [255, 255, 255, 255];
const RED: Pixel = [255, 0, 0, 255];
const HALF_BLUE: Pixel = [0, 0, 255, 128];

const drawing = (kind: OpenedDrawing['kind'], ...pixels: Pixel[]): OpenedDrawing => ({
	kind,
	raster: { ...size, data: Uint8Array.from(pixels.flat()) },
});

const pixelsOf = ({ raster: { data } }: OpenedDrawing): Pixel[] =>
	Array.from({ length: WIDTH }, (_, at) => [...data.subarray(at * 4, at * 4 + 4)] as Pixel);

const region = (...pixels: Pixel[]) => drawing('region', ...pixels);
const markup = (...pixels: Pixel[]) => drawing('markup', ...pixels);

describe('the drawings of several reviewers on one image', () => {
	const ada = region(NOTHING, WHOLE, WHOLE, WHOLE);
	const ben = region(WHOLE, NOTHING, WHOLE, WHOLE);
	const arrow = markup(NOTHING, RED, NOTHING, RED);
	const wash = markup(NOTHING, HALF_BLUE, HALF_BLUE, NOTHING);

	it('are one region that has all regions, whatever their order', async () => {
		for (const both of [
			[ada, ben],
			[ben, ada],
		]) {
			const one = await combined(both);
			expect(one.kind).toBe('region');
			expect(pixelsOf(one).map(([, , , alpha]) => alpha)).toEqual([0, 0, 255, 255]);
		}
	});

	it('are one markup with the later strokes over the earlier', async () => {
		const one = await combined([arrow, wash]);
		expect(one.kind).toBe('markup');
		expect(pixelsOf(one)).toEqual([NOTHING, [127, 0, 128, 255], HALF_BLUE, RED]);
	});

	it('are a markup on which the regions are seen below the strokes', async () => {
		const tint = [255, 64, 129, 110];
		const one = await combined([arrow, ada, ben]);
		expect(one.kind).toBe('markup');
		expect(pixelsOf(one)).toEqual([tint, RED, NOTHING, RED]);
	});

	it('leave the reviewers’ own drawings as they were', async () => {
		const before = pixelsOf(ada);
		await combined([ada, ben, arrow]);
		expect(pixelsOf(ada)).toEqual(before);
	});

	it('of one reviewer are that drawing', async () => {
		expect(await combined([arrow])).toBe(arrow);
	});

	it('go to GPT Image Edit as a PNG whose mask knows only in and out', async () => {
		const soft = region(NOTHING, [9, 9, 9, 1], [200, 0, 0, 254], WHOLE);
		const png = await drawingPng(await combined([soft, region(WHOLE, WHOLE, WHOLE, WHOLE)]));
		const { data } = await decodePng(png, { maxPixels: WIDTH });
		expect(data.filter((_, at) => at % 4 === 3)).toEqual(Uint8Array.from([0, 255, 255, 255]));
	});
});
