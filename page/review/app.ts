import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { LIMITS } from '../../nodes/ReviewImages/protocol/limits';
import { imageAddress } from './addresses';
import { Ballot } from './ballot';
import { Card } from './card';
import { fill, filled, h, icon, img } from './dom';
import { look, lookAgainAfter, nextAfter } from './follow';
import { listenToKeys } from './keys';
import { warnBeforeLeaving } from './leave';
import { drawingsOf, pause, sendAnswer } from './send';
import { Summary } from './summary';
import { Viewer } from './viewer';

/** The page from the first look to the last thanks. */
export class App {
	private ballot: Ballot;
	private cards: Card[] = [];
	private stopKeys = () => undefined as void;
	private isSent = false;
	private readonly progress = h('p', { class: 'progress', role: 'status' });
	private readonly meter = h('progress', { 'aria-hidden': 'true' });

	constructor(
		private readonly root: HTMLElement,
		data: PageData,
	) {
		this.ballot = new Ballot(data);
		warnBeforeLeaving(data.texts, () => !this.isSent && this.ballot.isTouched);
	}

	/** Shows the round with all its images. */
	ask(): void {
		const { data } = this.ballot;
		this.isSent = false;
		this.cards = [];
		const sections = data.groups.map((_, group) => this.section(group));
		fill(this.root, this.header(), h('main', {}, ...sections), this.bar());
		this.stopKeys();
		this.stopKeys = listenToKeys(this.cards, (image) => this.open(image));
		this.changed();
	}

	private header(): HTMLElement {
		const { data } = this.ballot;
		const { texts } = data;
		const facts = [
			data.number > 1 && filled(texts.round, { number: data.number }),
			data.deadline !== null && filled(texts.deadline, { time: localTime(data.deadline) }),
			data.answersNeeded > 1 &&
				filled(texts.answersSoFar, { given: data.answersGiven, needed: data.answersNeeded }),
		].filter((fact) => fact !== false);
		return h(
			'header',
			{ class: 'top' },
			data.hasLogo && img({ class: 'logo', src: imageAddress(data, 'logo'), alt: '' }),
			h('h1', {}, data.title || texts.review),
			data.message !== '' && h('p', { class: 'message' }, data.message),
			facts.length > 0 && h('ul', { class: 'facts' }, ...facts.map((fact) => h('li', {}, fact))),
		);
	}

	private section(group: number): HTMLElement {
		const { data } = this.ballot;
		const { heading, images } = data.groups[group]!;
		const cards = images.map(
			(index) =>
				new Card(this.ballot, data.images[index]!, group, {
					open: (image, mode) => this.open(image, mode),
					changed: () => this.changed(),
				}),
		);
		this.cards.push(...cards);
		return h(
			'section',
			{ class: images.length === 1 && data.groups.length === 1 ? 'single' : '' },
			heading !== '' && promptHeading(heading),
			h('div', { class: 'grid' }, ...cards.map(({ element }) => element)),
			data.ballot === 'pick' && this.pickEnd(group),
		);
	}

	/** Below the images of a group to pick from: none of them, and a comment. */
	private pickEnd(group: number): HTMLElement {
		const { data, picks } = this.ballot;
		const { texts } = data;
		const none = h(
			'button',
			{
				type: 'button',
				class: 'secondary none',
				'aria-pressed': 'false',
				onclick: () => {
					picks.set(group, { image: null, comment: field.value });
					this.changed();
				},
			},
			texts.none,
		);
		none.dataset.group = String(group);
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
		return h('div', { class: 'pick-end' }, none, data.comments !== 'off' && field);
	}

	private bar(): HTMLElement {
		const { texts } = this.ballot.data;
		return h(
			'div',
			{ class: 'bar' },
			h(
				'div',
				{ class: 'bar-inner' },
				h('div', { class: 'how-far' }, this.progress, this.meter),
				h(
					'button',
					{ type: 'button', class: 'primary', onclick: () => this.summarize() },
					texts.send,
				),
			),
		);
	}

	private changed(): void {
		const { texts } = this.ballot.data;
		const { done, all, picks } = this.ballot;
		this.progress.textContent = filled(texts.decided, { done, all });
		this.meter.max = all;
		this.meter.value = done;
		for (const card of this.cards) card.show();
		for (const none of this.root.querySelectorAll<HTMLElement>('.none')) {
			const pick = picks.get(Number(none.dataset.group));
			none.setAttribute('aria-pressed', String(pick?.image === null));
		}
	}

	private open(image: number, mode?: Parameters<Viewer['open']>[1]): void {
		const viewer = new Viewer(
			this.ballot,
			() => this.changed(),
			(last) => this.goTo(last),
		);
		viewer.open(image, mode);
	}

	private goTo(image: number): void {
		const card = this.cards.find((one) => one.image.index === image);
		card?.element.focus({ preventScroll: true });
		card?.element.scrollIntoView({ block: 'nearest' });
	}

	private summarize(message = ''): void {
		const summary = new Summary(
			this.ballot,
			() => void this.send(),
			(image) => this.goTo(image),
		);
		summary.open(message);
	}

	private async send(): Promise<void> {
		const { data } = this.ballot;
		const { texts } = data;
		const id = newId();
		let body: string;
		try {
			body = JSON.stringify(this.ballot.body(id, await drawingsOf(this.ballot)));
		} catch {
			this.summarize(texts.drawingTooLarge);
			return;
		}
		this.stopKeys();
		this.say(texts.sending, '', true);
		await this.sendUntilCounted(id, body);
	}

	private async sendUntilCounted(id: string, body: string): Promise<void> {
		const { data } = this.ballot;
		const { texts } = data;
		const sent = await sendAnswer(data, body);
		if (sent.kind === 'counted') {
			this.isSent = true;
			this.say(texts.sent, texts.sentMore, true);
			await this.follow(id, body);
		} else if (sent.kind === 'outdated') {
			this.isSent = true;
			this.say(texts.tooLate, texts.outdated, true);
			await this.follow(id, body, true);
		} else {
			this.ask();
			this.summarize(sent.kind === 'refused' ? sent.message : texts.notSent);
		}
	}

	/** Waits for what comes next and shows it. @param isOver whether the round that was answered is over. */
	private async follow(id: string, body: string, isOver = false): Promise<void> {
		const { data } = this.ballot;
		for (let looks = 0; ; looks++) {
			await pause(lookAgainAfter(looks));
			const next = nextAfter(await look(data), { round: data.round, id });
			if (next.kind === 'finished') {
				this.say(data.texts.finished, data.texts.finishedMore);
				return;
			}
			if (next.kind === 'newRound') {
				this.ballot = new Ballot(next.data, this.ballot.reviewer);
				this.ask();
				scrollTo(0, 0);
				return;
			}
			if (next.kind === 'sendAgain' && !isOver) {
				await this.sendUntilCounted(id, body);
				return;
			}
			if (next.kind === 'others') {
				const { answersGiven: given, answersNeeded: needed, texts } = next.data;
				const soFar = filled(texts.answersSoFar, { given, needed });
				this.say(texts.sent, `${texts.waitingForOthers} ${soFar}`, true);
			}
		}
	}

	private say(title: string, text: string, isBusy = false): void {
		const { data } = this.ballot;
		fill(
			this.root,
			h(
				'main',
				{ class: 'note-page', role: 'status' },
				data.hasLogo && img({ class: 'logo', src: imageAddress(data, 'logo'), alt: '' }),
				h('div', { class: isBusy ? 'seal busy' : 'seal' }, icon('check')),
				h('h1', {}, title),
				h('p', {}, text),
			),
		);
	}
}

/** A prompt may be long: the first lines, the rest on demand. */
function promptHeading(text: string): HTMLElement {
	const isLong = text.length > 160 || text.split('\n').length > 2;
	if (!isLong) return h('h2', { class: 'prompt' }, text);
	return h(
		'details',
		{ class: 'prompt' },
		h('summary', {}, h('h2', {}, `${text.slice(0, 140).trim()}…`)),
		h('p', {}, text),
	);
}

function localTime(iso: string): string {
	return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

function newId(): string {
	return [...crypto.getRandomValues(new Uint8Array(16))]
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('');
}
