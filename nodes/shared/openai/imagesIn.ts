import { identifyImage } from '../images/identify';
import { IMAGE_FIELDS } from './imageStart';
import { pathOf } from './jsonPlace';
import type { DecodedAnswer, DecodedImage } from './streamDecoder';
import { goesOn, taskIn } from './taskIn';

/** One image of an answer. Either `bytes` or `unreadable` is set once it has been fetched. */
export interface AnsweredImage {
	bytes?: Buffer;
	/** Where the server gave an address instead of the bytes. */
	url?: string;
	/** Why this image could not be read, in words. */
	unreadable?: string;
}

type Step = string | number;

/** What servers call a field with the address of an image. */
const URL_FIELDS = [
	...['url', 'image_url', 'imageUrl', 'urls', 'image_urls', 'imageUrls', 'uri', 'src'],
	...['image', 'images'],
	// Where servers put an address in place of base64.
	...IMAGE_FIELDS,
];
/** What they call a field below which images are. */
const HOLDERS = [
	...['data', 'images', 'image', 'output', 'outputs', 'result', 'results', 'artifacts'],
	...['predictions', 'generations', 'choices', 'candidates', 'message', 'content', 'parts'],
	...['inlineData', 'inline_data', 'source', 'files', 'items', 'response', 'body'],
];
/** Below lists of servers that nest without end. */
const MOST_LEVELS = 12;
/** Each would be an item and may be a download. */
const MOST_FOUND = 1000;
const ADDRESS = /^(https?:)?\/\/?[^\s/]/i;
/** An image in the words of a chat model, as Markdown. */
const IN_MARKDOWN = /!\[[^\]]{0,200}\]\((https?:\/\/[^\s()]{1,2000})\)/gi;

const INVALID: AnsweredImage = { unreadable: 'it is not valid base64' };
const NOTHING: AnsweredImage = { unreadable: 'the server sent neither b64_json nor url' };

/** Below these stands what was sent, or what went wrong: an image there is not the one that was asked for. */
const NOT_ANSWERED =
	/(^|[_-])(input|request|prompt|mask|source[_-]|reference|param(eter)?|error|detail|example)|^(init|control)/i;
/** The address of an image, whatever its field is called. */
const ENDS_LIKE_AN_IMAGE = /^https?:\/\/[^\s?#]{1,2000}\.(png|jpe?g|webp|gif|svg)([?#]\S*)?$/i;
const NAMED_LIKE_AN_IMAGE =
	/image|img|picture|photo|sample|output|result|download|file|asset|link/i;

/**
 * The images of an answer, in their order. In the API's own form (`data: […]`) and in a bare list every entry
 * counts, also one that holds no image; in any other form of JSON the images are looked for: where servers
 * usually have them, and if there is none, anywhere.
 */
export function imagesIn({ json, images }: DecodedAnswer): AnsweredImage[] {
	const [list, steps] = listIn(json);
	const entries = list.flatMap((entry, index) => {
		const found = new Search(images).at(entry, [...steps, index], true);
		return found.length > 0 ? found : [NOTHING];
	});
	if (entries.some((entry) => entry !== NOTHING)) return entries;
	const elsewhere = new Search(images).at(json, [], false);
	if (elsewhere.some(({ bytes, url }) => bytes ?? url)) return elsewhere;
	const bytes = bytesAnywhere(images);
	const isTask = taskIn(json, 200) !== undefined && goesOn(json) !== false;
	const texts = bytes.length > 0 || isTask ? [] : textsAnywhere(json, []);
	return [bytes, texts, elsewhere].find(({ length }) => length > 0) ?? entries;
}

function bytesAnywhere(images: ReadonlyMap<string, DecodedImage>): AnsweredImage[] {
	return [...images]
		.filter(([path]) => !path.split('/').some((step) => NOT_ANSWERED.test(step)))
		.flatMap(([, { bytes }]) => (bytes && identifyImage(bytes) ? [{ bytes }] : []));
}

function textsAnywhere(value: unknown, names: string[]): AnsweredImage[] {
	if (typeof value === 'string') {
		const svg = svgIn(value);
		if (svg.length > 0) return svg;
		const isNamed = /^https?:\/\/\S+$/i.test(value) && NAMED_LIKE_AN_IMAGE.test(names.join(' '));
		return isNamed || ENDS_LIKE_AN_IMAGE.test(value) ? [{ url: value }] : [];
	}
	if (typeof value !== 'object' || value === null || names.length > MOST_LEVELS) return [];
	return Object.entries(value)
		.filter(([name]) => !NOT_ANSWERED.test(name))
		.flatMap(([name, entry]) => textsAnywhere(entry, [...names, name]))
		.slice(0, MOST_FOUND);
}

function listIn(json: unknown): [list: unknown[], steps: Step[]] {
	if (Array.isArray(json)) return [json, []];
	const data = typeof json === 'object' && json !== null && 'data' in json ? json.data : undefined;
	return Array.isArray(data) ? [data, ['data']] : [[], []];
}

class Search {
	private found = 0;

	constructor(private readonly images: ReadonlyMap<string, DecodedImage>) {}

	/** @param mayBeUrl whether a text here is an address. */
	at(value: unknown, steps: Step[], mayBeUrl: boolean): AnsweredImage[] {
		const image = value === null ? this.images.get(pathOf(steps)) : undefined;
		if (image) return [image.bytes ? { bytes: image.bytes } : INVALID];
		if (steps.length > MOST_LEVELS || this.found > MOST_FOUND) return [];
		if (typeof value === 'string') {
			const within = this.within(steps);
			if (within.length > 0) return within;
			const urls = mayBeUrl ? [value.trim()].filter(isNamedUrl(steps) ? Boolean : isAddress) : [];
			if (urls.length === 0) urls.push(...urlsInMarkdown(value));
			this.found += urls.length;
			return urls.map((url) => ({ url }));
		}
		if (Array.isArray(value)) {
			return value.flatMap((entry, index) => this.at(entry, [...steps, index], mayBeUrl));
		}
		return typeof value === 'object' && value !== null
			? this.in(value as Record<string, unknown>, steps)
			: [];
	}

	/** Those within a text; one that cannot be read counts only where there is no other. */
	private within(steps: Step[]): AnsweredImage[] {
		const found: AnsweredImage[] = [];
		let cannotBeRead = false;
		for (let index = 0; ; index++) {
			const image = this.images.get(pathOf([...steps, index]));
			if (!image) return cannotBeRead && found.length === 0 ? [INVALID] : found;
			if (image.bytes) found.push({ bytes: image.bytes });
			else cannotBeRead = true;
		}
	}

	/** An object is one image: its bytes where they came, else its address. Or it holds others. */
	private in(fields: Record<string, unknown>, steps: Step[]): AnsweredImage[] {
		const own = Object.keys(fields)
			.filter((name) => fields[name] === null)
			.map((name) => this.images.get(pathOf([...steps, name])))
			.filter((image) => image !== undefined);
		const whole = own.find(({ bytes }) => bytes);
		if (whole) return [{ bytes: whole.bytes }];
		for (const [names, mayBeUrl] of [
			[URL_FIELDS, true],
			[HOLDERS, false],
		] as const) {
			const below = names
				.filter((name) => name in fields)
				.map((name) => this.at(fields[name], [...steps, name], mayBeUrl || LISTS.has(name)))
				.find((found) => found.length > 0);
			if (below) return below;
		}
		return own.length > 0 ? [INVALID] : [];
	}
}

const SVG = /^\s*<(\?xml|svg)\b/i;

function svgIn(text: string): AnsweredImage[] {
	if (!SVG.test(text)) return [];
	const bytes = Buffer.from(text.trim());
	return identifyImage(bytes)?.format === 'svg' ? [{ bytes }] : [];
}

const isAddress = (text: string) => ADDRESS.test(text);

const urlsInMarkdown = (text: string): string[] =>
	[...text.matchAll(IN_MARKDOWN)].map(([, url]) => url!).slice(0, MOST_FOUND);

/** Lists whose texts are addresses, as in `{"output": ["https://…"]}`. */
const LISTS: ReadonlySet<string> = new Set([
	'data',
	'images',
	'output',
	'outputs',
	'result',
	'results',
]);

/** A text in a field that is called so is an address, however short. */
function isNamedUrl(steps: Step[]): boolean {
	const name = steps.findLast((step) => typeof step === 'string');
	return name !== undefined && /ur[il]s?$/i.test(String(name));
}
