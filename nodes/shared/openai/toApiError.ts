import { ApiError } from './apiError';
import type { BadAnswer } from './badAnswer';
import { readErrorBody } from './errorBody';
import type { ErrorBody } from './errorBody';
import { BAD_ANSWER_ROWS, CATCH_ALL_ROW, ERROR_ROWS, TRANSPORT_ROWS } from './errorRows';
import type { ErrorRow } from './errorRows';
import { HOW_TO_FIX } from './howToFix';
import { retryAfterMs } from './retryAfter';
import type { ImagesHttpResponse, TransportError } from './transport';

export interface ErrorContext {
	/** Takes secrets out of what the server wrote. */
	redact?: (text: string) => string;
	/** Milliseconds since the epoch, for a Retry-After that is a date. */
	nowMs?: number;
	/** Of a GET, which costs nothing: nothing can have been charged, and it may be repeated. */
	free?: boolean;
}

const REQUEST_ID_HEADERS = ['x-request-id', 'apim-request-id', 'request-id'];
const LONGEST_REQUEST_ID = 200;
const LONGEST_QUOTE = 1000;
const LONGEST_CONTENT_TYPE = 100;

/** The id to give OpenAI's (or Azure's) support, or null. */
export function requestIdOf(
	headers: Readonly<Record<string, string>>,
	redact: (text: string) => string = (text) => text,
): string | null {
	const name = REQUEST_ID_HEADERS.find((header) => headers[header]);
	return name ? redact(headers[name]!).slice(0, LONGEST_REQUEST_ID) : null;
}

/**
 * What an answer that is no images means.
 * @param headers names in lower case.
 * @param bodyText the body, or its beginning; JSON, HTML, plain text or empty.
 */
export function toApiError(
	status: number,
	headers: Readonly<Record<string, string>>,
	bodyText: string,
	{ redact = (text) => text, nowMs, free = false }: ErrorContext = {},
): ApiError {
	const body = readErrorBody(bodyText, redact);
	const rows = free ? ERROR_ROWS.filter(({ maybeBilled }) => !maybeBilled) : ERROR_ROWS;
	const row = rows.find((candidate) => matches(candidate, status, body)) ?? CATCH_ALL_ROW;
	return new ApiError(messageOf(row, status, body), {
		...outcomeOf(row),
		status,
		code: body.code,
		param: body.param,
		requestId: requestIdOf(headers, redact),
		retryAfterMs: row.retryable ? retryAfterMs(headers, body.message, nowMs) : null,
		categories: row.reason === 'refused' ? body.categories : undefined,
	});
}

/** What it means that no HTTP answer came. */
export function fromTransportError(
	error: TransportError,
	redact: (text: string) => string = (text) => text,
): ApiError {
	const row = TRANSPORT_ROWS[error.fault];
	const detail = error.fault === 'cancelled' ? '' : quote(redact(error.message));
	return new ApiError(row.says + detail, { ...outcomeOf(row), code: error.code ?? null });
}

/** What it means that an answer could not be read. */
export function fromBadAnswer(
	error: BadAnswer,
	response: ImagesHttpResponse,
	redact: (text: string) => string,
): ApiError {
	const { says, howToFix } = BAD_ANSWER_ROWS[error.kind];
	const beginning = redact(error.beginning).trim().replace(/\s+/g, ' ');
	const contentType = redact(response.headers['content-type'] ?? 'none').slice(
		0,
		LONGEST_CONTENT_TYPE,
	);
	const start = beginning ? `; it begins with: ${beginning}` : '';
	return new ApiError(`${says} (content type: ${contentType}${start})`, {
		...badAnswerDetails(response, redact),
		howToFix: HOW_TO_FIX[howToFix],
	});
}

/** The part that every answer without a readable image has in common: it may have been paid for. */
export function badAnswerDetails(
	{ status, headers }: ImagesHttpResponse,
	redact: (text: string) => string,
) {
	const requestId = requestIdOf(headers, redact);
	return { reason: 'bad_answer', retryable: false, maybeBilled: true, status, requestId } as const;
}

/** The execution was stopped. */
export function cancelledError(): ApiError {
	const row = TRANSPORT_ROWS.cancelled;
	return new ApiError(row.says, outcomeOf(row));
}

function matches(row: ErrorRow, status: number, body: ErrorBody): boolean {
	const { when } = row;
	if (when.status && (status < when.status[0] || status > when.status[1])) return false;
	if (when.statuses && !when.statuses.includes(status)) return false;
	if (when.fromApi === false && body.fromApi) return false;
	const signs = [
		when.codes?.some((code) => body.codes.includes(code)),
		when.message?.test(body.message),
	].filter((sign) => sign !== undefined);
	return signs.length === 0 || signs.includes(true);
}

function outcomeOf(row: Omit<ErrorRow, 'when'>) {
	return {
		reason: row.reason,
		retryable: row.retryable ?? false,
		stops: row.stops ?? null,
		maybeBilled: row.maybeBilled ?? false,
		howToFix: HOW_TO_FIX[row.howToFix],
	};
}

function messageOf(row: ErrorRow, status: number, body: ErrorBody): string {
	const categories = body.categories.length ? ` (${body.categories.join(', ')})` : '';
	const says = row.says
		.replace('{status}', String(status))
		.replace('{categories}', categories)
		.replace('{param}', body.param ? `the parameter "${body.param}"` : 'this request');
	return says + quote(body.message);
}

/** What the other side wrote, in quotation marks. */
function quote(text: string): string {
	if (text === '') return '.';
	return `: "${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}"`;
}
