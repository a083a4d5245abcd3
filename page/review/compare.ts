import type { PageData, PageImage } from '../../nodes/ReviewImages/protocol/page';
import { imageAddress } from './addresses';
import { h, img } from './dom';

/** The version before and the one of now over each other, with a slider between them. */
export function slider(data: PageData, image: PageImage): HTMLElement {
	const { texts } = data;
	const size = { width: image.width, height: image.height };
	const before = img({
		src: imageAddress(data, image.index, 'before'),
		alt: texts.before,
		class: 'under',
	});
	const now = img({
		src: imageAddress(data, image.index),
		alt: texts.now,
		class: 'over',
		...size,
	});
	const range = h('input', {
		type: 'range',
		min: 0,
		max: 100,
		value: 50,
		'aria-label': texts.slider,
		oninput: () => box.style.setProperty('--cut', `${range.value}%`),
	});
	const box = h(
		'div',
		{ class: 'slider' },
		before,
		now,
		h('span', { class: 'tag tag-before', 'aria-hidden': 'true' }, texts.before),
		h('span', { class: 'tag tag-now', 'aria-hidden': 'true' }, texts.now),
		h('span', { class: 'handle', 'aria-hidden': 'true' }),
		range,
	);
	return box;
}
