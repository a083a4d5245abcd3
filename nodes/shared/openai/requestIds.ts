/**
 * Headers by which servers and the gateways before them name a request, the server's own first: OpenAI,
 * Azure, LiteLLM, Portkey, Cloudflare, Kong, new-api, OpenRouter, Vercel, Helicone, AWS, and what others use.
 */
const REQUEST_ID_HEADERS = [
	'x-request-id',
	'apim-request-id',
	'request-id',
	'x-ms-request-id',
	'x-litellm-call-id',
	'x-portkey-trace-id',
	'cf-aig-log-id',
	'cf-aig-event-id',
	'x-kong-request-id',
	'x-oneapi-request-id',
	'x-generation-id',
	'x-vercel-id',
	'helicone-id',
	'x-fal-request-id',
	'x-amzn-requestid',
	'x-amzn-request-id',
	'x-amzn-trace-id',
	'x-ms-client-request-id',
	'x-correlation-id',
	'x-trace-id',
	'x-cloud-trace-context',
	'cf-ray',
	'traceparent',
] as const;

const LONGEST_REQUEST_ID = 200;

/** The id to give the server's support, or null. */
export function requestIdOf(
	headers: Readonly<Record<string, string>>,
	redact: (text: string) => string = (text) => text,
): string | null {
	return Object.values(requestIdsOf(headers, redact))[0] ?? null;
}

/** Every id of the request, by the header's name, the server's own first. */
export function requestIdsOf(
	headers: Readonly<Record<string, string>>,
	redact: (text: string) => string = (text) => text,
): Record<string, string> {
	return Object.fromEntries(
		REQUEST_ID_HEADERS.filter((name) => headers[name]).map((name) => [
			name,
			redact(headers[name]!).slice(0, LONGEST_REQUEST_ID),
		]),
	);
}
