import { Base64Image } from './base64Image';

const QUOTE = 0x22;
/** Bytes turned into text at once. */
const PIECE_BYTES = 64 * 1024;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads the inside of a JSON string that holds an image, up to its closing quote. */
export class ImageText {
	readonly image = new Base64Image();
	/** The beginning of an escape whose end has not arrived. */
	private pending = '';

	/** @param start text of the string that was read before. */
	constructor(start = '') {
		this.image.push(start);
	}

	/** @returns the position of the closing quote, or -1 when the string goes on behind this chunk. */
	read(chunk: Buffer, from: number): number {
		for (let at = from; at < chunk.length;) {
			const quote = chunk.indexOf(QUOTE, at);
			const end = quote < 0 ? chunk.length : quote;
			for (; at < end; at += PIECE_BYTES) {
				this.push(chunk.toString('latin1', at, Math.min(end, at + PIECE_BYTES)));
			}
			if (quote < 0) return -1;
			if (this.pending !== '\\') {
				this.image.push(this.pending);
				return quote;
			}
			this.push('"');
			at = quote + 1;
		}
		return -1;
	}

	private push(text: string): void {
		const raw = this.pending + text;
		const whole = lengthOfWhole(raw);
		this.pending = raw.slice(whole);
		const ready = this.pending ? raw.slice(0, whole) : raw;
		this.image.push(ready.includes('\\') ? unescape(ready) : ready);
	}
}

/** Up to where `text` holds no unfinished escape. */
function lengthOfWhole(text: string): number {
	if (text.indexOf('\\', Math.max(0, text.length - 5)) < 0) return text.length;
	const last = text.lastIndexOf('\\');
	let run = 1;
	while (text[last - run] === '\\') run++;
	const isEscaped = run % 2 === 0;
	const needed = text[last + 1] === 'u' ? 6 : 2;
	return isEscaped || text.length - last >= needed ? text.length : last;
}

function unescape(text: string): string {
	return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, hex?: string, letter?: string) => {
		if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
		return ESCAPES[letter!] ?? letter!;
	});
}
