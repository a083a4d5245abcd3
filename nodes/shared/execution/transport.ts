import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import {
	TransportError,
	type ImagesHttpResponse,
	type Transport,
	type TransportFault,
} from '../openai/transport';
import { CREDENTIAL_TYPE, type ApiCredential } from './credential';

/** What n8n's helper gives with `returnFullResponse` and `encoding: 'stream'`. */
interface FullResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array> & { on(event: 'error', listener: () => void): unknown };
}

/** The client's HTTP over n8n's own helper, with the node's credential. */
export function createTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credential: ApiCredential,
): Transport {
	const common = {
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirected POST would be sent twice, and the credential must not travel to another host.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	} as const;

	return {
		async send({ method, path, json, form, timeoutMs }) {
			const options: IHttpRequestOptions = {
				...common,
				method,
				url: `${credential.baseUrl}${path}`,
				timeout: timeoutMs,
				headers: { Accept: 'application/json' },
				...(json && { body: json, json: true }),
				...(form && { body: form }),
			};
			const own = closable(context);
			return await answerOf(
				context.helpers.httpRequestWithAuthentication.call(own.context, CREDENTIAL_TYPE, options),
				own.close,
			);
		},

		async download(url, timeoutMs) {
			const options: IHttpRequestOptions = {
				...common,
				disableFollowRedirect: false,
				method: 'GET',
				url: new URL(url, `${credential.baseUrl}/`).href,
				timeout: timeoutMs,
			};
			const own = closable(context);
			options.abortSignal = own.signal;
			return await answerOf(context.helpers.httpRequest(options), own.close);
		},
	};
}

/**
 * The context with a signal of its own beside that of the execution. n8n's helper uses the signal of the
 * context that it is called on, and to abort is the only way to end an answer whose bytes stay away.
 */
function closable<T extends IExecuteFunctions | ILoadOptionsFunctions>(context: T) {
	const off = new AbortController();
	const stop =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const signal = stop ? AbortSignal.any([stop, off.signal]) : off.signal;
	const own = { getExecutionCancelSignal: { value: () => signal } };
	return { context: Object.create(context, own) as T, signal, close: () => off.abort() };
}

async function answerOf(pending: Promise<unknown>, abort: () => void): Promise<ImagesHttpResponse> {
	try {
		const { statusCode, headers, body } = (await pending) as FullResponse;
		return {
			status: statusCode,
			headers: plainHeaders(headers),
			body,
			close() {
				// Aborting makes the body tell everybody: without a listener that would end n8n.
				body.on('error', () => undefined);
				abort();
			},
		};
	} catch (cause) {
		throw transportErrorOf(cause);
	}
}

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
	const plain: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined && value !== null) plain[name.toLowerCase()] = String(value);
	}
	return plain;
}

/** Codes of Node's network layer and of n8n's HTTP client that say how far a request came. */
const FAULT_BY_CODE: Readonly<Record<string, TransportFault>> = {
	ECONNREFUSED: 'unreachable',
	ENOTFOUND: 'unreachable',
	EAI_AGAIN: 'unreachable',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	ECONNABORTED: 'timeout',
	ETIMEDOUT: 'timeout',
	ERR_CANCELED: 'cancelled',
};

const BLOCKED = /Ssrf|Domain not allowed|not allowed domain/i;
/** Certificate and handshake: nothing was sent yet. Other TLS codes may come in the middle of an answer. */
const TLS_HANDSHAKE =
	/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|.*HANDSHAKE_FAILURE))/;

function transportErrorOf(thrown: unknown): TransportError {
	const chain = causesOf(thrown);
	const code = chain.map((error) => error.code).find((value) => typeof value === 'string');
	const text = chain.map((error) => error.message ?? '').find(Boolean) ?? 'no answer';

	if (chain.some((error) => BLOCKED.test(`${error.name} ${error.message}`))) {
		return new TransportError('blocked', text, code);
	}
	if (chain.some((error) => error.name === 'CanceledError' || error.name === 'AbortError')) {
		return new TransportError('cancelled', text, code);
	}
	if (code !== undefined && TLS_HANDSHAKE.test(code)) {
		return new TransportError('unreachable', text, code);
	}
	return new TransportError((code && FAULT_BY_CODE[code]) || 'lost', text, code);
}

interface Thrown {
	name?: string;
	message?: string;
	code?: string;
	cause?: unknown;
}

/** The thrown error and what it wraps, outermost first; n8n wraps the HTTP client's own. */
function causesOf(thrown: unknown): Thrown[] {
	const chain: Thrown[] = [];
	let current = thrown;
	while (typeof current === 'object' && current !== null && chain.length < 5) {
		const error = current as Thrown;
		const constructorName = (current as object).constructor.name;
		chain.push({
			name: error.name === 'Error' || error.name === undefined ? constructorName : error.name,
			message: error.message,
			code: error.code,
			cause: error.cause,
		});
		current = error.cause;
	}
	return chain;
}
