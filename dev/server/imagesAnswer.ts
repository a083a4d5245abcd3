import type { Fault } from './behaviour/faults';
import type { Settings } from './behaviour/settings';
import type { ApiUsage, ImageJob } from './types';

/** Bytes encoded to Base64 at once; a multiple of three, so that pieces join without padding. */
const PIECE_BYTES = 1536 * 1024;

/** A body in pieces, made as they are sent. */
export interface StreamedBody {
	/** Bytes; null where it is not known beforehand. */
	length: number | null;
	pieces: () => Iterable<string>;
}

/** Echoed beside the images. */
export function echoOf(job: ImageJob) {
	return {
		background: job.background,
		output_format: job.format,
		quality: job.quality,
		size: `${job.size.width}x${job.size.height}`,
		...(job.safetyIdentifier === undefined ? {} : { safety_identifier: job.safetyIdentifier }),
	};
}

/**
 * The JSON of an answer, never held as one string: the text around the images, and the images encoded
 * piece by piece.
 * @param createdAt seconds since 1970.
 */
export function imagesAnswer(
	job: ImageJob,
	files: readonly Buffer[],
	usage: ApiUsage,
	settings: Settings,
	fault: Fault | undefined,
	urlOf: (file: Buffer) => string,
	createdAt = Date.now() / 1000,
): StreamedBody {
	const space = settings.prettyJson ? '\n  ' : '';
	const member = (name: string, value: unknown) =>
		`${space}"${name}":${settings.prettyJson ? ' ' : ''}${JSON.stringify(value)}`;
	const created = member('created', Math.floor(createdAt));
	const told = membersOf(job, usage, fault).map(([name, value]) => member(name, value));
	const first = settings.answerOrder === 'usageFirst';
	const open = `{${[created, ...(first ? told : told.slice(0, -1)), ''].join(',')}${space}"data":${space && ' '}[`;
	const close = `]${(first ? [] : told.slice(-1)).map((text) => `,${text}`).join('')}${space && '\n'}}`;
	if (fault?.kind === 'emptyData') return plainBody([open, close]);
	if (fault !== undefined && URL_FAULTS.includes(fault.kind)) {
		const items = files.map((file) => JSON.stringify({ url: urlOf(file) }));
		return plainBody([open, items.join(','), close]);
	}
	const damaged = files.map((file, index) => damage(file, index, fault));
	const between = ['{"b64_json":"', '"}'] as const;
	const escaped = fault?.kind === 'escapedSlashes';
	function* pieces() {
		yield open;
		for (const [index, file] of damaged.entries()) {
			yield (index ? ',' : '') + between[0];
			if (breaksBase64(fault, index)) yield '%%% not base64 %%%';
			for (let from = 0; from < file.length; from += PIECE_BYTES) {
				const text = file.toString('base64', from, from + PIECE_BYTES);
				yield escaped ? text.replaceAll('/', '\\/') : text;
			}
			yield between[1];
		}
		yield close;
	}
	return { length: escaped ? null : lengthOf(open, close, damaged, fault), pieces };
}

function membersOf(
	job: ImageJob,
	usage: ApiUsage,
	fault: Fault | undefined,
): Array<[string, unknown]> {
	if (fault?.kind === 'bareAnswer') return [];
	if (fault?.kind === 'wrongTypes') {
		return [
			['background', 7],
			['output_format', null],
			['quality', ['low']],
			['size', { width: job.size.width }],
			['usage', { input_tokens: 'many', output_tokens: null, total_tokens: -1 }],
		];
	}
	const told = Object.entries<unknown>(echoOf(job));
	if (job.format === 'svg') {
		// What an SVG's author takes is not known; the members are those of the SDK's types.
		const author = {
			input_tokens: 0,
			model: 'local',
			output_tokens: 0,
			reasoning_tokens: 0,
			total_tokens: 0,
		};
		told.push(['svg_usage', author]);
	}
	if (fault?.kind === 'noUsage') return told;
	return [...told, ['usage', fault?.kind === 'wrongUsage' ? fault.usage : usage]];
}

const URL_FAULTS: ReadonlyArray<Fault['kind']> = [
	'urlAnswer',
	'relativeUrlAnswer',
	'guardedUrlAnswer',
];

function plainBody(texts: string[]): StreamedBody {
	return { length: Buffer.byteLength(texts.join('')), pieces: () => texts };
}

function strikes(fault: { images?: readonly number[] }, index: number): boolean {
	return fault.images?.includes(index) ?? true;
}

function breaksBase64(fault: Fault | undefined, index: number): boolean {
	return fault?.kind === 'invalidBase64' && strikes(fault, index);
}

function damage(file: Buffer, index: number, fault: Fault | undefined): Buffer {
	if (fault?.kind === 'notAnImage' && strikes(fault, index)) {
		return Buffer.from('This is plain text and no image at all.');
	}
	if (fault?.kind === 'truncatedImage' && strikes(fault, index)) {
		return file.subarray(0, Math.floor(file.length / 2));
	}
	return file;
}

function lengthOf(
	open: string,
	close: string,
	files: readonly Buffer[],
	fault: Fault | undefined,
): number {
	const around = Buffer.byteLength(open) + Buffer.byteLength(close);
	return files.reduce((sum, file, index) => {
		const broken = breaksBase64(fault, index) ? 18 : 0;
		return sum + (index ? 1 : 0) + 15 + broken + Math.ceil(file.length / 3) * 4;
	}, around);
}
