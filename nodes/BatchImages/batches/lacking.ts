import type { ApiCredential } from '../../shared/execution/credential';
import { ApiError } from '../../shared/openai/errors/apiError';
import type { Redactor } from '../../shared/openai/redact';

/** The server that is asked, as a session or a poll knows it. */
export interface AskedServer {
	credential: Pick<ApiCredential, 'address'>;
	redact: Redactor;
}

/** Statuses of a server that does not know an endpoint. */
const UNKNOWN_ENDPOINT: ReadonlySet<number> = new Set([404, 405, 501]);
/** The same in answer to a plain list, which nothing can be wrong with. */
const UNKNOWN_LIST: ReadonlySet<number> = new Set([400, 422]);

/** What was asked of the server. To list and to upload nothing needs to be there before. */
type Asked = 'list' | 'upload' | 'create' | 'find';

/**
 * What it means for batches that a request for files or batches failed: gateways have images, and neither files
 * nor batches.
 * @returns the error unchanged where the server knows the API.
 */
export function asLacking<T>(server: AskedServer, asked: Asked, thrown: T): T | ApiError {
	if (!(thrown instanceof ApiError) || thrown.status === null) return thrown;
	const { status, reason, code, param } = thrown;
	if (status === 403 && reason === 'permission') {
		return new ApiError(thrown.message, { ...thrown, howToFix: MORE_ACCESS });
	}
	// What the API itself says of a file that is not there names it by a code or a parameter.
	const namesFile = param !== null || (code !== null && !/^\d+$/.test(code));
	const isMissing = status === 404 && (asked === 'find' || (asked === 'create' && namesFile));
	const isUnknown = UNKNOWN_ENDPOINT.has(status) || (asked === 'list' && UNKNOWN_LIST.has(status));
	// A web page, a redirect to one, or JSON that is no answer of this API: after it a batch may be there.
	const isOther = reason === 'bad_answer' && status < 400 && asked !== 'create';
	if (isMissing || (!isUnknown && !isOther)) return thrown;
	const api = asked === 'upload' ? 'Files API' : 'Batch API';
	return new ApiError(`The server at ${baseOf(server)} has no ${api} (HTTP ${status})`, {
		...thrown,
		...{ reason: 'permission', stops: 'run', maybeBilled: false, retryable: false },
		howToFix:
			"Batches are OpenAI's: choose a credential whose Base URL is https://api.openai.com/v1, or use GPT Image Generate or Edit.",
	});
}

const MORE_ACCESS =
	'Check the permissions of the API key (a restricted key needs write access to Files and Batches as well as Images), the IP allowlist of the project, and any proxy between n8n and the server.';

/** Without a name and a password that may stand in it. */
function baseOf({ credential, redact }: AskedServer): string {
	const { origin, pathname } = new URL(credential.address.base);
	return redact.address(`${origin}${pathname}`);
}
