import type { ImageFacts } from '../types';

/** How far into the file its root element is looked for, and how far from the end its last tag. */
const HEAD_BYTES = 0x10000;
const TAIL_BYTES = 0x400;

/** CSS pixels a unit. Relative units (%, em) say nothing about pixels. */
const UNITS = new Map([
	['', 1],
	['px', 1],
	['in', 96],
	['cm', 96 / 2.54],
	['mm', 96 / 25.4],
	['q', 96 / 101.6],
	['pt', 96 / 72],
	['pc', 16],
]);

export function svgFacts(bytes: Uint8Array): ImageFacts | undefined {
	const encoding = textEncoding(bytes);
	const decode = (part: Uint8Array) => new TextDecoder(encoding).decode(part);
	const root = rootTag(decode(bytes.subarray(0, HEAD_BYTES)));
	if (!root) return undefined;
	// An even start keeps 16-bit text aligned.
	const tail = decode(bytes.subarray(Math.max(0, (bytes.length - TAIL_BYTES) & ~1)));
	return {
		format: 'svg',
		mimeType: 'image/svg+xml',
		...sizeOf(root.attributes),
		hasAlpha: true,
		animated: false,
		colorSpace: 'rgb',
		complete: /<\/([\w-]+:)?svg\s*>/.test(tail) || root.closed,
	};
}

function textEncoding([first, second]: Uint8Array): string {
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
	return 'utf-8';
}

/** The opening `<svg …>` where only declarations and comments come before it. */
function rootTag(text: string): { attributes: Map<string, string>; closed: boolean } | undefined {
	let at = 0;
	for (;;) {
		while (/\s/.test(text.charAt(at))) at++;
		const end = declarationEnd(text, at);
		if (end === undefined) break;
		at = end;
	}
	const name = /^<(?:[\w-]{1,40}:)?svg(?=[\s/>])/.exec(text.slice(at, at + 50))?.[0];
	if (!name) return undefined;
	at += name.length;

	const attributes = new Map<string, string>();
	const attribute = /\s*([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
	attribute.lastIndex = at;
	for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
		at = attribute.lastIndex;
		attributes.set(match[1]!, match[2] ?? match[3] ?? '');
	}
	return { attributes, closed: /^\s*\/>/.test(text.slice(at, at + 100)) };
}

/** Where the comment, processing instruction or document type at `at` ends; undefined for none. */
function declarationEnd(text: string, at: number): number | undefined {
	const after = (mark: string, from = at) => {
		const found = text.indexOf(mark, from);
		return found < 0 ? text.length : found + mark.length;
	};
	if (text.startsWith('<!--', at)) return after('-->', at + 4);
	if (text.startsWith('<?', at)) return after('?>');
	if (!/^<!doctype\s/i.test(text.slice(at, at + 10))) return undefined;
	const end = after('>');
	return text.slice(at, end).includes('[') ? after('>', after(']')) : end;
}

function sizeOf(attributes: Map<string, string>): { width: number; height: number } {
	const viewBox = (attributes.get('viewBox') ?? '')
		.trim()
		.split(/[\s,]+/)
		.map(Number);
	const [boxWidth, boxHeight] = [viewBox[2], viewBox[3]].map((side) =>
		side && side > 0 ? side : 0,
	);
	const width = pixels(attributes.get('width'));
	const height = pixels(attributes.get('height'));
	const ratio = boxWidth && boxHeight ? boxWidth / boxHeight : 0;
	if (width && height) return rounded(width, height);
	if (width && ratio) return rounded(width, width / ratio);
	if (height && ratio) return rounded(height * ratio, height);
	return rounded(boxWidth ?? 0, boxHeight ?? 0);
}

function pixels(length = ''): number {
	const [, number, unit = ''] =
		/^\s*\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})\s*([a-z]*)\s*$/i.exec(length) ?? [];
	return Number(number ?? 0) * (UNITS.get(unit.toLowerCase()) ?? 0);
}

const rounded = (width: number, height: number) => ({
	width: Math.round(width),
	height: Math.round(height),
});
