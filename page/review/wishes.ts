import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import type { Decision, PageImage } from '../../nodes/ReviewImages/protocol/page';
import type { Ballot } from './ballot';
import { fill, h, icon, type IconName } from './dom';
import type { ViewerMode } from './viewer';

/** What the wishes ask of the card that they belong to. */
export interface WishesUse {
	/** The image's. */
	name: string;
	open(mode: ViewerMode): void;
	changed(): void;
}

/** Below the decision on an image: a comment, and for a change the ways to say what and where. */
export class Wishes {
	readonly element = h('div', { class: 'more' });
	private shownFor: Decision | null | undefined;

	constructor(
		private readonly ballot: Ballot,
		private readonly image: PageImage,
		private readonly use: WishesUse,
	) {}

	/** Leaves the field alone while somebody types in it. */
	show(): void {
		const { decision } = this.answer;
		if (this.shownFor !== decision) this.build(decision);
		this.shownFor = decision;
		this.showDrawn();
	}

	focusComment(): void {
		this.element.querySelector('textarea')?.focus();
	}

	private get answer() {
		return this.ballot.images[this.image.index]!;
	}

	private build(decision: Decision | null): void {
		const { data } = this.ballot;
		if (decision === null || (data.comments === 'off' && decision !== 'change')) {
			fill(this.element);
			return;
		}
		const hasField = data.comments !== 'off';
		fill(
			this.element,
			hasField && (decision === 'change' || this.answer.comment !== '')
				? this.commentField(decision)
				: hasField && this.commentOpener(decision),
			decision === 'change' && this.changeTools(),
			decision === 'change' && h('div', { class: 'drawn' }),
		);
	}

	private commentOpener(decision: Decision): HTMLElement {
		return h(
			'button',
			{
				type: 'button',
				class: 'quiet',
				onclick: (event: MouseEvent) => {
					(event.currentTarget as HTMLElement).replaceWith(this.commentField(decision));
					this.focusComment();
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
			'aria-label': `${texts.comment}: ${this.use.name}`,
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
				{ type: 'button', class: 'quiet', onclick: () => this.use.open(mode) },
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
		const place = this.element.querySelector('.drawn');
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
