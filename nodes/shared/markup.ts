import { cleanText } from './text';

/** HTML that was put together by `markup`, so nothing in it is unescaped. */
export class Markup {
	constructor(readonly html: string) {}
}

type Part = Markup | string | number | null | undefined | readonly Part[];

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Safe as text and between quotes of an attribute. */
export const escapeHtml = (text: string): string =>
	cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

function render(part: Part): string {
	if (part === null || part === undefined) return '';
	if (part instanceof Markup) return part.html;
	// Added, not joined: a join copies what is inside at each level, images of megabytes included.
	if (typeof part === 'object') return part.reduce<string>((html, one) => html + render(one), '');
	return escapeHtml(String(part));
}

/** Template tag: the template is HTML, everything put into it is escaped unless it is `Markup`. */
export const markup = (template: TemplateStringsArray, ...parts: Part[]): Markup =>
	new Markup(template.reduce((html, text, index) => html + text + render(parts[index]), ''));
