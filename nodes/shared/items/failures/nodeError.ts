import { NodeApiError, NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { ApiError, type ApiErrorReason } from '../../openai/errors/apiError';
import { displayNameOf, inEditorWords } from '../../parameters/displayNames';
import type { SettingError } from '../../request/settings';
import type { ImageErrorJson } from '../imageJson';
import { isTool } from '../turn';
import type { Failure } from './failure';

/** As much of a failure as n8n's error is made of; a missing image is one. */
export type Failed = Pick<Failure, 'label' | 'cause'> & { json: { error: ImageErrorJson } };

type NodeFailure = NonNullable<ConstructorParameters<typeof NodeOperationError>[2]>['failure'];

/** What n8n tells its users and its own retries about the cause (n8n 2.41 and later). */
const CAUSE_BY_REASON: Readonly<
	Partial<Record<ApiErrorReason, NonNullable<NodeFailure>['cause']>>
> = {
	rate_limited: 'rate-limited',
	quota: 'quota-exhausted',
	server: 'temporarily-unavailable',
	connection: 'temporarily-unavailable',
	timeout: 'temporarily-unavailable',
	authentication: 'credential-invalid',
	permission: 'configuration-invalid',
	model_not_found: 'configuration-invalid',
	invalid: 'configuration-invalid',
};

/** "Item 3, Size: …", in the words of the editor. An agent reads nothing else, so it gets how to fix it as well. */
export function messageOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ json, label }: Failed,
): string {
	const { message, howToFix } = json.error;
	const said = `Item ${itemIndex + 1}${label === undefined ? '' : `, ${label}`}: ${message}`;
	return isTool(context) ? `${said.replace(/\.$/, '')}. ${howToFix}` : said;
}

/** What keeps the run from beginning, whatever its items are. */
export function runSettingError(
	context: IExecuteFunctions,
	{ setting, wording, howToFix }: SettingError,
): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`Run Settings, ${displayNameOf(setting)}: ${inEditorWords(setting, wording)}`,
		{ description: `${howToFix} ${NOTHING_PAID}` },
	);
}

export const NOTHING_PAID = 'Nothing was requested or paid for.';

/** What a person needs to find a paid image, or to ask the server's support. */
function whereToLook({ url, taskId, requestId, requestIds = {} }: ImageErrorJson): string[] {
	const others = Object.entries(requestIds).filter(([, id]) => id !== requestId);
	return [
		...(url === undefined ? [] : [`Address: ${url}`]),
		...(taskId === undefined ? [] : [`Task: ${taskId}`]),
		...(requestId === null ? [] : [`Request ID: ${requestId}`]),
		...others.map(([name, id]) => `${name}: ${id}`),
	];
}

/** The faults of the credential or the account: they are of no item. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set(['authentication', 'permission', 'quota']);

/** Whether every other item would end in the same way, whatever is in it. */
export const isOfTheAccount = ({ json }: Failed): boolean => OF_THE_ACCOUNT.has(json.error.reason);

/**
 * The first line of n8n's error, without the words of the server, which come below it. An agent reads nothing else.
 * The item counts from 1, as people count; n8n's own note, which counts from 0, is not asked for.
 */
function titleOf(context: IExecuteFunctions, itemIndex: number, failed: Failed): string {
	const whole = messageOf(context, itemIndex, failed);
	if (isTool(context)) return whole;
	const title = quotedEnd(whole)?.before ?? whole;
	return isOfTheAccount(failed) ? title.replace(/^Item \d+: /, '') : title;
}

/** What stands in quotation marks at the end, behind a colon: a server's words. */
function quotedEnd(message: string): { before: string; quoted: string } | undefined {
	const start = message.indexOf(': "');
	if (start < 0 || !message.endsWith('"')) return undefined;
	return { before: `${message.slice(0, start)}.`, quoted: message.slice(start + 3, -1) };
}

/** The server's words, without the sentence that repeats the request ID, which stands below. */
function serversWords({ message, requestId }: ImageErrorJson): string {
	const { quoted = '' } = quotedEnd(message) ?? {};
	const sentences = quoted.split(/(?<=[.!?]) /);
	const told = sentences.filter((text) => requestId === null || !text.includes(requestId));
	const words = told.join(' ').trim();
	return words === '' ? '' : `The server said: "${words}"`;
}

/**
 * The last step: n8n's own error for a failed item. It holds only what is safe to show: nothing of the
 * request, whose headers carry the API key.
 * @param more what to say in addition to how to fix it.
 */
export function nodeErrorOf(
	context: IExecuteFunctions,
	itemIndex: number,
	failed: Failed,
	more = '',
): NodeApiError | NodeOperationError {
	const { error } = failed.json;
	const { cause } = failed;
	const message = titleOf(context, itemIndex, failed);
	const description = [error.howToFix, more, serversWords(error), ...whereToLook(error)]
		.filter(Boolean)
		.join(' ');
	if (!(cause instanceof ApiError)) {
		return new NodeOperationError(context.getNode(), message, { description });
	}
	// What may have been billed must not look as if to try again were the cure.
	const failureCause = cause.maybeBilled ? undefined : CAUSE_BY_REASON[cause.reason];
	const response = { message, description, code: error.code, requestId: error.requestId };
	const nodeError = new NodeApiError(context.getNode(), response, {
		message,
		description,
		...(cause.status !== null && { httpCode: String(cause.status) }),
		...(failureCause && {
			failure: {
				cause: failureCause,
				...(cause.retryAfterMs && { retryAfterMs: cause.retryAfterMs }),
			} as NodeFailure,
		}),
	});
	// For some system codes n8n puts general advice in place of the message: to retry at once, even where
	// the images may be billed already.
	nodeError.message = message;
	return nodeError;
}
