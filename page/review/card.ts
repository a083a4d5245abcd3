import type { Decision, PageImage } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import type { Ballot } from './ballot';
import { slider } from './compare';
import { decisionButtons, pickButton } from './choices';
import { fill, filled, h, icon, iconButton, img } from './dom';
import { DrawPad } from './drawPad';
import type { ViewerMode } from './viewer';
import { Wishes } from './wishes';

/** Pixels of a drawing's longer edge on a card. */
const DRAWING_EDGE = 1024;

/** What a card asks of the page. */
export interface CardUse {
	open(image: number, mode?: ViewerMode): void;
	changed(): void;
}

/** One image with its decision. */
export class Card {
	readonly element: HTMLElement;
	private readonly wishes: Wishes;
	private readonly frame = h('div', { class: 'frame' });
	private readonly choices: HTMLElement;
	private compares = false;
	private drawingShown = '';

	constructor(
		private readonly ballot: Ballot,
		readonly image: PageImage,
		/** Its group's place on the page. */
		readonly groupPlace: number,
		private readonly use: CardUse,
	) {
		const { data } = ballot;
		const place = data.groups[groupPlace]!.images.indexOf(image.index) + 1;
		this.choices = this.isPick
			? pickButton(data, this.name, place, () => this.pick())
			: decisionButtons(data, this.name, (decision) => this.decide(decision));
		this.wishes = new Wishes(ballot, image, {
			name: this.name,
			open: (mode) => use.open(image.index, mode),
			changed: () => use.changed(),
		});
		this.element = h(
			'article',
			{ class: 'card', 'aria-label': this.name, tabindex: -1, 'data-image': image.index },
			this.frame,
			h('div', { class: 'under-image' }, this.heading(), this.choices, this.wishes.element),
		);
		this.showFrame();
		this.show();
	}

	get name(): string {
		return filled(this.ballot.data.texts.image, { letter: this.image.letter });
	}

	get isPick(): boolean {
		return this.ballot.data.ballot === 'pick';
	}

	private get answer() {
		return this.ballot.images[this.image.index]!;
	}

	decide(decision: Decision): void {
		if (!this.ballot.data.decisions.includes(decision)) return;
		this.answer.decision = decision;
		this.show();
		this.use.changed();
		if (decision !== 'change') return;
		// On a phone the keyboard would cover the tools below the field.
		const isTouched = matchMedia('(pointer: coarse)').matches;
		if (!isTouched) this.wishes.focusComment();
		this.wishes.element.scrollIntoView({ block: 'nearest' });
	}

	pick(): void {
		const comment = this.ballot.picks.get(this.groupPlace)?.comment ?? '';
		this.ballot.picks.set(this.groupPlace, { image: this.image.index, comment });
		this.use.changed();
	}

	/** Brings buttons and what lies below them in line with the ballot. */
	show(): void {
		const picked = this.ballot.picks.get(this.groupPlace)?.image === this.image.index;
		const { decision } = this.answer;
		for (const button of this.choices.querySelectorAll('button')) {
			const isOn = this.isPick ? picked : button.dataset.decision === decision;
			button.setAttribute('aria-pressed', String(isOn));
		}
		this.element.dataset.decision = decision ?? (picked ? 'approve' : '');
		this.wishes.show();
		this.showDrawing();
	}

	/** Over the image, what was drawn on it. */
	private showDrawing(): void {
		const { kind, strokes } = this.answer;
		const isDrawn = this.ballot.isDrawn(this.image.index) && !this.compares;
		const shown = isDrawn ? `${kind} ${strokes.count}` : '';
		if (shown === this.drawingShown) return;
		this.drawingShown = shown;
		this.frame.querySelector('.drawing')?.remove();
		if (!isDrawn) return;
		const { canvas } = new DrawPad(this.image, this.answer, undefined, DRAWING_EDGE);
		this.frame.querySelector('.preview')?.append(canvas);
	}

	private heading(): HTMLElement {
		const { data } = this.ballot;
		return h(
			'div',
			{ class: 'title' },
			h('h3', {}, this.name),
			this.image.hasBefore &&
				h(
					'button',
					{
						type: 'button',
						class: 'quiet',
						'aria-pressed': 'false',
						onclick: (event: MouseEvent) => {
							this.compares = !this.compares;
							const button = event.currentTarget as HTMLElement;
							button.setAttribute('aria-pressed', String(this.compares));
							this.showFrame();
						},
					},
					icon('compare'),
					data.texts.compare,
				),
			iconButton('full', filled(data.texts.openImage, { image: this.name }), () =>
				this.use.open(this.image.index),
			),
		);
	}

	private showFrame(): void {
		const { data } = this.ballot;
		const { index, width, height, requested } = this.image;
		const shown = this.compares
			? slider(data, this.image)
			: h(
					'button',
					{
						type: 'button',
						class: 'preview',
						'aria-label': filled(data.texts.openImage, { image: this.name }),
						onclick: () => this.use.open(index),
					},
					img({
						src: imageAddress(data, index),
						alt: this.name,
						width,
						height,
						loading: index < 4 ? 'eager' : 'lazy',
						decoding: 'async',
					}),
				);
		const asked =
			requested !== '' &&
			h('p', { class: 'requested' }, h('strong', {}, `${data.texts.requested} `), requested);
		fill(this.frame, shown, asked);
		this.drawingShown = '';
		this.showDrawing();
	}
}
