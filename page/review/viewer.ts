import type { DrawingKind, PageImage } from '../../nodes/ReviewImages/protocol/page';
import { downloadAddress, imageAddress } from './addresses';
import type { Ballot } from './ballot';
import { slider } from './compare';
import { fill, filled, h, icon, iconButton, img, type IconName } from './dom';
import { BRUSH, DrawPad } from './drawPad';
import { Pins } from './pins';
import { Stage } from './stage';

export type ViewerMode = 'look' | 'slider' | 'side' | 'pin' | DrawingKind;

/** One image as large as the screen: zoom, compare, pin, draw. */
export class Viewer {
	private readonly dialog = h('dialog', { class: 'viewer', 'aria-labelledby': 'viewer-title' });
	private image: PageImage;
	private mode: ViewerMode = 'look';
	private pad: DrawPad | undefined;
	private pins: Pins | undefined;

	/** @param onClose with the image that was shown last. */
	constructor(
		private readonly ballot: Ballot,
		private readonly onChange: (image: number) => void,
		private readonly onClose: (image: number) => void,
	) {
		this.image = ballot.data.images[0]!;
		this.dialog.addEventListener('close', () => {
			this.pins?.tidy();
			this.onChange(this.image.index);
			this.dialog.remove();
			this.onClose(this.image.index);
		});
		this.dialog.addEventListener('keydown', (event) => this.key(event));
	}

	open(index: number, mode: ViewerMode = 'look'): void {
		document.body.append(this.dialog);
		this.show(index, mode);
		this.dialog.showModal();
		this.dialog.querySelector<HTMLElement>('[data-start]')?.focus();
	}

	private get answer() {
		return this.ballot.images[this.image.index]!;
	}

	private show(index: number, mode: ViewerMode): void {
		const { data } = this.ballot;
		this.pins?.tidy();
		if (index !== this.image.index) this.onChange(this.image.index);
		this.image = data.images[index] ?? this.image;
		this.mode = (mode === 'slider' || mode === 'side') && !this.other ? 'look' : mode;
		if (this.mode === 'region' || this.mode === 'markup') this.answer.kind = this.mode;
		const name = filled(data.texts.image, { letter: this.image.letter });
		const changed = () => this.onChange(this.image.index);
		this.pins = new Pins(this.answer.pins, data.texts, changed);
		this.pad = new DrawPad(this.image, this.answer, changed);
		fill(
			this.dialog,
			h(
				'header',
				{},
				h('h2', { id: 'viewer-title' }, name),
				this.modes(),
				iconButton('close', data.texts.close, () => this.dialog.close(), { 'data-start': true }),
			),
			this.body(),
			this.footer(),
		);
	}

	/** What can be shown next to the image: the previous version, else the next image of its group. */
	private get other(): { address: string; name: string; size: PageImage } | undefined {
		const { data } = this.ballot;
		if (this.image.hasBefore) {
			const address = imageAddress(data, this.image.index, 'before');
			return { address, name: data.texts.before, size: this.image };
		}
		const group = data.groups.find(({ images }) => images.includes(this.image.index))?.images ?? [];
		const next = group[(group.indexOf(this.image.index) + 1) % group.length];
		const size = next === this.image.index ? undefined : data.images[next ?? -1];
		return (
			size && {
				address: imageAddress(data, size.index),
				name: filled(data.texts.image, { letter: size.letter }),
				size,
			}
		);
	}

	private modes(): HTMLElement {
		const { data } = this.ballot;
		const { texts } = data;
		const tools: Array<[ViewerMode, IconName, string]> = [['look', 'full', texts.fullScreen]];
		if (this.image.hasBefore) tools.push(['slider', 'compare', texts.compare]);
		if (this.other) tools.push(['side', 'side', texts.sideBySide]);
		if (this.answer.decision === 'change') {
			if (data.comments !== 'off') tools.push(['pin', 'pin', texts.pin]);
			if (data.drawing.includes('region')) tools.push(['region', 'brush', texts.brush]);
			if (data.drawing.includes('markup')) tools.push(['markup', 'change', texts.markup]);
		}
		if (tools.length === 1) return h('div', { class: 'tools' });
		return h(
			'div',
			{ class: 'tools', role: 'group', 'aria-label': texts.review },
			...tools.map(([mode, name, label]) =>
				h(
					'button',
					{
						type: 'button',
						class: 'tool',
						'aria-pressed': String(this.mode === mode),
						'aria-label': label,
						title: label,
						onclick: () => {
							this.show(this.image.index, mode);
							this.dialog.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
						},
					},
					icon(name),
				),
			),
		);
	}

	private body(): HTMLElement {
		const { data } = this.ballot;
		if (this.mode === 'slider') {
			const box = slider(data, this.image);
			box.style.setProperty('--ratio', `${this.image.width} / ${this.image.height}`);
			return h('div', { class: 'stages' }, h('div', { class: 'slider-frame' }, box));
		}
		const stages: Stage[] = [];
		const together = (own: Stage) => (view: Parameters<Stage['show']>[0]) => {
			for (const stage of stages) if (stage !== own) stage.show(view, false);
		};
		const make = (size: PageImage, name: string, address: string, ...layers: HTMLElement[]) => {
			const shown = img({ src: address, alt: name, draggable: 'false' });
			const stage: Stage = new Stage(size, (view) => together(stage)(view), shown, ...layers);
			stages.push(stage);
			return stage;
		};
		const name = filled(data.texts.image, { letter: this.image.letter });
		const kind = data.hasFull ? 'full' : 'preview';
		const main = make(
			this.image,
			name,
			imageAddress(data, this.image.index, kind),
			this.pad!.canvas,
			this.pins!.layer,
		);
		const isDrawing = this.mode === 'region' || this.mode === 'markup';
		main.isDrawing = isDrawing;
		main.element.classList.toggle('draws', isDrawing || this.mode === 'pin');
		if (isDrawing) this.pad!.attach(main);
		if (this.mode === 'pin') {
			main.use = {
				onTap: ({ x, y }) =>
					this.pins!.add((x / this.image.width) * 100, (y / this.image.height) * 100),
			};
		}
		const { other } = this;
		if (this.mode === 'side' && other) {
			const beside = make(other.size, other.name, other.address);
			const labelled = (stage: Stage, label: string) =>
				h('figure', {}, stage.element, h('figcaption', {}, label));
			const now = this.image.hasBefore ? data.texts.now : name;
			const pair = [labelled(beside, other.name), labelled(main, now)];
			return h('div', { class: 'stages pair' }, ...(this.image.hasBefore ? pair : pair.reverse()));
		}
		this.zoomable = main;
		return h('div', { class: 'stages' }, main.element);
	}

	private zoomable: Stage | undefined;

	private footer(): HTMLElement {
		const { data } = this.ballot;
		const { texts } = data;
		if (this.mode === 'region' || this.mode === 'markup') return this.drawingTools(this.mode);
		if (this.mode === 'pin') {
			const middle = h(
				'button',
				{ type: 'button', class: 'quiet', onclick: () => this.pins!.add(50, 50) },
				icon('plus'),
				texts.pin,
			);
			return h(
				'footer',
				{ class: 'pin-tools' },
				h('p', {}, texts.pinHint),
				this.pins!.list,
				h('div', { class: 'row' }, middle, this.doneButton()),
			);
		}
		const many = data.images.length > 1;
		const step = (by: number) => () => this.step(by);
		return h(
			'footer',
			{ class: 'row' },
			many && iconButton('back', texts.previous, step(-1)),
			this.mode === 'look' &&
				iconButton('minus', texts.zoomOut, () => this.zoomable?.zoomBy(1 / 1.5)),
			this.mode === 'look' && iconButton('plus', texts.zoomIn, () => this.zoomable?.zoomBy(1.5)),
			data.allowDownload &&
				h(
					'a',
					{
						class: 'icon-button',
						href: downloadAddress(data, this.image.index),
						'aria-label': texts.download,
						title: texts.download,
						download: true,
					},
					icon('download'),
				),
			many && iconButton('forward', texts.next, step(1)),
		);
	}

	private drawingTools(kind: DrawingKind): HTMLElement {
		const { texts } = this.ballot.data;
		const pad = this.pad!;
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
			this.onChange(this.image.index);
		};
		const { strokes } = this.answer;
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
				this.doneButton(),
			),
		);
	}

	private doneButton(): HTMLElement {
		return h(
			'button',
			{ type: 'button', class: 'primary small', onclick: () => this.dialog.close() },
			this.ballot.data.texts.done,
		);
	}

	private step(by: number): void {
		const { images } = this.ballot.data;
		const mode = this.mode === 'slider' || this.mode === 'side' ? this.mode : 'look';
		this.show((this.image.index + by + images.length) % images.length, mode);
	}

	private key(event: KeyboardEvent): void {
		if (event.target instanceof HTMLInputElement) return;
		const isPlain = this.mode === 'look' || this.mode === 'side' || this.mode === 'slider';
		if (isPlain && event.key === 'ArrowLeft') this.step(-1);
		if (isPlain && event.key === 'ArrowRight') this.step(1);
		if (event.key === '+') this.zoomable?.zoomBy(1.5);
		if (event.key === '-') this.zoomable?.zoomBy(1 / 1.5);
	}
}
