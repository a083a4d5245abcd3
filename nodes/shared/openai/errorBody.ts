/** What an answer without images says of itself, whatever its shape. Secrets are taken out already. */
export interface ErrorBody {
	/** Whether it is JSON with an `error` object: the API itself wrote it, not a gateway before it. */
	fromApi: boolean;
	/** The server's own words; empty where there are none. */
	message: string;
	code: string | null;
	type: string | null;
	param: string | null;
	/** `code`, `type` and the code in Azure's `inner_error`: whatever can name the case. */
	codes: string[];
	categories: string[];
}

type Fields = Record<string, unknown>;

const LONGEST_WORD = 200;
const MOST_CATEGORIES = 20;

/**
 * Reads OpenAI's `{error: {…}}`, Azure's `inner_error`, FastAPI's `{detail}` (text or list),
 * `{message}`, `{error: "text"}`, HTML (its title) and plain text.
 */
export function readErrorBody(bodyText: string, redact: (text: string) => string): ErrorBody {
	const text = (value: unknown) =>
		typeof value === 'string' || typeof value === 'number' ? redact(String(value)).trim() : '';
	const word = (value: unknown) => text(value).slice(0, LONGEST_WORD) || null;

	const json = parseObject(bodyText);
	if (!json) return noFields(redact(plainText(bodyText)));

	const body = fieldsOf(json.error) ?? json;
	const inner = fieldsOf(body.inner_error) ?? fieldsOf(body.innererror) ?? {};
	const moderation = fieldsOf(body.moderation_details) ?? {};
	const message =
		text(body.message) || text(json.error) || detailText(json.detail, text) || text(json.message);
	const code = word(body.code);
	const type = word(body.type);
	const filters = fieldsOf(inner.content_filter_results) ?? {};
	const categories = listOf(moderation.categories)
		.map(word)
		.filter((name) => name !== null);
	const filtered = Object.keys(filters).filter(
		(name) => fieldsOf(filters[name])?.filtered === true,
	);
	return {
		fromApi: fieldsOf(json.error) !== undefined,
		message,
		code,
		type,
		param: word(body.param),
		codes: [code, type, word(inner.code)].filter((name) => name !== null),
		categories:
			[categories, filtered, categoriesInText(message)]
				.map(fewAndShort)
				.find((found) => found.length > 0) ?? [],
	};
}

function noFields(message: string): ErrorBody {
	const categories = fewAndShort(categoriesInText(message));
	return { fromApi: false, message, code: null, type: null, param: null, codes: [], categories };
}

function parseObject(text: string): Fields | null {
	try {
		return fieldsOf(JSON.parse(text)) ?? null;
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
	return categories.slice(0, MOST_CATEGORIES).map((name) => name.slice(0, LONGEST_WORD));
}

/** OpenAI writes `safety_violations=[sexual, violence]` in the text where `moderation_details` is absent. */
function categoriesInText(message: string): string[] {
	const list = /safety_violations\s{0,9}=\s{0,9}\[([^[\]]*)\]/i.exec(message)?.[1] ?? '';
	return list
		.split(',')
		.map((name) => name.replace(/["']/g, '').trim())
		.filter(Boolean);
}

/** Of a web page only its title is worth reading. */
function plainText(bodyText: string): string {
	const trimmed = bodyText.trim();
	if (!trimmed.startsWith('<')) return trimmed;
	const title = /<title[^<>]*>([^<]*)<\/title>/i.exec(trimmed)?.[1]?.replace(/\s+/g, ' ').trim();
	return title ? `web page: ${title}` : 'a web page';
}
