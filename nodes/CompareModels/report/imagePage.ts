import { plural } from '../../shared/words';
import type { Thumbnail } from '../gallery/thumbnail';
import { type Markup, markup } from '../../shared/markup';
import { pageOf } from './htmlShell';
import { cut, plainLine } from '../../shared/text';
import { zoomable } from './zoom';

export interface PageImage {
	caption: string;
	thumbnail?: Thumbnail;
	/** Why it cannot be opened, or is not there. */
	why?: string;
}

/** Images under one heading; empty: none. */
export interface PageGroup {
	heading: string;
	images: PageImage[];
}

/** UTF-16 units. */
const CAPTION_LIMIT = 400;

/** Any images as one HTML file. */
export function renderImagePage(title: string, groups: readonly PageGroup[]): string {
	const shown = title || 'Contact sheet';
	const total = groups.reduce((sum, { images }) => sum + images.length, 0);
	const hasHeadings = groups.some(({ heading }) => heading !== '');
	return pageOf(
		shown,
		markup`<header><h1 dir="auto">${shown}</h1><p class="facts">${plural(total, 'image')}</p></header>
<main>${groups.map(
			({ heading, images }, index) =>
				markup`<section aria-label="${plainLine(heading) || `Images ${index + 1}`}">${
					hasHeadings ? markup`<h2 dir="auto">${heading || 'Without a group'}</h2>` : null
				}<div class="images sheet">${images.map(figure)}</div></section>`,
		)}</main>`,
	);
}

function figure({ caption, thumbnail, why }: PageImage): Markup {
	const { shown, left } = cut(caption, CAPTION_LIMIT);
	const text = left > 0 ? `${shown}…` : shown;
	const alt = plainLine(cut(caption, 120).shown) || 'Image';
	const reason = why === undefined ? null : markup`<div class="muted" dir="auto">${why}</div>`;
	return markup`<figure>${
		zoomable(thumbnail, alt) ??
		markup`<div class="nothing"><strong class="notice">${why === undefined ? 'No preview in this file' : 'Cannot be shown'}</strong></div>`
	}<figcaption><div class="caption" dir="auto">${text}</div>${reason}</figcaption></figure>`;
}
