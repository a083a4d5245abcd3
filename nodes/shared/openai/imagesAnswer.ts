import * as z from 'zod/v4-mini';
import { API_LIMITS } from '../models/catalog';
import type { Usage } from '../models/prices';
import { ApiError } from './apiError';
import { HOW_TO_FIX } from './howToFix';
import type { Redactor } from './redact';
import type { DecodedAnswer, DecodedImage } from './streamDecoder';
import { badAnswerDetails, requestIdOf, toApiError } from './toApiError';
import type { ImagesHttpResponse } from './transport';

/** One image of an answer. Either `bytes` or `unreadable` is set. */
export interface AnsweredImage {
	bytes?: Buffer;
	/** Where the server gave an address instead of the bytes. */
	url?: string;
	/** Why this image could not be read, in words. */
	unreadable?: string;
}

export interface ImagesAnswer {
	images: AnsweredImage[];
	/** Tokens; null where the server does not tell. */
	usage: Usage | null;
	/** As the server echoes them. */
	background?: string;
	quality?: string;
	size?: string;
	requestId: string | null;
	/** Milliseconds of the attempt that succeeded. */
	durationMs: number;
	/** How many times the request was sent. */
	attempts: number;
}

export type ReadAnswer = Omit<ImagesAnswer, 'durationMs' | 'attempts'>;

const LONGEST_WORD = 100;
/** What an answer lists beyond is not looked at: each entry would be an item and may be a download. */
const MOST_IMAGES = API_LIMITS.imagesPerRequest;

/** A field of the wrong type must not cost the images: it counts as absent. */
const lenient = <S extends z.core.$ZodType>(schema: S) => z.catch(z.nullish(schema), null as never);
const word = lenient(z.string());
const tokens = lenient(z.number().check(z.nonnegative()));

const answerSchema = z.object({
	data: lenient(z.array(z.unknown())),
	background: word,
	quality: word,
	size: word,
	usage: lenient(
		z.object({
			input_tokens: tokens,
			output_tokens: tokens,
			total_tokens: tokens,
			input_tokens_details: lenient(z.object({ text_tokens: tokens, image_tokens: tokens })),
		}),
	),
});
const entrySchema = z.object({ url: word });

/**
 * What a successful answer says, images included; addresses are not downloaded yet.
 * @throws {ApiError} `bad_answer` (or what the body says) where it holds no image.
 */
export function readAnswer(
	decoded: DecodedAnswer,
	response: ImagesHttpResponse,
	redact: Redactor,
): ReadAnswer {
	const parsed = answerSchema.safeParse(decoded.json);
	const entries = (parsed.success && parsed.data.data) || [];
	if (!parsed.success || entries.length === 0) throw withoutImage(decoded.json, response, redact);
	const { background, quality, size } = parsed.data;
	const echo = (text: string | null | undefined) =>
		text ? redact.text(text).slice(0, LONGEST_WORD) : undefined;
	return {
		images: entries
			.slice(0, MOST_IMAGES)
			.map((entry, index) => imageOf(entry, decoded.images.get(index), redact)),
		usage: usageOf(parsed.data.usage),
		background: echo(background),
		quality: echo(quality),
		size: echo(size),
		requestId: requestIdOf(response.headers, redact.text),
	};
}

/** What is left of an answer that broke off: the images that had arrived, the others marked. */
export function readBrokenAnswer(
	arrived: ReadonlyMap<number, DecodedImage>,
	expectedImages: number,
	why: string,
	response: ImagesHttpResponse,
	redact: Redactor,
): ReadAnswer {
	const listed = Math.max(expectedImages, ...[...arrived.keys()].map((index) => index + 1));
	const count = Math.min(listed, MOST_IMAGES);
	return {
		images: Array.from({ length: count }, (_, index) => {
			const bytes = arrived.get(index)?.bytes;
			return bytes ? { bytes } : { unreadable: `${why} before this image had arrived` };
		}),
		usage: null,
		requestId: requestIdOf(response.headers, redact.text),
	};
}

function withoutImage(json: unknown, response: ImagesHttpResponse, redact: Redactor): ApiError {
	if (typeof json === 'object' && json !== null && 'error' in json && json.error) {
		const text = JSON.stringify(json);
		return toApiError(response.status, response.headers, text, { redact: redact.text });
	}
	return new ApiError('The server answered without an image.', {
		...badAnswerDetails(response, redact.text),
		howToFix: HOW_TO_FIX.noImage,
	});
}

function imageOf(
	entry: unknown,
	decoded: DecodedImage | undefined,
	redact: Redactor,
): AnsweredImage {
	if (decoded?.bytes) return { bytes: decoded.bytes };
	const parsed = entrySchema.safeParse(entry);
	if (parsed.success && parsed.data.url) return { url: redact.text(parsed.data.url) };
	return {
		unreadable: decoded ? 'it is no valid base64' : 'the server sent neither b64_json nor url',
	};
}

function usageOf(usage: z.infer<typeof answerSchema>['usage']): Usage | null {
	if (typeof usage?.output_tokens !== 'number') return null;
	const details = usage.input_tokens_details;
	const inputImageTokens = details?.image_tokens ?? 0;
	const inputTokens = usage.input_tokens ?? (details?.text_tokens ?? 0) + inputImageTokens;
	return {
		inputTokens,
		inputTextTokens: details?.text_tokens ?? Math.max(0, inputTokens - inputImageTokens),
		inputImageTokens,
		outputTokens: usage.output_tokens,
		totalTokens: usage.total_tokens ?? inputTokens + usage.output_tokens,
	};
}
