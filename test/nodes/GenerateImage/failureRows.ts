import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultRule } from '../../../dev/server/behaviour/faults';
import { generate, type NodeSetup } from '../../support/workbench';

/** A fault for the calls with one prompt. */
export const onPrompt = (prompt: string, fault: Fault, times?: number): FaultRule => ({
	match: ({ fields }) => fields.prompt === prompt,
	times,
	fault,
});

/** Generate with On Error set to Continue. */
export const goingOn = (
	run: IDataObject = {},
	more: Partial<NodeSetup> = {},
	parameters: object = {},
) => generate({ run: run as never, ...parameters }, { onError: 'continueRegularOutput', ...more });

/** A server that says itself that it is down, and when to ask again. */
export const SERVER_DOWN = {
	kind: 'status',
	status: 500,
	headers: { 'retry-after-ms': '20' },
} as const;
export const BUSY: Fault = { kind: 'status', status: 503 };
export const GATEWAY_PAGE: Fault = { kind: 'html', status: 502 };

/** A fault of the server, and what becomes of an item that meets it. */
export interface FailureRow {
	what: string;
	fault: Fault;
	status: string;
	reason: string;
	/** Requests for one item with two retries allowed. */
	calls: number;
	retryable?: boolean;
	code?: string | null;
	costUsd?: null;
	run?: IDataObject;
	answered?: false;
	says: RegExp;
}

export const FAILURE_ROWS: FailureRow[] = [
	{
		what: 'a refusal of the safety system',
		fault: { kind: 'refusal', categories: ['violence', 'sexual'] },
		status: 'refused',
		reason: 'refused',
		calls: 1,
		code: 'moderation_blocked',
		says: /^Item 1: The safety system refused this request \(violence, sexual\)/,
	},
	{
		what: 'a used-up quota (429)',
		fault: { kind: 'quota' },
		status: 'failed',
		reason: 'quota',
		calls: 1,
		code: 'insufficient_quota',
		says: /no credit left/,
	},
	{
		what: 'a spending limit (429)',
		fault: { kind: 'quota', code: 'project_spend_limit_exceeded' },
		status: 'failed',
		reason: 'quota',
		calls: 1,
		says: /spending limit/,
	},
	{
		what: 'a billing limit (400)',
		fault: { kind: 'billing' },
		status: 'failed',
		reason: 'quota',
		calls: 1,
		says: /spending limit/,
	},
	{
		what: 'any other 400',
		fault: {
			kind: 'status',
			status: 400,
			body: { error: { message: 'No.', code: 'invalid_value', param: 'size', type: 'x' } },
		},
		status: 'invalid',
		reason: 'invalid',
		calls: 1,
		code: 'invalid_value',
		says: /the parameter "size"/,
	},
	{
		what: 'an answer of FastAPI (422)',
		fault: { kind: 'detailBody' },
		status: 'invalid',
		reason: 'invalid',
		calls: 1,
		says: /body\.size: Input should be a valid string/,
	},
	{
		what: 'a wrong key (401)',
		fault: { kind: 'echoKey' },
		status: 'failed',
		reason: 'authentication',
		calls: 1,
		code: 'invalid_api_key',
		says: /did not accept the API key/,
	},
	{
		what: 'an organization that is not verified (403)',
		fault: { kind: 'notVerified' },
		status: 'failed',
		reason: 'permission',
		calls: 1,
		says: /not verified for the model/,
	},
	{
		what: 'a project without access (403)',
		fault: { kind: 'noAccess' },
		status: 'failed',
		reason: 'permission',
		calls: 1,
		says: /no access to the model/,
	},
	{
		what: 'a wrong address (404)',
		fault: { kind: 'html', status: 404 },
		status: 'failed',
		reason: 'bad_answer',
		calls: 1,
		says: /no Images API at this address/,
	},
	{
		what: 'a redirect',
		fault: { kind: 'status', status: 307, headers: { location: '/elsewhere' } },
		status: 'failed',
		reason: 'bad_answer',
		calls: 1,
		costUsd: null,
		says: /HTTP 307/,
	},
	{
		what: 'a connection lost before the answer',
		answered: false,
		fault: { kind: 'dropBeforeAnswer' },
		status: 'failed',
		reason: 'connection',
		calls: 1,
		costUsd: null,
		says: /connection was lost after the request had been sent/,
	},
	{
		what: 'a connection lost during the answer',
		answered: false,
		fault: { kind: 'dropDuringAnswer' },
		status: 'failed',
		reason: 'connection',
		calls: 1,
		costUsd: null,
		says: /connection was lost after the request had been sent/,
	},
	{
		what: 'no answer in time',
		answered: false,
		fault: { kind: 'hang' },
		status: 'timeout',
		reason: 'timeout',
		calls: 1,
		costUsd: null,
		run: { timeout: 1 },
		says: /did not answer in time/,
	},
	{
		what: 'a gateway that gave up waiting (504)',
		fault: { kind: 'html', status: 504 },
		status: 'timeout',
		reason: 'timeout',
		calls: 1,
		costUsd: null,
		says: /gateway in front of the server gave up/,
	},
	{
		what: 'a gateway that lost the server (502, a web page)',
		fault: GATEWAY_PAGE,
		status: 'failed',
		reason: 'server',
		calls: 1,
		costUsd: null,
		says: /gateway in front of the server got no answer/,
	},
	{
		what: 'a server that says itself that it is down (502, JSON)',
		fault: { kind: 'status', status: 502, headers: { 'retry-after-ms': '20' } },
		status: 'failed',
		reason: 'server',
		calls: 3,
		retryable: true,
		says: /could not handle the request \(HTTP 502\)/,
	},
	{
		what: 'a server that is down (500)',
		fault: SERVER_DOWN,
		status: 'failed',
		reason: 'server',
		calls: 3,
		retryable: true,
		says: /HTTP 500/,
	},
	{
		what: 'a rate limit, with Max Retries 0',
		fault: { kind: 'rateLimit', retryAfterMs: 30_000 },
		status: 'rate_limited',
		reason: 'rate_limited',
		calls: 1,
		retryable: true,
		run: { maxRetries: 0 },
		says: /rate limit of the account/,
	},
];
