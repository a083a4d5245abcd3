import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import { filled, h, img } from './dom';

/** What is asked, by whom, until when. */
export function header(data: PageData): HTMLElement {
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

function localTime(iso: string): string {
	return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A prompt may be long: the first lines, the rest on demand. */
export function promptHeading(text: string): HTMLElement {
	const isLong = text.length > 160 || text.split('\n').length > 2;
	if (!isLong) return h('h2', { class: 'prompt' }, text);
	return h(
		'details',
		{ class: 'prompt' },
		h('summary', {}, h('h2', {}, `${text.slice(0, 140).trim()}…`)),
		h('p', {}, text),
	);
}
