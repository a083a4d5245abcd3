import type { Texts } from '../../nodes/ReviewImages/protocol/pageTexts';
import { h } from './dom';

/**
 * Warns before unsent answers are lost. The page lives in a sandbox in which browsers show no question of
 * their own, so Back asks here; closing the tab asks where the browser allows it.
 */
export function warnBeforeLeaving(texts: Texts, hasUnsent: () => boolean): void {
	addEventListener('beforeunload', (event) => {
		if (hasUnsent()) event.preventDefault();
	});
	try {
		history.pushState(null, '');
	} catch {
		return;
	}
	addEventListener('popstate', () => {
		if (!hasUnsent()) {
			history.back();
			return;
		}
		history.pushState(null, '');
		ask(texts);
	});
}

function ask({ leaveQuestion, leave, stay }: Texts): void {
	const dialog = h(
		'dialog',
		{ class: 'summary', 'aria-labelledby': 'leave-title' },
		h('h2', { id: 'leave-title' }, leaveQuestion),
		h(
			'div',
			{ class: 'row end' },
			h('button', { type: 'button', class: 'secondary', onclick: () => history.go(-2) }, leave),
			h('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, stay),
		),
	);
	dialog.addEventListener('close', () => dialog.remove());
	document.body.append(dialog);
	dialog.showModal();
}
