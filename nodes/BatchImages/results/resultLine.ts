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
import { COLLECT_AGAIN, SUBMIT_AGAIN, WINDOW_OVER } from './reasons';

const lineSchema = z.object({
	custom_id: z.string(),
	response: z.catch(
		z.nullish(
			z.object({
				status_code: z.number(),
				request_id: z.catch(z.nullish(z.string()), null),
				body: z.unknown(),
			}),
		),
		null,
	),
	error: z.catch(
		z.nullish(
			z.object({
				code: z.catch(z.nullish(z.string()), null),
				message: z.catch(z.nullish(z.string()), null),
			}),
		),
		null,
	),
});

/** What a line of a result file says. */
export interface LineResult {
	/** Undefined where the line cannot be read so far. */
	customId: string | undefined;
	/** The image, or why there is none. */
	answer: ImagesAnswer | ApiError;
	/** The code of a request that the batch did not run: `batch_expired`, `batch_cancelled`. */
	notRun?: string;
}

const IMAGES_IN_BODY = /^response\/body\//;

/** Reads a line of a result or an error file. */
export function resultOf(line: JsonLine, redact: Redactor): LineResult {
	const parsed = lineSchema.safeParse(line.decoded?.json);
	if (line.decoded === undefined || !parsed.success) return unreadable(line);
	const { custom_id: customId, response, error } = parsed.data;
	if (!response) {
		const code = error?.code ?? 'batch_request_failed';
		const message = redact.text(error?.message ?? 'The batch did not run this request.');
		return { customId, answer: notRun(code, message), notRun: code };
	}
	return { customId, answer: answerOf(line.decoded, response, redact) };
}

/** As if the line's answer had come by itself. */
function answerOf(
	{ images }: DecodedAnswer,
	{
		status_code: status,
		request_id: requestId,
		body,
	}: { status_code: number; request_id?: string | null; body: unknown },
	redact: Redactor,
): ImagesAnswer | ApiError {
	const headers: Record<string, string> = requestId ? { 'x-request-id': requestId } : {};
	const response: ImagesHttpResponse = { status, headers, body: nothing() };
	if (status < 200 || status > 299) {
		return toApiError(status, headers, JSON.stringify(body ?? ''), {
			redact: redact.text,
			free: true,
		});
	}
	const own = new Map(
		[...images].map(([place, image]) => [place.replace(IMAGES_IN_BODY, ''), image]),
	);
	try {
		const answer = readAnswer([{ json: body, images: own }], 1, response, redact);
		return { ...answer, durationMs: null, attempts: 1 };
	} catch (thrown) {
		return expected(thrown, ApiError);
	}
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

function notRun(code: string, message: string): ApiError {
	const expired = code === 'batch_expired';
	return new ApiError(expired ? WINDOW_OVER : `The batch did not make this image: "${message}"`, {
		reason: code === 'batch_cancelled' ? 'cancelled' : 'server',
		code,
		retryable: true,
		howToFix: SUBMIT_AGAIN,
	});
}
