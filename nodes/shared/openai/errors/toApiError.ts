import { ApiError } from './apiError';
import type { BadAnswer } from './badAnswer';
import { readErrorBody } from './errorBody';
import type { ErrorBody } from './errorBody';
import {
	BAD_ANSWER_ROWS,
	CATCH_ALL_ROW,
	ERROR_ROWS,
	RATE_LIMIT_OVER_ROW,
	TRANSPORT_ROWS,
} from './errorRows';
import type { ErrorRow } from './errorRows';
import { HOW_TO_FIX } from './howToFix';
import { neverFits } from './neverFits';
import { requestIdOf, requestIdsOf } from '../requestIds';
import { retryAfterMs } from '../retryAfter';
import type { ImagesHttpResponse, TransportError } from '../transport';

export interface ErrorContext {
	/** Takes secrets out of what the server wrote. */
	redact?: (text: string) => string;
	/** Milliseconds since the epoch, for a Retry-After that is a date. */
	nowMs?: number;
	/** Of a GET, which costs nothing: nothing can have been charged, and it may be repeated. */
	free?: boolean;
	/** Of a line of a batch: its status says nothing of the address. */
	ofLine?: boolean;
}

/** A message is known by its beginning, so that no text of a stranger, however long, takes long. */
const LONGEST_MATCHED = 2000;
const LONGEST_QUOTE = 1000;
const LONGEST_CONTENT_TYPE = 100;
const LONGEST_LOCATION = 300;
/** Shorter codes are ordinary words in a message. */
const SHORTEST_CODE_IN_TEXT = 12;

/**
 * What an answer without images means.
 * @param headers names in lower case.
 * @param bodyText the body, or its beginning; JSON, HTML, plain text or empty.
 */
export function toApiError(
	status: number,
	headers: Readonly<Record<string, string>>,
	bodyText: string,
	{ redact = (text) => text, nowMs, free = false, ofLine = false }: ErrorContext = {},
): ApiError {
	const body = readErrorBody(bodyText, redact);
	const said = status < 300 ? (body.status ?? status) : status;
	const rows = ERROR_ROWS.filter(
		(row) => (!free || isOfFreeRequests(row)) && (!ofLine || !OF_ADDRESSES.has(row.howToFix)),
	);
	const row = rows.find((candidate) => matches(candidate, said, body)) ?? CATCH_ALL_ROW;
	const location = redact(headers.location ?? 'another address').slice(0, LONGEST_LOCATION);
	return new ApiError(messageOf(row, said, body, location), {
		...outcomeOf(row),
		retryable: (row.retryable ?? false) && headers['x-should-retry'] !== 'false',
		status,
		code: body.code,
		param: body.param,
		requestId: requestIdOf(headers, redact),
		requestIds: requestIdsOf(headers, redact),
		retryAfterMs: row.retryable || free ? retryAfterMs(headers, body.message, nowMs) : null,
		categories: row.reason === 'refused' ? body.categories : undefined,
	});
}

/** What a status says of the address that was asked. */
const OF_ADDRESSES: ReadonlySet<string> = new Set(['baseUrl', 'redirect']);

/** A GET may be repeated, no matter what answered it. */
function isOfFreeRequests({ maybeBilled, when }: ErrorRow): boolean {
	return !maybeBilled && when.fromApi !== false;
}

/**
 * What a body of a successful status without images says, where it says that something went wrong.
 * @returns undefined if it says nothing of the kind.
 */
export function errorInSuccess(
	{ status, headers }: ImagesHttpResponse,
	bodyText: string,
	context: ErrorContext,
): ApiError | undefined {
	const body = readErrorBody(bodyText, (text) => text);
	const known = ERROR_ROWS.some(
		(row) => (row.when.codes ?? row.when.message) && matches(row, status, body),
	);
	const says = body.fromApi || body.status !== null || /"error"\s{0,9}:\s{0,9}"[^"]/.test(bodyText);
	return known || says ? toApiError(status, headers, bodyText, context) : undefined;
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
	return {
		reason: 'bad_answer',
		retryable: false,
		maybeBilled: true,
		status,
		requestId: requestIdOf(headers, redact),
		requestIds: requestIdsOf(headers, redact),
		// Where a server that answers nothing says that the image will be.
		...(headers.location && { url: redact(headers.location).slice(0, LONGEST_LOCATION) }),
	} as const;
}

/**
 * The run has waited for rate limits as long as it may.
 * @param last what the server answered at last.
 * @param mostMs milliseconds of Max Rate Limit Wait.
 */
export function rateLimitOver(last: ApiError, mostMs: number): ApiError {
	const { says, howToFix } = RATE_LIMIT_OVER_ROW;
	const minutes = Math.round((mostMs / 60_000) * 100) / 100;
	const over = new ApiError(
		`${last.message.replace(/\.$/, '')}. ${says.replace('{minutes}', minutes === 1 ? '1 minute' : `${minutes} minutes`)}`,
		{ ...last, categories: undefined, stops: 'run', howToFix: HOW_TO_FIX[howToFix] },
	);
	over.attempts = last.attempts;
	return over;
}

/** The execution was stopped. */
export function cancelledError(): ApiError {
	const row = TRANSPORT_ROWS.cancelled;
	return new ApiError(row.says, outcomeOf(row));
}

function matches(row: ErrorRow, status: number, body: ErrorBody): boolean {
	const { when } = row;
	const message = body.message.slice(0, LONGEST_MATCHED);
	if (when.status && (status < when.status[0] || status > when.status[1])) return false;
	if (when.statuses && !when.statuses.includes(status)) return false;
	if (when.fromApi === false && body.fromApi) return false;
	if (when.unless?.test(message)) return false;
	if (when.neverFits && !neverFits(message)) return false;
	const signs = [
		when.codes?.some((code) => body.codes.includes(code) || isNamedIn(message, code)),
		when.message?.test(message),
	].filter((sign) => sign !== undefined);
	return signs.length === 0 || signs.includes(true);
}

/** Gateways quote the answer of the service behind them, code included. */
function isNamedIn(message: string, code: string): boolean {
	if (code.length < SHORTEST_CODE_IN_TEXT) return false;
	const at = message.indexOf(code);
	return at >= 0 && !/\w/.test(message.charAt(at - 1) + message.charAt(at + code.length));
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

function messageOf(row: ErrorRow, status: number, body: ErrorBody, location: string): string {
	const categories = body.categories.length ? ` (${body.categories.join(', ')})` : '';
	const says = row.says
		.replace('{status}', String(status))
		.replace('{location}', () => location)
		.replace('{categories}', () => categories)
		.replace('{param}', () => (body.param ? `the parameter "${body.param}"` : 'this request'));
	return says + quote(body.message);
}

/** What the other side wrote, in quotation marks behind our words. */
export function quote(text: string): string {
	if (text === '') return '.';
	return `: "${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}"`;
}
