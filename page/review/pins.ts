import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import type { Pin } from '../../nodes/ReviewImages/protocol/answer';
import type { Texts } from '../../nodes/ReviewImages/protocol/pageTexts';
import { fill, h, iconButton } from './dom';

/** Percent that an arrow key moves a pin. */
const STEP = 1;
const ARROWS: Readonly<Record<string, [number, number]>> = {
	ArrowLeft: [-STEP, 0],
	ArrowRight: [STEP, 0],
	ArrowUp: [0, -STEP],
	ArrowDown: [0, STEP],
};

const inside = (value: number) => Math.round(Math.min(100, Math.max(0, value)) * 10) / 10;

/** The numbered pins over an image and the list with their texts. */
export class Pins {
	readonly layer: HTMLElement = h('div', { class: 'pins' });
	readonly list: HTMLElement = h('ol', { class: 'pin-list' });

	constructor(
		private readonly pins: Pin[],
		private readonly texts: Texts,
		private readonly onChange: () => void,
	) {
		this.show();
	}

	/** @param x, y percent. */
	add(x: number, y: number): void {
		if (this.pins.length >= LIMITS.pins) return;
		this.pins.push({ x: inside(x), y: inside(y), text: '' });
		this.show();
		this.onChange();
		this.list.querySelector<HTMLElement>('li:last-child input')?.focus();
	}

	/** Leaves out pins that say nothing. */
	tidy(): void {
		const said = this.pins.filter(({ text }) => text.trim() !== '');
		this.pins.splice(0, this.pins.length, ...said);
		this.show();
	}

	show(): void {
		fill(this.layer, ...this.pins.map((pin, place) => this.marker(pin, place)));
		fill(this.list, ...this.pins.map((pin, place) => this.entry(pin, place)));
	}

	private marker(pin: Pin, place: number): HTMLElement {
		const marker = h(
			'button',
			{
				type: 'button',
				class: 'pin',
				'aria-label': `${this.texts.pin} ${place + 1}`,
				onkeydown: (event: KeyboardEvent) => {
					const step = ARROWS[event.key];
					if (step === undefined) return;
					event.preventDefault();
					event.stopPropagation();
					pin.x = inside(pin.x + step[0]);
					pin.y = inside(pin.y + step[1]);
					put();
				},
				onclick: () => this.list.querySelectorAll('input')[place]?.focus(),
			},
			String(place + 1),
		);
		const put = () => {
			marker.style.left = `${pin.x}%`;
			marker.style.top = `${pin.y}%`;
		};
		put();
		return marker;
	}

	private entry(pin: Pin, place: number): HTMLElement {
		const input = h('input', {
			value: pin.text,
			maxlength: LIMITS.pinText,
			placeholder: this.texts.commentHint,
			'aria-label': `${this.texts.comment} ${place + 1}`,
			oninput: () => {
				pin.text = input.value;
				this.onChange();
			},
		});
		const remove = iconButton('trash', `${this.texts.delete} ${place + 1}`, () => {
			this.pins.splice(place, 1);
			this.show();
			this.onChange();
		});
		return h(
			'li',
			{},
			h('span', { class: 'pin-number', 'aria-hidden': 'true' }, String(place + 1)),
			input,
			remove,
		);
	}
}
