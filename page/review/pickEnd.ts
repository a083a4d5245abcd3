import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import type { Ballot } from './ballot';
import { h } from './dom';

/** Below the images of a group to pick from: none of them, and a comment. */
export class PickEnd {
	readonly element: HTMLElement;
	private readonly none: HTMLElement;

	constructor(
		private readonly ballot: Ballot,
		private readonly group: number,
		onChange: () => void,
	) {
		const { data, picks } = ballot;
		const { texts } = data;
		this.none = h(
			'button',
			{
				type: 'button',
				class: 'secondary none',
				'aria-pressed': 'false',
				onclick: () => {
					picks.set(group, { image: null, comment: field.value });
					onChange();
				},
			},
			texts.none,
		);
		const field = h('textarea', {
			rows: 2,
			maxlength: LIMITS.comment,
			placeholder: texts.addComment,
			'aria-label': texts.comment,
			oninput: () => {
				const pick = picks.get(group);
				if (pick) pick.comment = field.value;
			},
		});
		this.element = h('div', { class: 'pick-end' }, this.none, data.comments !== 'off' && field);
	}

	show(): void {
		const pick = this.ballot.picks.get(this.group);
		this.none.setAttribute('aria-pressed', String(pick?.image === null));
	}
}
