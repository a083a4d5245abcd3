import type { Decision } from '../../nodes/ReviewImages/protocol/page';
import type { Card } from './card';

const DECISIONS: Readonly<Record<string, Decision>> = { a: 'approve', c: 'change', r: 'reject' };

const isTyping = (target: EventTarget | null) =>
	target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null;

/** The keys that the buttons name: A, C and R decide, 1 to 9 pick or go to an image, arrows step, Enter opens. */
export function listenToKeys(cards: readonly Card[], open: (image: number) => void): () => void {
	const indexOf = (target: EventTarget | null) =>
		cards.findIndex(({ element }) => target instanceof Node && element.contains(target));
	const listen = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
		const at = indexOf(event.target);
		const go = (place: number) => {
			const card = cards[Math.min(cards.length - 1, Math.max(0, place))];
			card?.element.focus();
			card?.element.scrollIntoView({ block: 'nearest' });
		};
		const decision = DECISIONS[event.key.toLowerCase()];
		const number = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
		const onButton = event.target instanceof Element && event.target.closest('button, a') !== null;
		if (decision !== undefined) {
			const undecided = cards.findIndex(({ element }) => element.dataset.decision === '');
			cards[at >= 0 ? at : Math.max(0, undecided)]?.decide(decision);
		} else if (number > 0) {
			const group = cards[Math.max(0, at)]?.groupPlace;
			const card = cards.filter((one) => one.isPick && one.groupPlace === group)[number - 1];
			if (card) card.pick();
			else go(number - 1);
		} else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
			go(at + (event.key === 'ArrowRight' ? 1 : -1));
		} else if (event.key === 'Enter' && at >= 0 && !onButton) {
			open(cards[at]!.image.index);
		} else {
			return;
		}
		event.preventDefault();
	};
	document.addEventListener('keydown', listen);
	return () => document.removeEventListener('keydown', listen);
}
