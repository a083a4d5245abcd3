/** What an answer without images says of itself, whatever its shape. Secrets are taken out already. */
export interface ErrorBody {
	/** Whether it is JSON with an `error` object: the API itself wrote it, not a gateway before it. */
	fromApi: boolean;
	/** The server's own words; empty if there are none. */
	message: string;
	code: string | null;
	param: string | null;
	/** Every `code` and `type` of the body, wherever it is: whatever can name the case. */
	codes: string[];
	/** The body's own numeric code where it is one of HTTP's, for servers that answer 200 to everything. */
	status: number | null;
	categories: string[];
}

type Fields = Record<string, unknown>;

const LONGEST_WORD = 200;
const MOST_CATEGORIES = 20;
const MOST_CODES = 50;
/** Names by which servers call a code. */
const CODE_FIELDS = [
	...['code', 'type', 'error_code', 'errorCode', 'name', 'status'],
	...['finish_reason', 'finishReason', 'block_reason', 'blockReason'],
];
/** Names by which servers call a message that is not in an error of its own. */
const MESSAGE_FIELDS = [
	'message',
	'msg',
	'error_description',
	'errmsg',
	'error_msg',
	'errorMessage',
];
/** Names under which Azure, OpenRouter and Google say what a filter objected to. */
const FILTER_FIELDS = ['content_filter_result', 'content_filter_results'];
const REASON_FIELDS = ['categories', 'reasons'];

/**
 * Reads OpenAI's `{error: {…}}`, FastAPI's `{detail}` (text or list), `{message}`, `{msg}`, `{error: "text"}`,
 * a list with such an object, HTML (its title) and plain text. Codes and what a filter objected to are found
 * at any depth: gateways wrap the answers of the services behind them.
 */
export function readErrorBody(bodyText: string, redact: (text: string) => string): ErrorBody {
	const text = (value: unknown) =>
		typeof value === 'string' || typeof value === 'number' ? redact(String(value)).trim() : '';
	const word = (value: unknown) => text(value).slice(0, LONGEST_WORD) || null;

	const json = parseObject(bodyText);
	if (!json) return noFields(redact(plainText(bodyText)));

	const body = fieldsOf(json.error) ?? fieldsOf(listOf(json.errors)[0]) ?? json;
	const message =
		text(body.message) ||
		text(json.error) ||
		detailText(body.detail ?? json.detail, text) ||
		[...MESSAGE_FIELDS.map((name) => json[name]), body.code].map(text).find(Boolean) ||
		'';
	const found = findWords(json);
	const code = word(body.code);
	const listed = found.categories.map(word).filter((name) => name !== null);
	return {
		fromApi: fieldsOf(json.error) !== undefined,
		message,
		code,
		param: word(body.param),
		codes: found.codes.map(word).filter((name) => name !== null),
		status: statusIn(body.code) ?? statusIn(json.code) ?? statusIn(json.status),
		categories:
			[listed, found.filtered.map((name) => redact(name)), categoriesInText(message)]
				.map(fewAndShort)
				.find((names) => names.length > 0) ?? [],
	};
}

function noFields(message: string): ErrorBody {
	const categories = fewAndShort(categoriesInText(message));
	return { fromApi: false, message, code: null, param: null, codes: [], status: null, categories };
}

/** The statuses of HTTP that say that something went wrong. */
function statusIn(code: unknown): number | null {
	const number = typeof code === 'string' && /^\d{3}$/.test(code) ? Number(code) : code;
	return typeof number === 'number' && number >= 400 && number <= 599 ? number : null;
}

function parseObject(text: string): Fields | null {
	try {
		const json: unknown = JSON.parse(text);
		return fieldsOf(json) ?? fieldsOf(listOf(json)[0]) ?? null;
	} catch {
		return null;
	}
}

function fieldsOf(value: unknown): Fields | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: undefined;
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

interface Words {
	codes: unknown[];
	/** Named in a list. */
	categories: unknown[];
	/** Names of filters that say `filtered` or `detected`. */
	filtered: string[];
}

/** Looks at every object, also in a text that is JSON (OpenRouter's `raw`), the outermost first and without recursion: a body may be nested 10,000 deep. */
function findWords(json: Fields): Words {
	const words: Words = { codes: [], categories: [], filtered: [] };
	const queue: unknown[] = [json];
	for (let at = 0; at < queue.length; at++) {
		const value = queue[at];
		if (typeof value === 'string' && queue.length < MOST_CODES) queue.push(parseObject(value));
		if (Array.isArray(value)) queue.push(...value.slice(0, MOST_CODES));
		const fields = fieldsOf(value);
		if (fields === undefined) continue;
		queue.push(...Object.values(fields));
		if (words.codes.length < MOST_CODES) {
			words.codes.push(...CODE_FIELDS.map((name) => fields[name]).filter(Boolean));
		}
		for (const name of REASON_FIELDS) words.categories.push(...listOf(fields[name]));
		for (const name of FILTER_FIELDS) {
			for (const filters of [fields[name], ...listOf(fields[name])]) {
				words.filtered.push(...filteredIn(fieldsOf(filters) ?? {}));
			}
		}
	}
	return words;
}

function filteredIn(filters: Fields): string[] {
	return Object.keys(filters).filter((name) => fieldsOf(filters[name])?.filtered === true);
}

/** FastAPI: a text, or a list of `{loc: ["body", "size"], msg}`. */
function detailText(detail: unknown, text: (value: unknown) => string): string {
	if (!Array.isArray(detail)) return text(fieldsOf(detail)?.message ?? detail);
	return detail
		.map((entry) => {
			const { loc, msg } = fieldsOf(entry) ?? {};
			const place = listOf(loc).map(text).join('.');
			return [place, text(msg ?? entry)].filter(Boolean).join(': ');
		})
		.join('; ');
}

function fewAndShort(categories: string[]): string[] {
	return [...new Set(categories)]
		.slice(0, MOST_CATEGORIES)
		.map((name) => name.slice(0, LONGEST_WORD));
}

/** As JSON or as Python writes it, where a gateway quotes the body of the service behind it. */
const FILTERED_IN_TEXT = /["'](\w{1,50})["']: ?\{["']filtered["']: ?true/gi;

/** OpenAI writes `safety_violations=[sexual, violence]` in the text where `moderation_details` is absent. */
function categoriesInText(message: string): string[] {
	const list = /safety_violations\s{0,9}=\s{0,9}\[([^[\]]*)\]/i.exec(message)?.[1] ?? '';
	const listed = list
		.split(',')
		.map((name) => name.replace(/["']/g, '').trim())
		.filter(Boolean);
	if (listed.length > 0) return listed;
	return [...message.matchAll(FILTERED_IN_TEXT)].map(([, name = '']) => name);
}

/** Of a web page only its title is worth reading. */
function plainText(bodyText: string): string {
	const trimmed = bodyText.trim();
	if (!trimmed.startsWith('<')) return trimmed;
	const title = /<title[^<>]*>([^<]*)<\/title>/i.exec(trimmed)?.[1]?.replace(/\s+/g, ' ').trim();
	return title ? `web page: ${title}` : 'a web page';
}
