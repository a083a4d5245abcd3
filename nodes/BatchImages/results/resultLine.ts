import * as z from 'zod/v4-mini';
import { ApiError } from '../../shared/openai/errors/apiError';
import type { BadAnswerKind } from '../../shared/openai/errors/badAnswer';
import { readAnswer, type ImagesAnswer } from '../../shared/openai/imagesAnswer';
import type { JsonLine } from '../../shared/openai/jsonLines';
import type { Redactor } from '../../shared/openai/redact';
import type { DecodedAnswer } from '../../shared/openai/streamDecoder';
import { toApiError } from '../../shared/openai/errors/toApiError';
import type { ImagesHttpResponse } from '../../shared/openai/transport';
import { expected } from '../../shared/words';
import { COLLECT_AGAIN, MAYBE_BILLED, SUBMIT_AGAIN, WINDOW_OVER } from './reasons';

const text = z.catch(z.nullish(z.string()), null);
const lineSchema = z.object({
	custom_id: z.string(),
	response: z.catch(
		z.nullish(
			z.object({
				status_code: z.unknown(),
				request_id: text,
				body: z.unknown(),
			}),
		),
		null,
	),
	error: z.catch(z.nullish(z.object({ code: text, message: text })), null),
});

type Line = z.infer<typeof lineSchema>;

/** What a line of a result file says. */
export interface LineResult {
	/** Undefined where the line cannot be read so far. */
	customId: string | undefined;
	/** The image, or why there is none. */
	answer: ImagesAnswer | ApiError;
	/** Which of the codes of a request that was not run, where it is one of them. */
	notRun?: NotRun;
	/** The line was read, and there is no image in it: to collect again would bring none. */
	final?: true;
}

/** By these codes a line says that its request was not run, and nothing billed. Nothing is known of others. */
const NOT_RUN = ['batch_expired', 'batch_cancelled'] as const;
type NotRun = (typeof NOT_RUN)[number];

const LONGEST_QUOTE = 1000;
const IMAGES_IN_BODY = /^response\/body\//;

/** Reads a line of a result or an error file. */
export function resultOf(line: JsonLine, redact: Redactor): LineResult {
	const parsed = lineSchema.safeParse(line.decoded?.json);
	if (line.decoded === undefined || !parsed.success) return unreadable(line);
	const { custom_id: customId, response, error } = parsed.data;
	const { images } = line.decoded;
	const hasImage = [...images.values()].some(({ bytes }) => bytes !== undefined);
	if (response && (hasImage || isSuccess(response))) {
		return { customId, answer: imageOf(images, response, error, redact) };
	}
	const notRun = NOT_RUN.find((code) => !response && code === error?.code);
	if (notRun) return { customId, answer: errorNotRun(notRun, error, redact), notRun, final: true };
	return { customId, answer: errorOf(response, error, redact), final: true };
}

/** Undefined where it cannot be read: then it may be that of an image. */
const statusOf = ({ status_code: status }: NonNullable<Line['response']>) =>
	/^\d{1,3}$/.test(String(status)) ? Number(status) : undefined;

const isSuccess = (response: NonNullable<Line['response']>) =>
	/^2/.test(String(statusOf(response) ?? 200));

/** As if the line's answer had come by itself. */
function imageOf(
	images: DecodedAnswer['images'],
	{ request_id: requestId, body }: NonNullable<Line['response']>,
	error: Line['error'],
	redact: Redactor,
): ImagesAnswer | ApiError {
	const headers: Record<string, string> = requestId ? { 'x-request-id': requestId } : {};
	const response: ImagesHttpResponse = { status: 200, headers, body: nothing() };
	const own = new Map(
		[...images].map(([place, image]) => [place.replace(IMAGES_IN_BODY, ''), image]),
	);
	try {
		const answer = readAnswer([{ json: body, images: own }], 1, response, redact);
		return { ...answer, durationMs: null, attempts: 1 };
	} catch (thrown) {
		const why = expected(thrown, ApiError);
		const said = error?.message ?? error?.code;
		return said && why.reason === 'bad_answer' ? broughtNone(error, redact) : ofLine(why);
	}
}

/** Of a line without an image. */
function errorOf(response: Line['response'], error: Line['error'], redact: Redactor): ApiError {
	if (!response) return broughtNone(error, redact);
	const { request_id: requestId, body } = response;
	const headers: Record<string, string> = requestId ? { 'x-request-id': requestId } : {};
	const said = JSON.stringify(body ?? (error && { error }) ?? '');
	const status = statusOf(response) ?? 0;
	return ofLine(toApiError(status, headers, said, { redact: redact.text, ofLine: true }));
}

/** The API turned the request down before it made anything. */
const TURNED_DOWN: ReadonlySet<ApiError['reason']> = new Set([
	...(['refused', 'invalid', 'rate_limited', 'quota'] as const),
	...(['authentication', 'permission', 'model_not_found'] as const),
]);

/** What is to be done about it in a batch. Only what the API turned down is known not to be billed. */
function ofLine(why: ApiError): ApiError {
	const maybeBilled = why.maybeBilled || !TURNED_DOWN.has(why.reason);
	const howToFix = maybeBilled ? MAYBE_BILLED : why.retryable ? SUBMIT_AGAIN : why.howToFix;
	return new ApiError(why.message, { ...why, maybeBilled, howToFix });
}

/** A line with neither an answer nor a code that says what became of its request. */
function broughtNone(error: Line['error'], redact: Redactor): ApiError {
	const code = error?.code ?? null;
	const said = redact.text(error?.message ?? code ?? '').slice(0, LONGEST_QUOTE);
	return new ApiError(
		`The batch brought no image for this row${said === '' ? ' and no reason' : `: "${said}"`}`,
		{ reason: 'server', code, retryable: false, maybeBilled: true, howToFix: MAYBE_BILLED },
	);
}

const UNREADABLE: Readonly<Partial<Record<BadAnswerKind, string>>> = {
	truncated: 'ends before it is complete',
	too_large: 'is larger than this node accepts',
	too_deep: 'is nested too deep',
};

/** A line that is cut off or too large: the name of its row stands at its beginning. */
function unreadable({ decoded, bad }: JsonLine): LineResult {
	const beginning = bad?.beginning ?? JSON.stringify(decoded?.json ?? null);
	const why = (bad && UNREADABLE[bad.kind]) ?? 'is not a result of the Batch API';
	return {
		customId: /"custom_id"\s*:\s*"([^"\\]{1,64})"/.exec(beginning)?.[1],
		answer: new ApiError(`The line of this image ${why}`, {
			reason: 'bad_answer',
			retryable: false,
			maybeBilled: true,
			howToFix: COLLECT_AGAIN,
		}),
	};
}

/** An HTTP answer's body that nobody reads. */
async function* nothing(): AsyncGenerator<Uint8Array, void> {}

function errorNotRun(code: NotRun, error: Line['error'], redact: Redactor): ApiError {
	const expired = code === 'batch_expired';
	const said = redact.text(error?.message ?? code).slice(0, LONGEST_QUOTE);
	return new ApiError(expired ? WINDOW_OVER : `The batch did not make this image: "${said}"`, {
		...{ reason: expired ? 'server' : 'cancelled', code, retryable: true, howToFix: SUBMIT_AGAIN },
	});
}
