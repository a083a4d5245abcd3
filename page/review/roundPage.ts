import type { Ballot } from './ballot';
import { Card, type CardUse } from './card';
import { filled, h } from './dom';
import { header, promptHeading } from './header';
import { PickEnd } from './pickEnd';

/** What the page of a round asks of the app. */
export interface RoundUse extends CardUse {
	summarize(): void;
}

/** A round: what is asked at the top, the images in their groups, how far one is at the bottom. */
export class RoundPage {
	readonly cards: Card[] = [];
	readonly elements: HTMLElement[];
	private readonly ends: PickEnd[] = [];
	private readonly progress = h('p', { class: 'progress', role: 'status' });
	private readonly meter = h('progress', { 'aria-hidden': 'true' });

	constructor(
		private readonly ballot: Ballot,
		private readonly use: RoundUse,
	) {
		const { data } = ballot;
		const sections = data.groups.map((_, group) => this.section(group));
		this.elements = [header(data), h('main', {}, ...sections), this.bar()];
		this.show();
	}

	/** Brings everything in line with the ballot. */
	show(): void {
		const { data, done, all } = this.ballot;
		this.progress.textContent = filled(data.texts.decided, { done, all });
		this.meter.max = all;
		this.meter.value = done;
		for (const part of [...this.cards, ...this.ends]) part.show();
	}

	goTo(image: number): void {
		const card = this.cards.find((one) => one.image.index === image);
		card?.element.focus({ preventScroll: true });
		card?.element.scrollIntoView({ block: 'nearest' });
	}

	private section(group: number): HTMLElement {
		const { data } = this.ballot;
		const { heading, images } = data.groups[group]!;
		const cards = images.map(
			(index) => new Card(this.ballot, data.images[index]!, group, this.use),
		);
		this.cards.push(...cards);
		const end =
			data.ballot === 'pick'
				? new PickEnd(this.ballot, group, () => this.use.changed())
				: undefined;
		if (end) this.ends.push(end);
		return h(
			'section',
			{ class: images.length === 1 && data.groups.length === 1 ? 'single' : '' },
			heading !== '' && promptHeading(heading),
			h('div', { class: 'grid' }, ...cards.map(({ element }) => element)),
			end?.element,
		);
	}

	private bar(): HTMLElement {
		const { texts } = this.ballot.data;
		const send = h(
			'button',
			{ type: 'button', class: 'primary', onclick: () => this.use.summarize() },
			texts.send,
		);
		return h(
			'div',
			{ class: 'bar' },
			h(
				'div',
				{ class: 'bar-inner' },
				h('div', { class: 'how-far' }, this.progress, this.meter),
				send,
			),
		);
	}
}
