import {
	CATCH_ALL_ROW,
	ERROR_ROWS,
	TRANSPORT_ROWS,
} from '../../../../../nodes/shared/openai/errors/errorRows';
import { HOW_TO_FIX } from '../../../../../nodes/shared/openai/errors/howToFix';
import { createRedactor } from '../../../../../nodes/shared/openai/redact';
import {
	fromTransportError,
	toApiError,
} from '../../../../../nodes/shared/openai/errors/toApiError';
import { TransportError } from '../../../../../nodes/shared/openai/transport';
import type { TransportFault } from '../../../../../nodes/shared/openai/transport';

const openAi = (fields: Record<string, unknown>) =>
	JSON.stringify({
		error: { message: 'Said the API.', type: null, param: null, code: null, ...fields },
	});
const html = '<html><head><title>502 Bad\nGateway</title></head><body>nginx</body></html>';

type Case = [status: number, body: string, expected: Record<string, unknown>];

const REFUSED = { reason: 'refused', retryable: false, fatal: false, maybeBilled: false };
const QUOTA = { reason: 'quota', retryable: false, stops: 'run', maybeBilled: false };
const LIMITED = { reason: 'rate_limited', retryable: true, fatal: false };
const INVALID = { reason: 'invalid', retryable: false, fatal: false, maybeBilled: false };
const SERVER = { reason: 'server', retryable: true, fatal: false };
const GATEWAY = { reason: 'timeout', retryable: false, maybeBilled: true };
const GATEWAY_LOST = { reason: 'server', retryable: false, maybeBilled: true, fatal: false };

const CASES: Record<string, Case> = {
	'a refusal by the safety system': [
		400,
		openAi({
			message: 'Your request was rejected by the safety system. safety_violations=[violence].',
			type: 'image_generation_user_error',
			code: 'moderation_blocked',
			moderation_details: { moderation_stage: 'output', categories: ['sexual'] },
		}),
		{ ...REFUSED, code: 'moderation_blocked', categories: ['sexual'] },
	],
	'a refusal whose categories are only in the text': [
		400,
		openAi({ code: 'moderation_blocked', message: 'No. safety_violations=[sexual, violence].' }),
		{ ...REFUSED, categories: ['sexual', 'violence'] },
	],
	'a refusal without categories': [
		400,
		openAi({ code: 'content_policy_violation' }),
		{ ...REFUSED, categories: undefined },
	],
	'a refusal known by its text': [
		400,
		openAi({ message: 'Your request was rejected as a result of our safety system.' }),
		REFUSED,
	],
	"a refusal by Azure's content filter": [
		400,
		openAi({
			code: 'contentFilter',
			inner_error: {
				code: 'ResponsibleAIPolicyViolation',
				content_filter_results: {
					sexual: { filtered: false, severity: 'safe' },
					violence: { filtered: true, severity: 'high' },
				},
			},
		}),
		{ ...REFUSED, categories: ['violence'] },
	],
	"a refusal named only in Azure's inner error": [
		400,
		openAi({ inner_error: { code: 'ResponsibleAIPolicyViolation' } }),
		REFUSED,
	],
	'a wrong size': [
		400,
		openAi({
			message: 'Width and height must both be divisible by 16.',
			type: 'image_generation_user_error',
			param: 'size',
			code: 'invalid_value',
		}),
		{ ...INVALID, param: 'size', code: 'invalid_value' },
	],
	'an input fidelity the model does not take': [
		400,
		openAi({ code: 'invalid_input_fidelity_model' }),
		{ ...INVALID, howToFix: HOW_TO_FIX.inputFidelity },
	],
	'an unknown parameter': [
		400,
		openAi({ code: 'unknown_parameter', param: 'moderation' }),
		{ ...INVALID, howToFix: HOW_TO_FIX.unknownParameter },
	],
	'a bad input image': [
		400,
		openAi({ code: 'invalid_image_file' }),
		{ ...INVALID, howToFix: HOW_TO_FIX.inputImage },
	],
	'a wrong MIME type': [
		400,
		openAi({ message: "unsupported mimetype ('application/octet-stream')" }),
		{ ...INVALID, howToFix: HOW_TO_FIX.inputImage },
	],
	'files too large': [413, html, { ...INVALID, howToFix: HOW_TO_FIX.tooLarge }],
	'a billing hard limit': [400, openAi({ code: 'billing_hard_limit_reached' }), QUOTA],
	'a bad key': [
		401,
		openAi({ code: 'invalid_api_key' }),
		{ reason: 'authentication', retryable: false, stops: 'run', fatal: true },
	],
	"Azure's bad key": [
		401,
		openAi({ code: '401', message: 'Access denied due to invalid subscription key.' }),
		{ reason: 'authentication', stops: 'run' },
	],
	'an organization that is not verified': [
		403,
		openAi({ message: 'Your organization must be verified to use the model `gpt-image-2`.' }),
		{ reason: 'permission', stops: 'model', howToFix: HOW_TO_FIX.verifyOrganization },
	],
	'a project without the model': [
		403,
		openAi({ message: 'Project `p` does not have access to model `gpt-image-2`' }),
		{ reason: 'permission', stops: 'model', howToFix: HOW_TO_FIX.modelAccess },
	],
	'a country that is not served': [
		403,
		openAi({ code: 'unsupported_country_region_territory' }),
		{ reason: 'permission', stops: 'run' },
	],
	'some other 403': [403, html, { reason: 'permission', fatal: false }],
	'an unknown model': [
		404,
		openAi({ code: 'model_not_found' }),
		{ reason: 'model_not_found', stops: 'model', retryable: false },
	],
	'an unknown model as a 400': [
		400,
		openAi({ message: "The model 'gpt-image-9' does not exist." }),
		{ reason: 'model_not_found', stops: 'model' },
	],
	'an unknown deployment of Azure': [
		404,
		openAi({ code: 'DeploymentNotFound' }),
		{ reason: 'model_not_found' },
	],
	'a file that does not exist': [
		400,
		openAi({ message: 'Use another model. The file does not exist.' }),
		INVALID,
	],
	'an address without an API': [
		404,
		html,
		{ reason: 'bad_answer', stops: 'run', howToFix: HOW_TO_FIX.baseUrl },
	],
	"FastAPI's 404": [404, '{"detail":"Not Found"}', { reason: 'bad_answer', stops: 'run' }],
	'a method that is not allowed': [405, '', { reason: 'bad_answer', stops: 'run' }],
	'a rate limit': [
		429,
		openAi({
			code: 'rate_limit_exceeded',
			message:
				'Rate limit reached for gpt-image-2 on input-images per min. Please try again in 12s.',
		}),
		{ ...LIMITED, retryAfterMs: 12_000 },
	],
	"Azure's rate limit": [
		429,
		openAi({ code: '429', message: 'Please retry after 26 seconds.' }),
		{ ...LIMITED, retryAfterMs: 26_000 },
	],
	'a 429 of a proxy': [429, 'slow down', { ...LIMITED, retryAfterMs: null }],
	...Object.fromEntries(
		[
			'insufficient_quota',
			'credit_balance_exhausted',
			'organization_spend_limit_exceeded',
			'project_spend_limit_exceeded',
			'organization_usage_limit_exceeded',
		].flatMap((word): Array<[string, Case]> => [
			[
				`the code ${word}`,
				[429, openAi({ code: word, message: 'Please try again in 12s' }), QUOTA],
			],
			[`the type ${word}`, [429, openAi({ type: word }), QUOTA]],
		]),
	),
	'a quota known by its text': [
		429,
		openAi({ message: 'You exceeded your current quota, please check your plan.' }),
		QUOTA,
	],
	'a server that broke': [500, openAi({ type: 'server_error' }), SERVER],
	'a 503 of the API itself that says when': [
		503,
		'{"error":{"message":"busy, try again in 2m"}}',
		{ ...SERVER, retryAfterMs: 120_000 },
	],
	...Object.fromEntries(
		[502, 520, 598, 599].flatMap((status): Array<[string, Case]> => [
			[`a page of a gateway, ${status}`, [status, html, GATEWAY_LOST]],
			[`nothing but a status, ${status}`, [status, '', GATEWAY_LOST]],
			[`JSON of a gateway, ${status}`, [status, '{"message":"Bad gateway"}', GATEWAY_LOST]],
			[`the API itself with ${status}`, [status, openAi({ type: 'server_error' }), SERVER]],
		]),
	),
	...Object.fromEntries(
		[500, 503, 522].flatMap((status): Array<[string, Case]> => [
			[`a page with ${status}`, [status, html, GATEWAY_LOST]],
			[`JSON without an error object, ${status}`, [status, '{"error":"busy"}', GATEWAY_LOST]],
			[`the API itself with ${status}`, [status, openAi({ type: 'server_error' }), SERVER]],
		]),
	),
	...Object.fromEntries(
		[521, 523, 525, 526].map((status): [string, Case] => [
			`a page of a gateway that could not connect, ${status}`,
			[status, html, { reason: 'server', retryable: false, maybeBilled: false }],
		]),
	),
	'a gateway that gave up': [504, html, GATEWAY],
	"Cloudflare's time-out": [524, html, GATEWAY],
	'a request that took too long': [408, '', GATEWAY],
	"FastAPI's list of details": [
		422,
		'{"detail":[{"loc":["body","size"],"msg":"too big"},{"loc":["body","n"],"msg":"too many"}]}',
		{ ...INVALID, message: expect.stringContaining('"body.size: too big; body.n: too many"') },
	],
	"FastAPI's text": [
		400,
		'{"detail":"n is too large"}',
		{ ...INVALID, message: expect.stringContaining('"n is too large"') },
	],
	'plain text': [
		400,
		'no such size',
		{ ...INVALID, message: expect.stringContaining('"no such size"') },
	],
	'a body that is no object': [
		400,
		'["x"]',
		{ ...INVALID, message: expect.stringContaining('["x"]') },
	],
	'nothing at all': [
		418,
		'',
		{ ...INVALID, message: 'The server did not accept this request (HTTP 418).' },
	],
	'a redirect': [302, '', { reason: 'bad_answer', retryable: false }],
	'fields of the wrong type': [
		400,
		'{"error":{"message":{"a":1},"code":7,"type":[],"param":{},"moderation_details":"x"}}',
		{ ...INVALID, code: '7', param: null },
	],
};

/** Our own words: what the API wrote is in quotation marks. */
const ownWords = (text: string) => text.replace(/"[^]*"/g, '');
const UNWANTED = /\b(error|problem|failure)/i;

describe('what an answer without images means', () => {
	it.each(Object.entries(CASES))('knows %s', (_name, [status, body, expected]) => {
		const error = toApiError(status, {}, body);
		expect(error).toMatchObject({ ...expected, status });
		expect(ownWords(error.message)).not.toMatch(UNWANTED);
		expect(error.message.length).toBeGreaterThan(20);
	});

	it('names the parameter and quotes the API', () => {
		expect(toApiError(400, {}, CASES['a wrong size']![1]).message).toBe(
			'The server did not accept the parameter "size" (HTTP 400): "Width and height must both be divisible by 16."',
		);
	});

	it('shows the title of a web page, not its code', () => {
		expect(toApiError(502, {}, html).message).toBe(
			'A gateway in front of the server got no answer from it (HTTP 502): "web page: 502 Bad Gateway"',
		);
	});

	it.each([502, 504, 520, 524, 598, 599])('lets what costs nothing be repeated at %i', (status) => {
		expect(toApiError(status, {}, html, { free: true })).toMatchObject({
			...SERVER,
			maybeBilled: false,
		});
	});

	it('cuts a message that is too long', () => {
		expect(
			toApiError(400, {}, openAi({ message: 'x'.repeat(60_000) })).message.length,
		).toBeLessThan(1200);
	});

	it.each(['x-request-id', 'apim-request-id'])('keeps the request id of %s', (name) => {
		expect(toApiError(500, { [name]: 'req_1' }, '').requestId).toBe('req_1');
	});

	it('never shows a secret, wherever the server puts it', () => {
		const key = 'very-secret-key/1';
		const escaped = JSON.stringify(key).replace('v', '\\u0076');
		const fields = ['message', 'type', 'param', 'code'].map((name) => `"${name}":${escaped}`);
		const body = `{"error":{${fields.join(',')},"moderation_details":{"categories":[${escaped}],"moderation_stage":${escaped}}}}`;
		for (const text of [body, key, `{"detail":[{"loc":[${escaped}],"msg":${escaped}}]}`]) {
			for (const status of [400, 401, 500]) {
				const error = toApiError(status, { 'x-request-id': key }, text, {
					redact: createRedactor([key]).text,
				});
				expect(JSON.stringify({ ...error, message: error.message })).not.toContain(key);
			}
		}
	});
});

describe('what it means that no answer came', () => {
	const expected: Record<TransportFault, Record<string, unknown>> = {
		unreachable: { reason: 'connection', retryable: true, maybeBilled: false },
		lost: { reason: 'connection', retryable: false, maybeBilled: true },
		timeout: { reason: 'timeout', retryable: false, maybeBilled: true },
		cancelled: { reason: 'cancelled', retryable: false },
		blocked: { reason: 'connection', retryable: false, maybeBilled: false, fatal: true },
	};
	it.each(Object.entries(expected))('knows %s', (fault, outcome) => {
		const error = fromTransportError(new TransportError(fault as TransportFault, 'why', 'ECODE'));
		expect(error).toMatchObject({ ...outcome, code: 'ECODE' });
		if (outcome.maybeBilled) expect(error.howToFix).toContain('charged');
	});
});

describe('our own words', () => {
	it.each([
		...[...ERROR_ROWS, CATCH_ALL_ROW, ...Object.values(TRANSPORT_ROWS)].map(({ says }) => says),
		...Object.values(HOW_TO_FIX),
	])('our own words are plain: %s', (text) => expect(text).not.toMatch(UNWANTED));
});
