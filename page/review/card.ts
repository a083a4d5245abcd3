import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import type { Decision, PageImage } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import type { Ballot } from './ballot';
import { slider } from './compare';
import { fill, filled, h, icon, iconButton, img, type IconName } from './dom';
import type { ViewerMode } from './viewer';

/** What a card asks of the page. */
export interface CardUse {
	open(image: number, mode?: ViewerMode): void;
	changed(): void;
}

const LOOKS: Readonly<Record<Decision, { name: IconName; key: string }>> = {
	approve: { name: 'check', key: 'A' },
	change: { name: 'change', key: 'C' },
	reject: { name: 'cross', key: 'R' },
};

/** One image with its decision. */
export class Card {
	readonly element: HTMLElement;
	private readonly more = h('div', { class: 'more' });
	private readonly frame = h('div', { class: 'frame' });
	private readonly choices: HTMLElement;
	private compares = false;
	private shownFor: Decision | null | undefined;

	constructor(
		private readonly ballot: Ballot,
		readonly image: PageImage,
		/** Its group's place on the page. */
		readonly groupPlace: number,
		private readonly use: CardUse,
	) {
		const { data } = ballot;
		this.choices =
			data.ballot === 'pick' ? this.pickButton() : this.decisionButtons(data.decisions);
		this.element = h(
			'article',
			{ class: 'card', 'aria-label': this.name, tabindex: -1, 'data-image': image.index },
			this.frame,
			h('div', { class: 'under-image' }, this.heading(), this.choices, this.more),
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
		// On a phone the keyboard would cover the tools below the field.
		const isTouched = matchMedia('(pointer: coarse)').matches;
		if (decision === 'change' && !isTouched) this.more.querySelector('textarea')?.focus();
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
			const isOn =
				this.ballot.data.ballot === 'pick' ? picked : button.dataset.decision === decision;
			button.setAttribute('aria-pressed', String(isOn));
		}
		this.element.dataset.decision = decision ?? (picked ? 'approve' : '');
		if (this.shownFor !== decision) this.showMore();
		else this.showDrawn();
		this.shownFor = decision;
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
	}

	private decisionButtons(decisions: readonly Decision[]): HTMLElement {
		const { texts, isVote } = this.ballot.data;
		const words = {
			approve: isVote ? texts.accept : texts.approve,
			change: texts.requestChanges,
			reject: texts.reject,
		};
		return h(
			'div',
			{ class: 'choices', role: 'group', 'aria-label': this.name },
			...decisions.map((decision) =>
				h(
					'button',
					{
						type: 'button',
						class: `choice ${decision}`,
						'data-decision': decision,
						onclick: () => this.decide(decision),
					},
					icon(LOOKS[decision].name),
					h('span', {}, words[decision]),
					h('kbd', { 'aria-hidden': 'true' }, LOOKS[decision].key),
				),
			),
		);
	}

	private pickButton(): HTMLElement {
		const { texts, groups } = this.ballot.data;
		const place = groups[this.groupPlace]!.images.indexOf(this.image.index) + 1;
		return h(
			'div',
			{ class: 'choices' },
			h(
				'button',
				{
					type: 'button',
					class: 'choice approve',
					'aria-label': `${texts.pick}: ${this.name}`,
					onclick: () => this.pick(),
				},
				icon('check'),
				h('span', {}, texts.pick),
				place <= 9 && h('kbd', { 'aria-hidden': 'true' }, String(place)),
			),
		);
	}

	private showMore(): void {
		const { data } = this.ballot;
		const { decision } = this.answer;
		if (decision === null || (data.comments === 'off' && decision !== 'change')) {
			fill(this.more);
			return;
		}
		const hasField = data.comments !== 'off';
		fill(
			this.more,
			hasField && (decision === 'change' || this.answer.comment !== '')
				? this.commentField(decision)
				: hasField && this.commentOpener(decision),
			decision === 'change' && this.changeTools(),
			decision === 'change' && h('div', { class: 'drawn' }),
		);
		this.showDrawn();
	}

	private commentOpener(decision: Decision): HTMLElement {
		return h(
			'button',
			{
				type: 'button',
				class: 'quiet',
				onclick: (event: MouseEvent) => {
					(event.currentTarget as HTMLElement).replaceWith(this.commentField(decision));
					this.more.querySelector('textarea')?.focus();
				},
			},
			icon('comment'),
			this.ballot.data.texts.addComment,
		);
	}

	private commentField(decision: Decision): HTMLElement {
		const { texts } = this.ballot.data;
		const field = h('textarea', {
			rows: 3,
			maxlength: LIMITS.comment,
			placeholder: decision === 'change' ? texts.commentHint : '',
			'aria-label': `${texts.comment}: ${this.name}`,
			oninput: () => {
				this.answer.comment = field.value;
				this.use.changed();
			},
		});
		field.value = this.answer.comment;
		return field;
	}

	private changeTools(): HTMLElement {
		const { texts, comments, drawing } = this.ballot.data;
		const tool = (mode: ViewerMode, name: IconName, label: string) =>
			h(
				'button',
				{ type: 'button', class: 'quiet', onclick: () => this.use.open(this.image.index, mode) },
				icon(name),
				label,
			);
		return h(
			'div',
			{ class: 'row tools-row' },
			comments !== 'off' && tool('pin', 'pin', texts.pin),
			drawing.includes('region') && tool('region', 'brush', texts.brush),
			drawing.includes('markup') && tool('markup', 'change', texts.markup),
		);
	}

	private showDrawn(): void {
		const { texts } = this.ballot.data;
		const place = this.more.querySelector('.drawn');
		if (!place) return;
		const pins = this.answer.pins.map(({ text }) => h('li', {}, text));
		fill(
			place,
			pins.length > 0 && h('ol', { class: 'said-pins' }, ...pins),
			this.ballot.isDrawn(this.image.index) &&
				h('p', { class: 'has-drawing' }, icon('check'), texts.drawing),
		);
	}
}
