import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';

const fonts = join(
	dirname(createRequire(__filename).resolve('dejavu-fonts-ttf/package.json')),
	'ttf',
);

/** The families that pictures are set in; registered by file, so that no system font is needed. */
export const FAMILIES = {
	headline: 'Local Headline',
	text: 'Local Text',
	caption: 'Local Caption',
};

GlobalFonts.registerFromPath(join(fonts, 'DejaVuSansCondensed-Bold.ttf'), FAMILIES.headline);
GlobalFonts.registerFromPath(join(fonts, 'DejaVuSans.ttf'), FAMILIES.text);
GlobalFonts.registerFromPath(join(fonts, 'DejaVuSansCondensed.ttf'), FAMILIES.caption);

/** Longer texts are cut: nobody reads more on a picture. */
const MOST_CHARACTERS = 420;

export interface FittedText {
	lines: string[];
	/** Pixels. */
	fontSize: number;
	/** Pixels, of all lines. */
	height: number;
	lineHeight: number;
}

/** The largest setting of `text` in a box of `width` × `height` pixels, between the two font sizes. */
export function fitText(
	context: SKRSContext2D,
	text: string,
	family: string,
	box: { width: number; height: number; largest: number; smallest: number },
): FittedText {
	// The canvas refuses a text with a zero character.
	const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
	const short =
		flat.length > MOST_CHARACTERS ? `${flat.slice(0, MOST_CHARACTERS).trimEnd()}…` : flat;
	let fontSize = box.largest;
	for (;;) {
		const lineHeight = Math.round(fontSize * 1.2);
		context.font = `${fontSize}px "${family}"`;
		const lines = wrap(context, short, box.width);
		const most = Math.max(1, Math.floor(box.height / lineHeight));
		const fits =
			lines.length <= most && lines.every((line) => context.measureText(line).width <= box.width);
		if (fits || fontSize <= box.smallest) {
			const shown =
				lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1]}…`] : lines;
			return { lines: shown, fontSize, lineHeight, height: shown.length * lineHeight };
		}
		fontSize = Math.max(box.smallest, Math.floor(fontSize * 0.9));
	}
}

function wrap(context: SKRSContext2D, text: string, width: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap((long) => long.match(/.{1,40}/gu) ?? [])) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (line !== '' && context.measureText(longer).width > width) {
			lines.push(line);
			line = word;
		} else {
			line = longer;
		}
	}
	return line === '' ? lines : [...lines, line];
}

/** The prompt as a poster says it: what stands in quotation marks large, the rest small. */
export function posterText(prompt: string): { headline: string; rest: string } {
	const match = /"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|(?<!\w)'([^']{2,})'(?!\w)/u.exec(
		prompt,
	);
	if (!match) return { headline: prompt, rest: '' };
	const headline = match.slice(1).find((group) => group !== undefined) ?? prompt;
	return { headline, rest: prompt };
}
