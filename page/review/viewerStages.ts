import type { PageData, PageImage } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import type { Beside } from './beside';
import { slider } from './compare';
import { filled, h, img } from './dom';
import type { DrawPad } from './drawPad';
import type { Pins } from './pins';
import { Stage } from './stage';
import type { View } from './view';
import type { ViewerMode } from './viewer';

export interface StagesOf {
	data: PageData;
	image: PageImage;
	mode: ViewerMode;
	beside: Beside | undefined;
	pad: DrawPad;
	pins: Pins;
}

/** The image, or two that move together, as large as there is room. */
export interface Stages {
	element: HTMLElement;
	/** The image alone. */
	zoomable?: Stage;
}

export function stagesOf({ data, image, mode, beside, pad, pins }: StagesOf): Stages {
	if (mode === 'slider') {
		const box = slider(data, image);
		box.style.setProperty('--ratio', `${image.width} / ${image.height}`);
		return { element: h('div', { class: 'stages' }, h('div', { class: 'slider-frame' }, box)) };
	}
	const stages: Stage[] = [];
	const together = (own: Stage, view: View) => {
		for (const stage of stages) if (stage !== own) stage.show(view, false);
	};
	const make = (size: PageImage, name: string, address: string, ...layers: HTMLElement[]) => {
		const shown = img({ src: address, alt: name, draggable: 'false' });
		const stage: Stage = new Stage(size, (view) => together(stage, view), shown, ...layers);
		stages.push(stage);
		return stage;
	};
	const name = filled(data.texts.image, { letter: image.letter });
	const address = imageAddress(data, image.index, data.hasFull ? 'full' : 'preview');
	const main = make(image, name, address, pad.canvas, pins.layer);
	letPointerWork(main, image, mode, pad, pins);
	if (mode !== 'side' || beside === undefined) {
		return { element: h('div', { class: 'stages' }, main.element), zoomable: main };
	}
	const other = make(beside.size, beside.name, beside.address);
	const labelled = (stage: Stage, label: string) =>
		h('figure', {}, stage.element, h('figcaption', {}, label));
	const pair = [
		labelled(other, beside.name),
		labelled(main, image.hasBefore ? data.texts.now : name),
	];
	return {
		element: h('div', { class: 'stages pair' }, ...(image.hasBefore ? pair : pair.reverse())),
	};
}

/** A pointer draws, sets pins, or moves the image. */
function letPointerWork(
	stage: Stage,
	{ width, height }: PageImage,
	mode: ViewerMode,
	pad: DrawPad,
	pins: Pins,
): void {
	const isDrawing = mode === 'region' || mode === 'markup';
	stage.isDrawing = isDrawing;
	stage.element.classList.toggle('draws', isDrawing || mode === 'pin');
	if (isDrawing) pad.attach(stage);
	if (mode === 'pin') {
		stage.use = { onTap: ({ x, y }) => pins.add((x / width) * 100, (y / height) * 100) };
	}
}
