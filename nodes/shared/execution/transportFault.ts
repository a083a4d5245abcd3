import { TransportError, type TransportFault } from '../openai/transport';

/** What names the step of a connection at which Node gave up. */
const CONNECTING: ReadonlySet<string> = new Set(['connect', 'getaddrinfo', 'queryA', 'queryAaaa']);

/** Codes that only ever come before a connection stands, whatever the step is called. */
const NEVER_SENT: ReadonlySet<string> = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EAI_FAIL',
	'EAI_NODATA',
	'EAI_NONAME',
	'ERR_INVALID_URL',
	'ERR_INVALID_PROTOCOL',
	'ERR_INVALID_CHAR',
	'ERR_INVALID_HTTP_TOKEN',
	'ERR_INVALID_ARG_VALUE',
	'ERR_UNESCAPED_CHARACTERS',
	'ERR_SOCKET_BAD_PORT',
	'ERR_BAD_OPTION',
	'ERR_BAD_OPTION_VALUE',
]);

const FAULT_BY_CODE: Readonly<Record<string, TransportFault>> = {
	ECONNABORTED: 'timeout',
	ETIMEDOUT: 'timeout',
	ERR_CANCELED: 'cancelled',
};

const BLOCKED = /Ssrf|Domain not allowed|not allowed domain/i;

/** Certificate and handshake: nothing was sent yet. Other TLS codes may come in the middle of an answer. */
const HANDSHAKE_CODE =
	/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_(CERT|HANDSHAKE|INVALID|PROTOCOL)|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|.*(HANDSHAKE_FAILURE|ALERT_PROTOCOL_VERSION|UNRECOGNIZED_NAME|PACKET_LENGTH_TOO_LONG)))/;
const HANDSHAKE_TEXT =
	/wrong version number|unknown protocol|unsupported protocol|packet length too long|handshake failure|alert protocol version|unrecognized name|before secure TLS connection was established|before receiving CONNECT response|unsupported protocol (ftp|file)|invalid url/i;

/** How far a request came that got no answer, by what was thrown. */
export function faultOf(thrown: unknown): TransportError {
	const chain = causesOf(thrown);
	const code = chain.map((error) => error.code).find((value) => typeof value === 'string');
	const text = chain.map((error) => error.message ?? '').find(Boolean) ?? 'no answer';
	return new TransportError(kindOf(chain, code), text, code);
}

function kindOf(chain: Thrown[], code: string | undefined): TransportFault {
	if (chain.some((error) => BLOCKED.test(`${error.name} ${error.message}`))) return 'blocked';
	if (chain.some((error) => error.name === 'CanceledError' || error.name === 'AbortError')) {
		return 'cancelled';
	}
	const neverSent = chain.some(
		(error) =>
			CONNECTING.has(error.syscall ?? '') ||
			NEVER_SENT.has(error.code ?? '') ||
			HANDSHAKE_CODE.test(error.code ?? '') ||
			HANDSHAKE_TEXT.test((error.message ?? '').slice(0, LONGEST_MATCHED)),
	);
	if (neverSent) return 'unreachable';
	return (code && FAULT_BY_CODE[code]) || 'lost';
}

const LONGEST_MATCHED = 2000;
const MOST_CAUSES = 10;

interface Thrown {
	name?: string;
	message?: string;
	code?: string;
	syscall?: string;
}

/**
 * The thrown error and what it wraps, outermost first; n8n wraps the HTTP client's own, and Node puts those of
 * several addresses of a host into one.
 */
function causesOf(thrown: unknown): Thrown[] {
	const chain: Thrown[] = [];
	const open: unknown[] = [thrown];
	while (open.length > 0 && chain.length < MOST_CAUSES) {
		const current = open.shift();
		if (typeof current !== 'object' || current === null) continue;
		const error = current as Thrown & { cause?: unknown; errors?: unknown };
		const { name, message, code, syscall } = error;
		const constructorName = (current as object).constructor?.name;
		chain.push({
			name: name === 'Error' || name === undefined ? constructorName : name,
			message: typeof message === 'string' ? message : undefined,
			code: typeof code === 'string' ? code : undefined,
			syscall: typeof syscall === 'string' ? syscall : undefined,
		});
		open.push(error.cause, ...(Array.isArray(error.errors) ? error.errors : []));
	}
	return chain;
}
