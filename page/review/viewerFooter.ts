import type { DrawingKind, PageData, PageImage } from '../../nodes/ReviewImages/protocol/page';
import type { Texts } from '../../nodes/ReviewImages/protocol/pageTexts';
import { downloadAddress } from './addresses';
import { h, icon, iconButton } from './dom';
import { BRUSH, type DrawPad } from './drawPad';
import type { Pins } from './pins';
import type { Strokes } from './strokes';

/** What is under an image that is only looked at: to the others, closer, to keep. */
export function lookFooter(
	data: PageData,
	image: PageImage,
	use: { step(by: number): void; zoomBy?: ((factor: number) => void) | undefined },
): HTMLElement {
	const { texts } = data;
	const many = data.images.length > 1;
	const { zoomBy } = use;
	return h(
		'footer',
		{ class: 'row' },
		many && iconButton('back', texts.previous, () => use.step(-1)),
		zoomBy && iconButton('minus', texts.zoomOut, () => zoomBy(1 / 1.5)),
		zoomBy && iconButton('plus', texts.zoomIn, () => zoomBy(1.5)),
		data.allowDownload &&
			h(
				'a',
				{
					class: 'icon-button',
					href: downloadAddress(data, image.index),
					'aria-label': texts.download,
					title: texts.download,
					download: true,
				},
				icon('download'),
			),
		many && iconButton('forward', texts.next, () => use.step(1)),
	);
}

export function pinFooter(texts: Texts, pins: Pins, close: () => void): HTMLElement {
	const middle = h(
		'button',
		{ type: 'button', class: 'quiet', onclick: () => pins.add(50, 50) },
		icon('plus'),
		texts.pin,
	);
	return h(
		'footer',
		{ class: 'pin-tools' },
		h('p', {}, texts.pinHint),
		pins.list,
		h('div', { class: 'row' }, middle, doneButton(texts, close)),
	);
}

/** Size, eraser, undo and clear of a drawing. */
export function drawFooter(
	texts: Texts,
	kind: DrawingKind,
	{ pad, strokes }: { pad: DrawPad; strokes: Strokes },
	use: { changed(): void; close(): void },
): HTMLElement {
	const size = h('input', {
		type: 'range',
		min: BRUSH.least * 1000,
		max: (kind === 'region' ? BRUSH.most : BRUSH.most / 5) * 1000,
		value: pad.brush * 1000,
		'aria-label': texts.size,
		oninput: () => (pad.brush = Number(size.value) / 1000),
	});
	const eraser = iconButton(
		'eraser',
		texts.eraser,
		() => {
			pad.erases = !pad.erases;
			eraser.setAttribute('aria-pressed', String(pad.erases));
		},
		{ 'aria-pressed': 'false' },
	);
	const redraw = (change: () => void) => () => {
		change();
		pad.paint();
		use.changed();
	};
	return h(
		'footer',
		{ class: 'draw-tools' },
		h('p', {}, kind === 'region' ? texts.regionHint : texts.markHint),
		h(
			'div',
			{ class: 'row' },
			h('label', { class: 'size' }, h('span', {}, texts.size), size),
			eraser,
			iconButton(
				'undo',
				texts.undo,
				redraw(() => strokes.undo()),
			),
			iconButton(
				'trash',
				texts.clear,
				redraw(() => strokes.clear()),
			),
			doneButton(texts, () => use.close()),
		),
	);
}

function doneButton({ done }: Texts, onclick: () => void): HTMLElement {
	return h('button', { type: 'button', class: 'primary small', onclick }, done);
}
