import type { DrawingKind } from '../../nodes/ReviewImages/protocol/page';

/** One movement of brush or eraser. */
export interface Stroke {
	erases: boolean;
	/** Pixels of the image. */
	width: number;
	/** Pixels of the image: x, y, x, y … */
	points: number[];
}

/** What of a canvas's context drawing needs. */
export type Pen = Pick<
	CanvasRenderingContext2D,
	| 'beginPath'
	| 'clearRect'
	| 'fillRect'
	| 'globalCompositeOperation'
	| 'lineCap'
	| 'lineJoin'
	| 'lineTo'
	| 'lineWidth'
	| 'moveTo'
	| 'restore'
	| 'save'
	| 'scale'
	| 'stroke'
> & {
	strokeStyle: string | CanvasGradient | CanvasPattern;
	fillStyle: string | CanvasGradient | CanvasPattern;
};

/** Of markup, and of a region while it is painted. */
export const INK = '#ff2d55';

/** A drawing on an image, stroke by stroke, so that it can be taken back and drawn at every size. */
export class Strokes {
	private list: Stroke[] = [];

	get isEmpty(): boolean {
		return !this.list.some(({ erases }) => !erases);
	}

	get count(): number {
		return this.list.length;
	}

	begin(stroke: Omit<Stroke, 'points'>, x: number, y: number): void {
		this.list.push({ ...stroke, points: [x, y] });
	}

	/** Leaves out points that could not be told from the last one. */
	extend(x: number, y: number): void {
		const last = this.list.at(-1);
		if (last === undefined) return;
		const [lastX = 0, lastY = 0] = last.points.slice(-2);
		if (Math.hypot(x - lastX, y - lastY) < last.width / 12) return;
		last.points.push(x, y);
	}

	undo(): void {
		this.list.pop();
	}

	clear(): void {
		this.list = [];
	}

	/** As it is seen while drawing. @param scale canvas pixels for each of the image's. */
	paint(pen: Pen, scale: number, size: { width: number; height: number }): void {
		pen.clearRect(0, 0, size.width, size.height);
		this.drawAll(pen, scale, { brush: 'source-over', eraser: 'destination-out' });
	}

	/**
	 * As it is sent, at the image's own size: a region is transparent where the image may change, a markup
	 * where nothing is drawn.
	 */
	finish(pen: Pen, kind: DrawingKind, size: { width: number; height: number }): void {
		pen.clearRect(0, 0, size.width, size.height);
		if (kind === 'markup') {
			this.drawAll(pen, 1, { brush: 'source-over', eraser: 'destination-out' });
			return;
		}
		pen.fillStyle = '#000000';
		pen.fillRect(0, 0, size.width, size.height);
		this.drawAll(pen, 1, { brush: 'destination-out', eraser: 'source-over' }, '#000000');
	}

	private drawAll(
		pen: Pen,
		scale: number,
		how: { brush: GlobalCompositeOperation; eraser: GlobalCompositeOperation },
		color = INK,
	): void {
		pen.save();
		pen.scale(scale, scale);
		pen.lineCap = 'round';
		pen.lineJoin = 'round';
		pen.strokeStyle = color;
		for (const { erases, width, points } of this.list) {
			pen.globalCompositeOperation = erases ? how.eraser : how.brush;
			pen.lineWidth = width;
			pen.beginPath();
			pen.moveTo(points[0]!, points[1]!);
			// A tap is a dot: a line of no length is not drawn everywhere.
			if (points.length === 2) pen.lineTo(points[0]! + 0.01, points[1]!);
			for (let at = 2; at < points.length; at += 2) pen.lineTo(points[at]!, points[at + 1]!);
			pen.stroke();
		}
		pen.restore();
	}
}
