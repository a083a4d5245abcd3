import * as z from 'zod/v4-mini';
import { API_LIMITS } from '../models/catalog';
import type { Usage } from '../models/prices';
import { ApiError } from './errors/apiError';
import { NO_IMAGE_ROWS } from './errors/errorRows';
import { HOW_TO_FIX } from './errors/howToFix';
import { imagesIn, type AnsweredImage } from './imagesIn';
import type { Redactor } from './redact';
import { requestIdOf, requestIdsOf } from './requestIds';
import type { DecodedAnswer, DecodedImage } from './streamDecoder';
import { taskIn } from './taskIn';
import { badAnswerDetails, errorInSuccess, quote } from './errors/toApiError';
import type { ImagesHttpResponse } from './transport';

export interface ImagesAnswer {
	images: AnsweredImage[];
	/** Tokens; null if the server does not tell. */
	usage: Usage | null;
	/** As the server echoes them. */
	background?: string;
	quality?: string;
	size?: string;
	requestId: string | null;
	/** Every ID of the request, by the header's name. */
	requestIds: Readonly<Record<string, string>>;
	/** Milliseconds of the attempt that succeeded; null of one that OpenAI made itself, in a batch. */
	durationMs: number | null;
	/** How many times the request was sent. */
	attempts: number;
}

export type ReadAnswer = Omit<ImagesAnswer, 'durationMs' | 'attempts'>;

const LONGEST_WORD = 100;
const LONGEST_BEGINNING = 300;
/** What an answer lists beyond is not looked at: each entry would be an item and may be a download. */
const MOST_IMAGES = API_LIMITS.imagesPerRequest;
/** More tokens than any call takes: such a count is wrong. */
const MOST_TOKENS = 1e9;

/** A field of the wrong type must not cost the images: it counts as absent. */
const lenient = <S extends z.core.$ZodType>(schema: S) => z.catch(z.nullish(schema), null as never);
const word = lenient(z.string());
const tokens = lenient(z.int().check(z.nonnegative(), z.lt(MOST_TOKENS)));

const answerSchema = z.object({
	background: word,
	quality: word,
	size: word,
	usage: lenient(
		z.object({
			input_tokens: tokens,
			output_tokens: tokens,
			total_tokens: tokens,
			// As chat models name them, and some gateways for images, too.
			prompt_tokens: tokens,
			completion_tokens: tokens,
			input_tokens_details: lenient(z.object({ text_tokens: tokens, image_tokens: tokens })),
			output_tokens_details: lenient(z.object({ text_tokens: tokens })),
		}),
	),
	svg_usage: lenient(z.object({ model: word, input_tokens: tokens, output_tokens: tokens })),
});
type Echo = z.infer<typeof answerSchema>;

/**
 * What a successful answer says, images included; addresses are not downloaded yet.
 * @param parts the answer, or each event of one that streamed.
 * @throws {ApiError} `bad_answer` (or what the body says) where it holds no image.
 */
export function readAnswer(
	parts: readonly DecodedAnswer[],
	expectedImages: number,
	response: ImagesHttpResponse,
	redact: Redactor,
): ReadAnswer {
	const found = parts.flatMap(imagesIn);
	const images = parts.length > 1 && found.length > expectedImages ? distinct(found) : found;
	if (images.every(({ bytes, url }) => !bytes && url === undefined)) {
		const error = withoutImage(parts, response, redact, images.length === 0);
		if (error) throw error;
	}
	const echoes = parts
		.map(({ json }) => answerSchema.safeParse(json).data)
		.filter((echo) => echo !== undefined);
	const echoed = (name: 'background' | 'quality' | 'size') => {
		const text = echoes.findLast((echo) => echo[name])?.[name];
		return text ? redact.text(text).slice(0, LONGEST_WORD) : undefined;
	};
	return {
		images: images.slice(0, MOST_IMAGES),
		usage: usageOf(echoes, redact),
		background: echoed('background'),
		quality: echoed('quality'),
		size: echoed('size'),
		requestId: requestIdOf(response.headers, redact.text),
		requestIds: requestIdsOf(response.headers, redact.text),
	};
}

/** A stream may bring an image twice: as an event of its own, and in the one that sums up. */
function distinct(images: AnsweredImage[]): AnsweredImage[] {
	return images.filter(
		({ bytes }, index) =>
			!bytes || images.findIndex((other) => isSame(bytes, other.bytes)) === index,
	);
}

/** One whose bytes were taken when it arrived is like none but itself. */
function isSame(one: Buffer, other: Buffer | undefined): boolean {
	return one === other || (one.length > 0 && other !== undefined && one.equals(other));
}

/** What is left of an answer that broke off: the images that had arrived, the others marked. */
export function readBrokenAnswer(
	arrived: readonly DecodedImage[],
	expectedImages: number,
	why: string,
	response: ImagesHttpResponse,
	redact: Redactor,
): ReadAnswer {
	const count = Math.min(Math.max(expectedImages, arrived.length), MOST_IMAGES);
	return {
		images: Array.from({ length: count }, (_, index) => {
			const bytes = arrived[index]?.bytes;
			return bytes ? { bytes } : { unreadable: `${why} before this image had arrived` };
		}),
		usage: null,
		requestId: requestIdOf(response.headers, redact.text),
		requestIds: requestIdsOf(response.headers, redact.text),
	};
}

/**
 * What it means that an answer holds no image.
 * @param nothing whether it does not even have a place for one.
 * @returns undefined where only its images cannot be read.
 */
function withoutImage(
	parts: readonly DecodedAnswer[],
	response: ImagesHttpResponse,
	redact: Redactor,
	nothing: boolean,
): ApiError | undefined {
	const details = badAnswerDetails(response, redact.text);
	for (const { json } of parts.toReversed()) {
		const error = errorInSuccess(response, JSON.stringify(json) ?? '', { redact: redact.text });
		if (error && (nothing || error.reason !== 'bad_answer')) return error;
		const task = taskIn(json, response.status);
		if (task) return taskError(task, json, details, redact);
	}
	if (!nothing) return undefined;
	const { location } = response.headers;
	if (response.status === 202 && location) {
		return taskError({ id: location, url: location }, null, details, redact);
	}
	const { says, howToFix } = NO_IMAGE_ROWS.nothing;
	const body = parts.length === 1 ? beginningOf(parts[0]!.json, redact) : '';
	return new ApiError(says + quote(body), { ...details, howToFix: HOW_TO_FIX[howToFix] });
}

function taskError(
	{ id, url }: NonNullable<ReturnType<typeof taskIn>>,
	json: unknown,
	details: ReturnType<typeof badAnswerDetails>,
	redact: Redactor,
): ApiError {
	const { says, howToFix } = NO_IMAGE_ROWS.task;
	const taskId = redact.text(id).slice(0, LONGEST_BEGINNING);
	const message = says.replace('{task}', () => taskId) + quote(beginningOf(json, redact));
	return new ApiError(message, {
		...details,
		howToFix: HOW_TO_FIX[howToFix],
		taskId,
		...(url !== undefined && { url: redact.address(url) }),
	});
}

function beginningOf(json: unknown, redact: Redactor): string {
	const isEmpty = json === null || json === undefined || Object.keys(Object(json)).length === 0;
	return isEmpty ? '' : redact.text(JSON.stringify(json)).slice(0, LONGEST_BEGINNING);
}

/** Of several events of a stream it is not known whether each tells the usage of its own image or that of all. */
function usageOf(echoes: readonly Echo[], redact: Redactor): Usage | null {
	const told = echoes.map((echo) => usageIn(echo, redact)).filter((usage) => usage !== null);
	return told.length === 1 ? told[0]! : null;
}

function usageIn({ usage, svg_usage: svg }: Echo, redact: Redactor): Usage | null {
	const outputTokens = usage?.output_tokens ?? usage?.completion_tokens;
	if (!usage || typeof outputTokens !== 'number') return null;
	const details = usage.input_tokens_details;
	const inputImageTokens = details?.image_tokens ?? 0;
	const outputTextTokens = usage.output_tokens_details?.text_tokens;
	const author = {
		model: redact.text(svg?.model ?? '').slice(0, LONGEST_WORD),
		inputTokens: svg?.input_tokens ?? 0,
		outputTokens: svg?.output_tokens ?? 0,
	};
	const told = usage.input_tokens ?? usage.prompt_tokens;
	const inputTokens = told ?? (details?.text_tokens ?? 0) + inputImageTokens;
	return {
		inputTokens,
		inputTextTokens: details?.text_tokens ?? Math.max(0, inputTokens - inputImageTokens),
		inputImageTokens,
		outputTokens,
		...(outputTextTokens && { outputTextTokens }),
		totalTokens: usage.total_tokens ?? inputTokens + outputTokens,
		...(author.inputTokens + author.outputTokens > 0 && { author }),
	};
}
