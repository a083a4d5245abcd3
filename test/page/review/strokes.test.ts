import { createCanvas } from '@napi-rs/canvas';
import { Strokes, type Pen } from '../../../page/review/strokes';
import { fitted, keptInside, WHOLE, zoomed } from '../../../page/review/view';

const SIZE = { width: 64, height: 48 };

/** A line across the middle, rubbed out at its right end. */
function drawn(): Strokes {
	const strokes = new Strokes();
	strokes.begin({ erases: false, width: 10 }, 10, 24);
	strokes.extend(50, 24);
	strokes.begin({ erases: true, width: 20 }, 50, 24);
	return strokes;
}

function finished(strokes: Strokes, kind: 'region' | 'markup') {
	const canvas = createCanvas(SIZE.width, SIZE.height);
	const context = canvas.getContext('2d');
	strokes.finish(context as unknown as Pen, kind, SIZE);
	const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height);
	return (x: number, y: number) => [...data.subarray((y * SIZE.width + x) * 4).subarray(0, 4)];
}

describe('a drawing', () => {
	it('of a region is transparent where it was painted, and opaque elsewhere', () => {
		const at = finished(drawn(), 'region');
		expect(at(25, 24)[3]).toBe(0);
		expect(at(25, 5)).toEqual([0, 0, 0, 255]);
		expect(at(50, 24)).toEqual([0, 0, 0, 255]);
	});

	it('of markup has the strokes and nothing else', () => {
		const at = finished(drawn(), 'markup');
		expect(at(25, 24)).toEqual([255, 45, 85, 255]);
		expect(at(25, 5)[3]).toBe(0);
		expect(at(50, 24)[3]).toBe(0);
	});

	it('holds a dot for a tap, and no points that could not be told apart', () => {
		const strokes = new Strokes();
		strokes.begin({ erases: false, width: 12 }, 30, 24);
		strokes.extend(30.5, 24);
		expect(finished(strokes, 'markup')(30, 24)[3]).toBe(255);
	});

	it('is empty without a stroke of the brush, and after all is undone or cleared', () => {
		const strokes = new Strokes();
		strokes.begin({ erases: true, width: 5 }, 1, 1);
		expect(strokes.isEmpty).toBe(true);
		strokes.begin({ erases: false, width: 5 }, 1, 1);
		expect(strokes.isEmpty).toBe(false);
		strokes.undo();
		expect(strokes.isEmpty).toBe(true);
		const other = drawn();
		other.clear();
		expect([other.isEmpty, other.count]).toEqual([true, 0]);
	});
});

describe('a view', () => {
	it('zooms around the point under the finger, between 1 and 8 times', () => {
		const at = { x: 40, y: -20 };
		const view = zoomed(WHOLE, 2, at);
		expect(view).toEqual({ scale: 2, x: -40, y: 20 });
		expect(zoomed(view, 0.01, at).scale).toBe(1);
		expect(zoomed(view, 100, at).scale).toBe(8);
	});

	it('keeps the image on the stage', () => {
		const stage = { width: 100, height: 100 };
		const image = fitted({ width: 200, height: 100 }, stage);
		expect(image).toEqual({ width: 100, height: 50 });
		expect(keptInside({ scale: 1, x: 30, y: 30 }, image, stage)).toEqual({ scale: 1, x: 0, y: 0 });
		expect(keptInside({ scale: 3, x: 500, y: -500 }, image, stage)).toEqual({
			scale: 3,
			x: 100,
			y: -25,
		});
	});
});
