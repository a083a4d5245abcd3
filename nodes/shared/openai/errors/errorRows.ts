import type { ApiErrorReason } from './apiError';
import type { BadAnswerKind } from './badAnswer';
import type { HowToFix } from './howToFix';
import type { TransportFault } from '../transport';

/** One kind of answer without images, and what follows from it. */
export interface ErrorRow {
	/** All that is named must hold; of `codes` and `message` one is enough. */
	when: {
		/** HTTP status from, to (inclusive). */
		status?: readonly [number, number];
		/** One of these. */
		statuses?: readonly number[];
		/** A `code` or `type` anywhere in the body, or such a word in its message. */
		codes?: readonly string[];
		message?: RegExp;
		/** Not where the message says this. */
		unless?: RegExp;
		/** The request alone is larger than the limit that the message names. */
		neverFits?: true;
		/** False: the body is none of the API's own (no JSON with an `error` object). */
		fromApi?: false;
	};
	reason: ApiErrorReason;
	/** What happened; the server's own words are quoted behind it. {param}, {categories}, {status}, {location} are filled in. */
	says: string;
	howToFix: HowToFix;
	retryable?: boolean;
	stops?: 'run' | 'model';
	maybeBilled?: boolean;
}

/** A limit that time lifts, not money. */
const LIMIT_OF_TIME =
	/\bper[ -](second|minute|min|hour|day)\b|rate[ _-]?limit|\b(rpm|rpd|tpm|ipm)\b|(try again|retry) (in|after) \d|call rate/i;

/** What several rows say. */
const NO_CREDIT = {
	reason: 'quota',
	says: 'The account has no credit left or has reached its spending limit',
	howToFix: 'quota',
	stops: 'run',
} as const;

const WRONG_KEY = {
	reason: 'authentication',
	says: 'The server did not accept the API key',
	howToFix: 'authentication',
	stops: 'run',
} as const;

const RATE_LIMITED = {
	reason: 'rate_limited',
	says: 'The rate limit of the account was reached',
	howToFix: 'rateLimit',
	retryable: true,
} as const;

/** The first row that fits is taken. Codes and texts: OpenAI's API, observed answers of it, Azure OpenAI, and gateways. */
export const ERROR_ROWS: readonly ErrorRow[] = [
	{
		// Azure names the case in an inner object, LiteLLM in the text, fal in `detail[].type`, Google as the reason
		// why a model stopped, Black Forest Labs as the status of a task.
		when: {
			status: [200, 599],
			codes: [
				'moderation_blocked',
				'content_policy_violation',
				'contentFilter',
				'content_filter',
				'ResponsibleAIPolicyViolation',
				'ContentPolicyViolationError',
				'content_moderation',
				'content_blocked',
				'moderation_failed',
				'guardrail_intervened',
				'SAFETY',
				'BLOCKLIST',
				'PROHIBITED_CONTENT',
				'IMAGE_SAFETY',
				'IMAGE_PROHIBITED_CONTENT',
				'IMAGE_RECITATION',
				'sensitive_words_detected',
				'DataInspectionFailed',
				'data_inspection_failed',
				'InputTextSensitiveContentDetected',
				'InputImageSensitiveContentDetected',
				'OutputImageSensitiveContentDetected',
				'Request Moderated',
				'Content Moderated',
			],
			message:
				/(rejected|filtered|blocked|failed|not allowed) (by|as a result of|due to) (the|our) (safety system|content filter)|safety_violations\s{0,9}=\s{0,9}\[|content management policy|(violat\w{1,5}|against|breach\w{0,3})[^.!?]{0,60}(content|safety|usage|guardrail) polic|(flagged|rejected|blocked|filtered)[^.!?]{0,40}(moderation|safety (system|filter|check)|content (filter|moderation)|guardrail)|requires moderation and your input was flagged|responsible ai (practices|polic)|contains? sensitive (words|content|information)|prompt blocked due to security|violat\w{0,5} [^.!?]{0,40}guardrails?|(blocked|rejected)[^.!?]{0,20}\bsafety\b|\b(inappropriate|nsfw|unsafe|harmful)\b[^.!?]{0,20}\b(content|detected|image|prompt)|\b(content|prompt|input) (was )?flagged|(rejected|blocked|refused)[^.!?]{0,60}\bcopyright|\b(sexual|explicit|violent|hateful)\b[^.!?]{0,30}\bnot (allowed|permitted)|违规|敏感|审核(未|不)通过/i,
		},
		reason: 'refused',
		says: 'The safety system refused this request{categories}',
		howToFix: 'refused',
	},
	{
		when: {
			status: [200, 599],
			codes: [
				'insufficient_quota',
				'billing_hard_limit_reached',
				'billing_not_active',
				'credit_balance_exhausted',
				'organization_spend_limit_exceeded',
				'project_spend_limit_exceeded',
				'organization_usage_limit_exceeded',
				'budget_exceeded',
				'insufficient_user_quota',
				'pre_consume_token_quota_failed',
				'insufficient_balance',
				'insufficient_credits',
				'insufficient_funds',
				'payment_required',
				'spend_limit_exceeded',
				'SpendLimitReached',
				'Arrearage',
				'AllocationQuota.FreeTierOnly',
			],
			message: /billing hard limit|exceeded your current quota|check your (plan and )?billing/i,
		},
		...NO_CREDIT,
	},
	{
		// The words of LiteLLM, OpenRouter, Portkey, Azure API Management, new-api, xAI, Replicate, fal, Together.
		when: {
			status: [200, 599],
			message:
				/\b(budget|credits?|balance|funds|spend(ing)?( limit)?|billing|prepayment)\b[^.!?]{0,60}\b(exceed|exhaust|deplet|insufficient|not enough|too low|used up|runs? out|reached|inactive)|\b(insufficient|exceed\w{0,3}|exhausted|not enough|out of|over|crossed|used all|reached|lacks?|more|add)\b[^.!?]{0,40}\b(budget|credits?|balance|funds|spend(ing)?)\b|exceeded\w{0,6}budget|payment (is )?required|key limit exceeded|额度|余额|欠费/i,
			unless: LIMIT_OF_TIME,
		},
		...NO_CREDIT,
	},
	{
		when: {
			status: [200, 499],
			message:
				/\bno (more |remaining )?(credits?|balance|funds)\b|\b(credits?|balance|funds|wallet)\b[^.!?]{0,20}\blow\b|please (top up|recharge)|\badd a payment method|\bbilling\b[^.!?]{0,20}\b(enabled|disabled)|\bfree (tier|allocation|trial|quota)\b[^.!?]{0,40}\b(exhausted|used up|ended|expired)|\bused up\b[^.!?]{0,40}\b(free|allocation)\b|\b(trial|subscription) (has |is )?(ended|expired)|unpaid invoice|\baccount\b[^.!?]{0,30}\b(past due|overdue|in arrears)|\b(hard|usage|spend(ing)?) (limit|cap) (was |is )?(reached|exceeded)/i,
			unless: LIMIT_OF_TIME,
		},
		...NO_CREDIT,
	},
	{
		// Japanese, Korean, Russian, Spanish, Portuguese, French and German.
		when: {
			status: [200, 499],
			message:
				/残高|クレジット[^。]{0,10}(不足|残)|잔액|크레딧|недостаточно (средств|кредит|баланс)|(saldo|fondos|fundos|créditos?) (insuficiente|agotad|esgotad)|(crédits?|fonds|solde) (insuffisant|épuisé)|(guthaben|kontingent)[^.!?]{0,30}(aufgebraucht|erschöpft|nicht)/i,
		},
		...NO_CREDIT,
	},
	{
		when: {
			status: [200, 499],
			message:
				/\bquota\b[^.!?]{0,40}\b(exceeded|exhausted|used up|reached|not enough|insufficient)|\b(exceeded|exhausted|out of|insufficient|not enough)\b[^.!?]{0,40}\bquota\b|usage limit (exceeded|reached)|(exceeded|reached) (your|the) (monthly )?usage limit/i,
			unless: LIMIT_OF_TIME,
		},
		...NO_CREDIT,
	},
	{
		when: { statuses: [402] },
		...NO_CREDIT,
	},
	{
		when: { status: [401, 401] },
		...WRONG_KEY,
	},
	{
		when: { status: [200, 499], codes: ['invalid_api_key'] },
		...WRONG_KEY,
	},
	{
		when: { status: [400, 403], message: /organization must be verified|must be verified to use/i },
		reason: 'permission',
		says: 'This OpenAI organization is not verified for the model',
		howToFix: 'verifyOrganization',
		stops: 'model',
	},
	{
		when: { status: [400, 404], message: /not have access to (the )?model/i },
		reason: 'permission',
		says: 'This OpenAI project has no access to the model',
		howToFix: 'modelAccess',
		stops: 'model',
	},
	{
		when: { status: [403, 403], codes: ['unsupported_country_region_territory'] },
		reason: 'permission',
		says: 'OpenAI does not serve the country this n8n runs in',
		howToFix: 'country',
		stops: 'run',
	},
	{
		when: { status: [403, 403] },
		reason: 'permission',
		says: 'The server did not allow this request',
		howToFix: 'permission',
	},
	{
		when: {
			status: [400, 404],
			codes: ['model_not_found', 'model_deprecated', 'DeploymentNotFound'],
			message:
				/\bmodel\b[^.]*\b(does not exist|not found|(been|was) (deprecated|retired|shut down))|invalid model name/i,
		},
		reason: 'model_not_found',
		says: 'The server does not serve this model',
		howToFix: 'modelNotFound',
		stops: 'model',
	},
	{
		when: { status: [404, 405] },
		reason: 'bad_answer',
		says: 'The server has no Images API at this address (HTTP {status})',
		howToFix: 'baseUrl',
		stops: 'run',
	},
	{
		// Not repeated: no wait makes room for it.
		when: { statuses: [429], neverFits: true },
		reason: 'rate_limited',
		says: 'This request alone is larger than the rate limit of the account allows',
		howToFix: 'largerThanLimit',
	},
	{
		when: { status: [429, 429] },
		...RATE_LIMITED,
	},
	{
		when: { status: [200, 503], codes: ['rate_limit_exceeded', 'too_many_requests'] },
		...RATE_LIMITED,
	},
	{
		// The gateway gave up waiting: the model may still be drawing. Not repeated, unlike other 5xx.
		when: { status: [408, 408] },
		reason: 'timeout',
		says: 'The server gave up waiting (HTTP {status})',
		howToFix: 'gatewayTimeout',
		maybeBilled: true,
	},
	{
		when: { statuses: [504, 524] },
		reason: 'timeout',
		says: 'A gateway in front of the server gave up waiting (HTTP {status})',
		howToFix: 'gatewayTimeout',
		maybeBilled: true,
	},
	{
		// A gateway tells in the API's own form that it gave up on its server, which may be drawing on: LiteLLM, Envoy.
		when: {
			status: [500, 599],
			message: /\b(timed out|time-?out(error)?|upstream request timeout|deadline exceeded)\b/i,
		},
		reason: 'timeout',
		says: 'A gateway in front of the server gave up waiting (HTTP {status})',
		howToFix: 'gatewayTimeout',
		maybeBilled: true,
	},
	{
		when: {
			status: [500, 599],
			message:
				/\bupstream\b[^.!?]{0,60}\b(error|reset|clos|terminat|disconnect)|\b(connection|peer|server|remote)\b[^.!?]{0,20}\b(reset|closed|aborted|terminat|dropped|disconnected)|socket hang up|\bECONNRESET\b|incomplete (chunked )?read/i,
		},
		reason: 'server',
		says: 'A gateway in front of the server lost its connection to it (HTTP {status})',
		howToFix: 'gatewayLost',
		maybeBilled: true,
	},
	{
		// A page of the gateway: it lost its server after the request had passed, and the model may have got
		// it. Where the API itself answers so, the last row holds.
		when: { statuses: [502, 520, 598, 599], fromApi: false },
		reason: 'server',
		says: 'A gateway in front of the server got no answer from it (HTTP {status})',
		howToFix: 'gatewayLost',
		maybeBilled: true,
	},
	{
		// Cloudflare's statuses for a server that took no connection.
		when: { statuses: [521, 523, 525, 526], fromApi: false },
		reason: 'server',
		says: 'A gateway in front of the server could not connect to it (HTTP {status})',
		howToFix: 'gatewayUnreached',
	},
	{
		// Gateways answer 500 and 503 after the request has passed, too: Heroku after 30 s, Envoy and Azure API
		// Management when the connection breaks.
		when: { status: [500, 599], fromApi: false },
		reason: 'server',
		says: 'The request ended without an answer from the API itself (HTTP {status})',
		howToFix: 'gatewayLost',
		maybeBilled: true,
	},
	{
		when: { status: [300, 399] },
		reason: 'bad_answer',
		says: 'The server redirects to {location} (HTTP {status}), and paid requests do not follow redirects',
		howToFix: 'redirect',
		maybeBilled: true,
	},
	{
		when: { status: [400, 400], codes: ['invalid_input_fidelity_model'] },
		reason: 'invalid',
		says: 'The model does not take Input Fidelity',
		howToFix: 'inputFidelity',
	},
	{
		when: { status: [400, 422], codes: ['unknown_parameter'] },
		reason: 'invalid',
		says: 'The server does not know {param}',
		howToFix: 'unknownParameter',
	},
	{
		when: {
			status: [400, 422],
			codes: ['invalid_image_file', 'invalid_image', 'image_parse_error'],
			message: /unsupported mimetype|invalid image file/i,
		},
		reason: 'invalid',
		says: 'The server could not read an input image',
		howToFix: 'inputImage',
	},
	{
		// A server that looks for `image` and not for `image[]`, which several images are sent as.
		when: {
			status: [400, 422],
			message: /\bimage\b['"]?\s?:?\s?(field required|is required|is missing|missing)/i,
		},
		reason: 'invalid',
		says: 'The server found no input image in the request',
		howToFix: 'oneInputImage',
	},
	{
		when: { status: [413, 413] },
		reason: 'invalid',
		says: 'The input images are larger than the server accepts',
		howToFix: 'tooLarge',
	},
	{
		when: { status: [400, 499] },
		reason: 'invalid',
		says: 'The server did not accept {param} (HTTP {status})',
		howToFix: 'invalid',
	},
	{
		when: { status: [500, 599] },
		reason: 'server',
		says: 'The server could not handle the request (HTTP {status})',
		howToFix: 'server',
		retryable: true,
	},
];

/** For every other status. */
export const CATCH_ALL_ROW: ErrorRow = {
	when: {},
	reason: 'bad_answer',
	says: 'The server answered HTTP {status} without an image',
	howToFix: 'badAnswer',
	maybeBilled: true,
};

export const TRANSPORT_ROWS: Readonly<Record<TransportFault, Omit<ErrorRow, 'when'>>> = {
	unreachable: {
		reason: 'connection',
		says: 'The server could not be reached, nothing was sent',
		howToFix: 'unreachable',
		retryable: true,
	},
	lost: {
		reason: 'connection',
		says: 'The connection was lost after the request had been sent',
		howToFix: 'maybeBilled',
		maybeBilled: true,
	},
	timeout: {
		reason: 'timeout',
		says: 'The server did not answer in time',
		howToFix: 'timeout',
		maybeBilled: true,
	},
	cancelled: {
		reason: 'cancelled',
		says: 'The execution was stopped before the images had arrived.',
		howToFix: 'cancelled',
		maybeBilled: true,
	},
	blocked: {
		reason: 'connection',
		says: 'n8n does not allow requests to this address',
		howToFix: 'blocked',
		stops: 'run',
	},
};

/** What a successful status means whose body cannot be read. */
export const BAD_ANSWER_ROWS: Readonly<Record<BadAnswerKind, Pick<ErrorRow, 'says' | 'howToFix'>>> =
	{
		empty: { says: 'The server answered with nothing', howToFix: 'badAnswer' },
		not_json: { says: 'The server answered with something other than JSON', howToFix: 'badAnswer' },
		truncated: { says: 'The answer ended before it was complete', howToFix: 'truncatedAnswer' },
		too_large: { says: 'The answer is larger than this node accepts', howToFix: 'tooLargeAnswer' },
		too_deep: { says: 'The answer is nested too deeply', howToFix: 'badAnswer' },
	};

/** What a successful status means whose JSON holds no image. */
export const NO_IMAGE_ROWS = {
	nothing: { says: 'The server answered without an image', howToFix: 'noImage' },
	task: { says: 'The server answered with the task {task} instead of an image', howToFix: 'task' },
} as const satisfies Record<string, Pick<ErrorRow, 'says' | 'howToFix'>>;

/** What is said behind the server's own words where waiting for them to change has come to its end. */
export const RATE_LIMIT_OVER_ROW = {
	says: 'The run ended here: a longer wait would exceed Max Rate Limit Wait ({minutes}).',
	howToFix: 'rateLimitWait',
} as const satisfies Pick<ErrorRow, 'says' | 'howToFix'>;
