/** What a file name pattern may use. */
export interface FileNameParts {
	prompt: string;
	model: string;
	preset?: string;
	/** Of the compared variant. */
	letter?: string;
	/** Position of the input item, from 1. */
	item: number;
	/** Position of the image among those of its prompt, from 1. */
	index: number;
	/** How many images the prompt has. */
	count: number;
	/** Pixels. */
	width: number;
	height: number;
}

const MAX_CHARACTERS = 80;
/** 255 bytes is the limit of most file systems; the rest is left for a number and an ending. */
const MAX_BYTES = 200;

/** Names that Windows keeps for devices; it reads raised digits as digits. */
const RESERVED = /^(con|prn|aux|nul|(com|lpt)[\d¹²³])$/i;

/**
 * Makes a name that every common file system takes: no path, no control or direction marks, no
 * reserved name, no dot or space at the ends, at most `maxCharacters` (80) and 200 bytes.
 */
export function safeFileName(text: string, maxCharacters = MAX_CHARACTERS): string {
	const cleaned = text
		.normalize('NFC')
		.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
		.replace(/[\\/:*?"<>|#%&{}$!'@`=+^~;,()[\]]/g, ' ')
		.trim()
		.replace(/\s+/g, '-')
		.replace(/-{2,}/g, '-');
	const name = cutName(cleaned, maxCharacters);
	if (name === '') return 'image';
	return RESERVED.test(name.split('.')[0] ?? '') ? cutName(`image-${name}`, maxCharacters) : name;
}

function cutName(text: string, maxCharacters: number): string {
	let short = '';
	for (const character of text) {
		if (short.length + character.length > maxCharacters) break;
		if (Buffer.byteLength(short + character) > MAX_BYTES) break;
		short += character;
	}
	return short.replace(/^[.\-\s]+|[.\-\s]+$/g, '');
}

/** Of a file with an image of this format, without a dot. */
export function extensionOf(format: string): string {
	return format === 'jpeg' ? 'jpg' : format;
}

/** Gives out file names that differ from each other within one run, also where case is ignored. */
export class FileNames {
	/** The last number given to a name, so that thousands of equal prompts need no search. */
	private readonly numbers = new Map<string, number>();

	/** @param taken names of the run so far, in lower case; shared by the patterns of a run. */
	constructor(
		private readonly pattern: string,
		private readonly taken: Set<string> = new Set(),
	) {}

	/** @param extension without a dot. */
	next(parts: FileNameParts, extension: string): string {
		const base = safeFileName(this.fill(parts));
		const counted = `${base}.${extension}`.toLowerCase();
		let number = this.numbers.get(counted) ?? 1;
		let name = number === 1 ? base : `${base}-${number}`;
		while (this.taken.has(`${name}.${extension}`.toLowerCase())) name = `${base}-${++number}`;
		this.numbers.set(counted, number);
		this.keep(`${name}.${extension}`);
		return `${name}.${extension}`;
	}

	/** Gives this name to no other file. */
	keep(fileName: string): void {
		this.taken.add(fileName.toLowerCase());
	}

	private fill(parts: FileNameParts): string {
		if (this.pattern.trim() === '') {
			const ending = [parts.preset, parts.letter].flatMap((part) => (part ? `-${part}` : []));
			const room = MAX_CHARACTERS - ending.join('').length;
			return safeFileName(parts.prompt, room) + ending.join('');
		}
		const values = new Map<string, string>([
			['prompt', safeFileName(parts.prompt)],
			['model', parts.model],
			['preset', parts.preset ?? ''],
			['letter', parts.letter ?? ''],
			['item', String(parts.item)],
			['index', String(parts.index)],
			['width', String(parts.width)],
			['height', String(parts.height)],
		]);
		return this.pattern.replace(
			/\{(\w{1,10})\}/g,
			(whole, name: string) => values.get(name) ?? whole,
		);
	}
}
