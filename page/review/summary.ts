import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import { imageAddress } from './addresses';
import type { Ballot } from './ballot';
import { wordFor } from './choices';
import { fill, filled, h, img } from './dom';

/** What is about to be sent, what is still missing, and the name. */
export class Summary {
	private readonly dialog = h('dialog', { class: 'summary', 'aria-labelledby': 'summary-title' });
	private readonly note = h('p', { class: 'missing', role: 'status' });
	private readonly send: HTMLButtonElement;

	/** @param goTo shows an image or group that still lacks something. */
	constructor(
		private readonly ballot: Ballot,
		onSend: () => void,
		private readonly goTo: (image: number) => void,
	) {
		const { texts } = ballot.data;
		this.send = h(
			'button',
			{
				type: 'button',
				class: 'primary',
				onclick: () => {
					if (!this.check()) return;
					this.dialog.close();
					onSend();
				},
			},
			texts.send,
		);
		this.dialog.addEventListener('close', () => this.dialog.remove());
	}

	/** @param message why the last try was not taken. */
	open(message = ''): void {
		const { texts } = this.ballot.data;
		fill(
			this.dialog,
			h('h2', { id: 'summary-title' }, this.isDecided ? texts.summary : texts.unfinished),
			h('ul', { class: 'decided' }, ...this.rows()),
			this.nameField(),
			this.note,
			h(
				'div',
				{ class: 'row end' },
				h(
					'button',
					{ type: 'button', class: 'secondary', onclick: () => this.dialog.close() },
					texts.cancel,
				),
				this.send,
			),
		);
		document.body.append(this.dialog);
		this.dialog.showModal();
		this.check(false);
		if (message !== '') this.note.textContent = message;
		const field = this.dialog.querySelector<HTMLElement>('input, select');
		(this.ballot.gaps.some(({ kind }) => kind === 'name') && field ? field : this.send).focus();
	}

	private get isDecided(): boolean {
		return !this.ballot.gaps.some(({ kind }) => kind === 'image' || kind === 'group');
	}

	private rows(): HTMLElement[] {
		const { data, images, picks } = this.ballot;
		const { texts } = data;
		if (data.ballot === 'pick') {
			return data.groups.map(({ heading, images: of }, group) => {
				const pick = picks.get(group);
				const image = pick?.image ?? null;
				const said =
					pick === undefined ? texts.undecided : image === null ? texts.none : texts.picked;
				const name =
					image === null
						? heading || String(group + 1)
						: filled(texts.image, { letter: data.images[image]!.letter });
				return this.row(image ?? of[0]!, name, said, pick === undefined ? '' : 'approve');
			});
		}
		return data.images.map(({ index, letter }) => {
			const { decision } = images[index]!;
			const said = decision === null ? texts.undecided : wordFor(decision, data);
			const name = filled(texts.image, { letter });
			return this.row(index, name, said, decision ?? '', this.wishesFor(index));
		});
	}

	/** What should change, in one line. */
	private wishesFor(image: number): string {
		const { data, images } = this.ballot;
		const { decision, comment, pins } = images[image]!;
		const spots = decision === 'change' ? pins.map(({ text }) => text) : [];
		const drawing = this.ballot.isDrawn(image) ? data.texts.drawing : '';
		return [comment, ...spots, drawing].filter((part) => part.trim() !== '').join(' · ');
	}

	private row(image: number, name: string, said: string, look: string, wishes = ''): HTMLElement {
		const { data } = this.ballot;
		return h(
			'li',
			{ 'data-decision': look },
			h(
				'button',
				{
					type: 'button',
					class: 'row-button',
					onclick: () => {
						this.dialog.close();
						this.goTo(image);
					},
				},
				img({ src: imageAddress(data, image), alt: '' }),
				h('span', { class: 'row-name' }, name),
				h('span', { class: 'row-said' }, said),
				wishes !== '' && h('small', {}, wishes),
			),
		);
	}

	private nameField(): HTMLElement | null {
		const { data } = this.ballot;
		const { texts, reviewers } = data;
		const keep = (value: string) => {
			this.ballot.reviewer = value;
			this.check(false);
		};
		const id = 'reviewer-name';
		const label = h('label', { for: id }, data.nameRequired ? texts.name : texts.nameOptional);
		if (reviewers.length > 0) {
			const list = h(
				'select',
				{ id, required: data.nameRequired, onchange: () => keep(list.value) },
				h('option', { value: '' }),
				...reviewers.map((name) => h('option', { value: name }, name)),
			);
			list.value = this.ballot.reviewer;
			return h('div', { class: 'name' }, label, list);
		}
		const field = h('input', {
			id,
			autocomplete: 'name',
			maxlength: LIMITS.name,
			required: data.nameRequired,
			value: this.ballot.reviewer,
			oninput: () => keep(field.value),
		});
		return h('div', { class: 'name' }, label, field);
	}

	/** @param says whether what is missing is written out. */
	private check(says = true): boolean {
		const { gaps, data } = this.ballot;
		const { texts } = data;
		const images = gaps.filter(({ kind }) => kind === 'image' || kind === 'group').length;
		const comment = gaps.find((gap) => gap.kind === 'comment');
		const texted =
			images > 0
				? filled(texts.stillMissing, { count: images })
				: comment?.kind === 'comment'
					? `${filled(texts.image, { letter: data.images[comment.image]!.letter })}: ${texts.commentMissing}`
					: gaps.length > 0 && says
						? texts.nameMissing
						: '';
		this.note.textContent = texted;
		this.send.disabled = images > 0 || comment !== undefined;
		if (says && gaps.some(({ kind }) => kind === 'name')) {
			this.dialog.querySelector<HTMLElement>('input, select')?.focus();
		}
		return gaps.length === 0;
	}
}
