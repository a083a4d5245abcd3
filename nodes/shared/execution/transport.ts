import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { urlOf } from '../openai/keyAndAddress';
import type { ImagesHttpResponse, Transport } from '../openai/transport';
import { CREDENTIAL_TYPE, type ApiCredential } from './credential';
import { faultOf } from './transportFault';

/** What n8n's helper gives with `returnFullResponse` and `encoding: 'stream'`. */
interface FullResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array> & { on(event: 'error', listener: () => void): unknown };
}

/** The client's HTTP over n8n's own helper, with the node's credential. */
export function createTransport(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
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

	const get = async (url: string, timeoutMs: number, withCredential: boolean) => {
		const options: IHttpRequestOptions = {
			...common,
			method: 'GET',
			url,
			timeout: timeoutMs,
			headers: DOWNLOAD_HEADERS,
		};
		const own = closable(context);
		if (withCredential) {
			const { httpRequestWithAuthentication } = context.helpers;
			return await answerOf(
				httpRequestWithAuthentication.call(own.context, CREDENTIAL_TYPE, options),
				own.close,
			);
		}
		options.abortSignal = own.signal;
		return await answerOf(context.helpers.httpRequest(options), own.close);
	};
	const resolve = (url: string) => {
		const base = `${credential.address.base}/`;
		if (!URL.canParse(url, base)) return { href: url, own: false };
		const { href, origin } = new URL(url, base);
		return { href, own: origin === new URL(base).origin };
	};

	return {
		async send({ method, path, json, form, timeoutMs }) {
			const options: IHttpRequestOptions = {
				...common,
				method,
				url: urlOf(credential.address, path),
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

		resolve,

		async download(url, timeoutMs, withCredential = false) {
			const { href, own } = resolve(url);
			let response = await get(href, timeoutMs, withCredential && own);
			let from = href;
			for (let hops = 0; hops < MOST_REDIRECTS && REDIRECTS.has(response.status); hops++) {
				const { location } = response.headers;
				if (location === undefined || !URL.canParse(location, from)) break;
				response.close?.();
				from = new URL(location, from).href;
				response = await get(from, timeoutMs, false);
			}
			return response;
		},
	};
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/** Some hosts turn away what does not say who it is, or that it takes images. */
const DOWNLOAD_HEADERS = {
	'User-Agent': 'n8n-nodes-gpt-image (+https://github.com/n8n-nodes-gpt-image/n8n-nodes-gpt-image)',
	Accept: 'image/png,image/jpeg,image/webp,image/*;q=0.8,*/*;q=0.5',
} as const;

/**
 * The context with a signal of its own in addition to that of the execution. n8n's helper uses the signal of the
 * context that it is called on, and aborting is the only way to end an answer whose bytes do not arrive.
 */
function closable<T extends IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions>(
	context: T,
) {
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
		throw faultOf(cause);
	}
}

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
	const plain: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined && value !== null) plain[name.toLowerCase()] = String(value);
	}
	return plain;
}
