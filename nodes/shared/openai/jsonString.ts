const QUOTE = 0x22;
/** Bytes turned into text at once. Of longer ones so much survives in V8's young generation that it grows by 64 MB. */
const PIECE_BYTES = 8 * 1024;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Takes the text of a JSON string piece by piece, a character for each byte. */
export interface TextSink {
	push(text: string): void;
}

/** Reads the inside of a JSON string while it arrives, up to its closing quote. */
export class JsonString {
	/** The beginning of an escape whose end has not arrived. */
	private pending = '';

	constructor(private readonly sink: TextSink) {}

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
				this.sink.push(this.pending);
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
		this.sink.push(ready.includes('\\') ? unescaped(ready) : ready);
	}
}

/** Up to where `text` holds no unfinished escape. */
function lengthOfWhole(text: string): number {
	if (text.indexOf('\\', Math.max(0, text.length - 5)) < 0) return text.length;
	const last = text.lastIndexOf('\\');
	let run = 1;
	while (text[last - run] === '\\') run++;
	const isEscaped = run % 2 === 0;
	return isEscaped || isWholeEscape(text.slice(last)) ? text.length : last;
}

/** @param text begins with a backslash. */
export function isWholeEscape(text: string): boolean {
	return text.length >= (text[1] === 'u' ? 6 : 2);
}

/** A character for each byte, also where an escape stands for one that takes several. */
export function unescaped(text: string): string {
	return text.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, hex?: string, letter?: string) => {
		if (hex === undefined) return ESCAPES[letter!] ?? letter!;
		return Buffer.from(String.fromCharCode(Number.parseInt(hex, 16))).toString('latin1');
	});
}
