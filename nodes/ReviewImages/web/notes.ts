import { markup, type Markup } from '../../shared/markup';

/** A page that only says something. */
export function note(
	title: string,
	text: string,
	link?: { address: string; text: string },
): Markup {
	const more = link ? markup`<p><a href="${link.address}">${link.text}</a></p>` : null;
	return markup`<main class="note-page"><h1>${title}</h1><p>${text}</p>${more}</main>`;
}
