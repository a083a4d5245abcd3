import type { PageImage } from '../../nodes/ReviewImages/protocol/page';
import type { ImageAnswer } from './ballot';
import { h } from './dom';
import type { Stage } from './stage';

/** Canvas pixels of the longer edge: sharp on a phone, little memory. */
const EDGE = 2048;
/** Brush widths in shares of the image's shorter edge. */
export const BRUSH = { least: 0.01, most: 0.25, region: 0.09, markup: 0.012 };

/** The canvas over an image, on which strokes are seen while they are drawn. */
export class DrawPad {
	readonly canvas: HTMLCanvasElement;
	erases = false;
	/** Share of the image's shorter edge. */
	brush: number;
	private readonly scale: number;

	/** @param edge canvas pixels of the longer edge, at most. */
	constructor(
		private readonly image: PageImage,
		private readonly answer: ImageAnswer,
		private readonly onChange: () => void = () => undefined,
		edge = EDGE,
	) {
		this.brush = BRUSH[answer.kind];
		this.scale = Math.min(1, edge / Math.max(image.width, image.height));
		this.canvas = h('canvas', {
			class: 'drawing',
			width: Math.round(image.width * this.scale),
			height: Math.round(image.height * this.scale),
			'aria-hidden': 'true',
		});
		this.paint();
	}

	/** Lets a stage's pointer draw. */
	attach(stage: Stage): void {
		stage.use = {
			onStart: ({ x, y }) => {
				const width = this.brush * Math.min(this.image.width, this.image.height);
				this.answer.strokes.begin({ erases: this.erases, width: width / stage.zoom }, x, y);
				this.paint();
			},
			onMove: ({ x, y }) => {
				this.answer.strokes.extend(x, y);
				this.paint();
			},
			onEnd: () => this.onChange(),
		};
	}

	paint(): void {
		const pen = this.canvas.getContext('2d');
		this.canvas.classList.toggle('region', this.answer.kind === 'region');
		if (pen) this.answer.strokes.paint(pen, this.scale, this.canvas);
	}
}
