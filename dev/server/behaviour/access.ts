import type { IncomingHttpHeaders } from 'node:http';
import { type ErrorAnswer, errorAnswer } from '../rules/errorAnswer';

/**
 * Lets a request in: `Authorization: Bearer`, or `api-key` as Azure wants it.
 * @throws {ErrorAnswer} 401 with OpenAI's words, the wrong key masked as OpenAI masks it.
 */
export function checkKey(headers: IncomingHttpHeaders, key: string): void {
	const sent = keyOf(headers);
	if (sent === key) return;
	if (sent === undefined) {
		throw errorAnswer(
			"You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
			{ status: 401 },
		);
	}
	throw wrongKey(masked(sent));
}

/** 401 that names `shown`, which should be a masked key. */
export function wrongKey(shown: string, status = 401): ErrorAnswer {
	return errorAnswer(
		`Incorrect API key provided: ${shown}. You can find your API key at https://platform.openai.com/account/api-keys.`,
		{ status, code: 'invalid_api_key' },
	);
}

/** The key that a request carries. */
export function keyOf(headers: IncomingHttpHeaders): string | undefined {
	const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
	const header = headers['api-key'];
	return bearer ?? (typeof header === 'string' ? header : undefined);
}

function masked(key: string): string {
	if (key.length < 13) return '*'.repeat(key.length);
	return `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}
