import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import { h, icon, img, type IconName } from './dom';

/** What has become of an answer, as it is seen before a word is read. */
export type NoteLook = 'sending' | 'sent' | 'late' | 'done';

const ICONS: Readonly<Record<NoteLook, IconName | null>> = {
	sending: null,
	sent: 'check',
	late: 'clock',
	done: 'check',
};

/** In place of the images, once they are decided. @param isWaiting whether something may still come. */
export function note(
	data: PageData,
	look: NoteLook,
	isWaiting: boolean,
	title: string,
	...texts: string[]
): HTMLElement {
	const name = ICONS[look];
	return h(
		'main',
		{ class: 'note-page' },
		data.hasLogo && img({ class: 'logo', src: imageAddress(data, 'logo'), alt: '' }),
		h('div', { class: `seal ${look}${isWaiting ? ' busy' : ''}` }, name && icon(name)),
		h(
			'div',
			{ class: 'note', role: 'status' },
			h('h1', {}, title),
			...texts.map((text) => h('p', {}, text)),
		),
	);
}
