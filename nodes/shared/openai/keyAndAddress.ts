/** Where the API is served, taken apart so that a path can be put before the query. */
export interface ApiAddress {
	/** Without a slash at the end and without what belongs to one endpoint. */
	base: string;
	/** With its question mark, e.g. `?api-version=2025-04-01-preview`; empty if there is none. */
	query: string;
}

/** Thrown where a credential cannot be used as it is. The message holds no secret. */
export class CredentialFault extends Error {
	override readonly name = 'CredentialFault';

	constructor(
		/** The credential's field by its name. */
		readonly setting: string,
		message: string,
		readonly howToFix: string,
	) {
		super(message);
	}
}

const EXAMPLE =
	'Enter https://api.openai.com/v1 for OpenAI, https://RESOURCE.openai.azure.com/openai/v1 for Azure OpenAI, or the address of a compatible server up to and including /v1.';
/** What people paste together with the address. */
const ENDPOINT = /\/(images\/(generations|edits)|models|responses|chat\/completions)$/;
/** Azure serves these next to its deployments, not below them. */
const BESIDE_DEPLOYMENTS = ['/models', '/responses'];
const LONGEST_QUOTE = 100;

/**
 * Reads a Base URL as people paste it: also Azure's address of a deployment with its `api-version`, and the
 * whole address of an endpoint.
 * @throws {CredentialFault} that says what is wrong with it.
 */
export function readBaseUrl(entered: string): ApiAddress {
	const text = entered.trim();
	const reject = (message: string, howToFix = EXAMPLE): never => {
		throw new CredentialFault('baseUrl', message, howToFix);
	};
	// What is before an @ or in the query may be a secret.
	const shown = text.replace(/[?#][^]*$/, '').replace(/^([^/]{0,20}\/\/)[^/]*@/, '$1');
	const quoted = `"${shown.slice(0, LONGEST_QUOTE)}"`;
	if (text === '') return reject('It is empty');
	if (/\s/.test(text)) return reject(`${quoted} contains a space or a line break`);
	const scheme = /^([a-z][a-z0-9+.-]{0,20}):\/\//i.exec(text)?.[1];
	if (scheme === undefined) {
		return reject(
			`${quoted} does not begin with https:// or http://`,
			`Enter the whole address. ${EXAMPLE}`,
		);
	}
	if (!/^https?$/i.test(scheme)) {
		return reject(`${quoted} begins with ${scheme}:// instead of https:// or http://`);
	}
	if (/^https?:\/\/https?(:|\/\/)/i.test(text))
		return reject(`${quoted} begins with https:// twice`);
	const port = /^https?:\/\/(?:[^/?#]*@)?[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
	if (port !== undefined && Number(port) > 65_535) {
		return reject(`${quoted} has the port ${port.slice(0, 10)}, and the highest one is 65535`);
	}
	if (!URL.canParse(text)) return reject(`${quoted} is not a web address`);
	const [, base = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(text) ?? [];
	return {
		base: base.replace(/\/+$/, '').replace(ENDPOINT, '').replace(/\/+$/, ''),
		query: query === '?' ? '' : query,
	};
}

/** @param path below the Base URL, e.g. `/images/generations` or `/batches?limit=100`. */
export function urlOf({ base, query }: ApiAddress, path: string): string {
	const place = BESIDE_DEPLOYMENTS.includes(path)
		? base.replace(/\/deployments\/[^/]+$/, '')
		: base;
	return place + path + (path.includes('?') ? query.replace('?', '&') : query);
}

/** An API key without what is pasted around it: blanks, quotation marks, "Bearer", invisible characters. */
export function cleanKey(entered: string): string {
	return entered
		.replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
		.trim()
		.replace(/^(["'])(.*)\1$/, '$2')
		.replace(/^bearer\s+/i, '')
		.trim();
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** @throws {CredentialFault} for what HTTP cannot send. Names and values without blanks around them. */
export function checkHeader(name: string, value: string): void {
	if (!HEADER_NAME.test(name)) {
		throw new CredentialFault(
			'customHeaders',
			`"${name.slice(0, LONGEST_QUOTE)}" cannot be the name of a header`,
			'Use letters, digits and hyphens, without spaces or a colon, such as x-gateway-team.',
		);
	}
	if (!HEADER_VALUE.test(value)) {
		throw new CredentialFault(
			'customHeaders',
			`The value of the header ${name} has a character that HTTP cannot send`,
			'Remove line breaks and characters that are not Latin, and enter it again.',
		);
	}
}

/** @throws {CredentialFault} for a key that HTTP cannot send. */
export function checkKey(key: string): void {
	if (HEADER_VALUE.test(key)) return;
	throw new CredentialFault(
		'apiKey',
		'The API key has a character that no key has, such as a line break or a letter that is not Latin',
		'Copy the key again from where it was created, and enter it again.',
	);
}
