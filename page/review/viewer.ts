import type { DrawingKind, PageImage } from '../../nodes/ReviewImages/protocol/page';
import type { Ballot } from './ballot';
import { besideOf, type Beside } from './beside';
import { fill, filled, h, icon, iconButton, type IconName } from './dom';
import { DrawPad } from './drawPad';
import { Pins } from './pins';
import type { Stage } from './stage';
import { drawFooter, lookFooter, pinFooter } from './viewerFooter';
import { stagesOf } from './viewerStages';

export type ViewerMode = 'look' | 'slider' | 'side' | 'pin' | DrawingKind;

/** One image as large as the screen: zoom, compare, pin, draw. */
export class Viewer {
	private readonly dialog = h('dialog', { class: 'viewer', 'aria-labelledby': 'viewer-title' });
	private image: PageImage;
	private mode: ViewerMode = 'look';
	private pad: DrawPad | undefined;
	private pins: Pins | undefined;
	private beside: Beside | undefined;
	private zoomable: Stage | undefined;

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
		this.beside = besideOf(data, this.image);
		this.mode = (mode === 'slider' || mode === 'side') && !this.beside ? 'look' : mode;
		if (this.mode === 'region' || this.mode === 'markup') this.answer.kind = this.mode;
		const name = filled(data.texts.image, { letter: this.image.letter });
		const changed = () => this.onChange(this.image.index);
		this.pins = new Pins(this.answer.pins, data.texts, changed);
		this.pad = new DrawPad(this.image, this.answer, changed);
		const { image, beside, pad, pins } = this;
		const stages = stagesOf({ data, image, mode: this.mode, beside, pad, pins });
		this.zoomable = stages.zoomable;
		fill(
			this.dialog,
			h(
				'header',
				{},
				h('h2', { id: 'viewer-title' }, name),
				this.modes(),
				iconButton('close', data.texts.close, () => this.dialog.close(), { 'data-start': true }),
			),
			stages.element,
			this.footer(),
		);
	}

	private modes(): HTMLElement {
		const { data } = this.ballot;
		const { texts } = data;
		const tools: Array<[ViewerMode, IconName, string]> = [['look', 'full', texts.fullScreen]];
		if (this.image.hasBefore) tools.push(['slider', 'compare', texts.compare]);
		if (this.beside) tools.push(['side', 'side', texts.sideBySide]);
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

	private footer(): HTMLElement {
		const { data } = this.ballot;
		const close = () => this.dialog.close();
		const { mode, zoomable } = this;
		if (mode === 'pin') return pinFooter(data.texts, this.pins!, close);
		if (mode === 'region' || mode === 'markup') {
			const { strokes } = this.answer;
			const changed = () => this.onChange(this.image.index);
			return drawFooter(data.texts, mode, { pad: this.pad!, strokes }, { changed, close });
		}
		const zoomBy = mode === 'look' ? (factor: number) => zoomable?.zoomBy(factor) : undefined;
		return lookFooter(data, this.image, { step: (by) => this.step(by), zoomBy });
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
