type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | ((event: never) => void) | undefined>;

/** Makes an element. What a person wrote gets in as text only. Functions are listeners: `onclick` and the like. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[Tag] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined || value === false) continue;
		if (typeof value === 'function') {
			element.addEventListener(name.slice(2), value as unknown as EventListener);
		} else {
			element.setAttribute(name, value === true ? '' : String(value));
		}
	}
	fill(element, ...children);
	return element;
}

/** Replaces what is in an element. */
export function fill(element: Element, ...children: Child[]): void {
	element.replaceChildren(
		...children.filter((child): child is Node | string => Boolean(child) || child === ''),
	);
}

/** Line drawings on a grid of 24. */
const ICONS = {
	back: 'M15 5l-7 7 7 7',
	brush: 'M4 20c3 0 5-1 5-4l9.500-11.500a1.800 1.800 0 0 1 2.800 2.300L11 17c-1.500 3.500-4 4-7 3z',
	change: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
	check: 'M5 12.500l4.500 4.500L19 7',
	clock: 'M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 0 0 0-17M12 8v4.500l3 2',
	close: 'M6 6l12 12M18 6L6 18',
	comment: 'M5 5h14v11h-8l-4 4v-4H5z',
	compare: 'M12 3v18M4 7h5v10H4zM15 7h5v10h-5z',
	cross: 'M6 6l12 12M18 6L6 18',
	download: 'M12 4v11m-5-5l5 5 5-5M5 20h14',
	eraser: 'M8 20h11M5 14l9-9 6 6-9 9H9z',
	forward: 'M9 5l7 7-7 7',
	full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
	minus: 'M5 12h14',
	pin: 'M12 21s-6-6-6-11a6 6 0 0 1 12 0c0 5-6 11-6 11zM12 8.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3',
	plus: 'M12 5v14M5 12h14',
	side: 'M4 5h7v14H4zM13 5h7v14h-7z',
	trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
	undo: 'M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
} as const;

export type IconName = keyof typeof ICONS;

const SVG = 'http://www.w3.org/2000/svg';

/** Decoration only: the button beside it has a name. */
export function icon(name: IconName): SVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('aria-hidden', 'true');
	svg.setAttribute('class', 'icon');
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', ICONS[name]);
	svg.append(path);
	return svg;
}

/** A button with an icon and no words to be seen. */
export function iconButton(
	name: IconName,
	label: string,
	onclick: (event: MouseEvent) => void,
	more: Attributes = {},
): HTMLButtonElement {
	return h(
		'button',
		{ type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...more },
		icon(name),
	);
}

/** Text with `{name}` filled in. */
export function filled(text: string, values: Record<string, string | number>): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
		name in values ? String(values[name]) : whole,
	);
}

/** Milliseconds before an image that did not come is asked for again. */
const IMAGE_PAUSES_MS = [700, 2000, 5000];

/** An image that is asked for again where n8n could not give it at once. */
export function img(attributes: Attributes & { src: string }): HTMLImageElement {
	let tries = 0;
	const image = h('img', {
		...attributes,
		onerror: () => {
			const ms = IMAGE_PAUSES_MS[tries++];
			if (ms !== undefined) setTimeout(() => (image.src = `${attributes.src}&again=${tries}`), ms);
		},
	});
	return image;
}
