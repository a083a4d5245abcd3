import { ExpressionError } from 'n8n-workflow';
import { ApiError, type ApiErrorReason } from '../../openai/errors/apiError';
import { HOW_TO_FIX } from '../../openai/errors/howToFix';
import { displayNameOf, inEditorWords } from '../../parameters/displayNames';
import { quoting, SettingError } from '../../request/settings';
import { textOf, usdInText } from '../../words';
import { findModelBehind } from '../../models/catalog';
import { lifecycleOf } from '../../models/lifecycle';
import { findPreset } from '../../models/presets';
import type { ImageCall } from '../imageCall';
import type { FailedImageJson, ImageErrorJson } from '../imageJson';

/** Why there is no image, on its way from what was thrown to the output and to n8n's error. */
export interface Failure {
	json: Pick<FailedImageJson, 'status' | 'attempts' | 'costUsd' | 'error'>;
	/** What the editor calls the parameter at fault, where the message does not name it. */
	label?: string;
	/** What was thrown, for n8n's own display. Not kept across tries. */
	cause?: unknown;
}

const NOTHING_KNOWN: Omit<ImageErrorJson, 'reason' | 'message' | 'howToFix'> = {
	code: null,
	param: null,
	requestId: null,
	retryable: false,
	categories: [],
};

const STATUS_BY_REASON: Readonly<Partial<Record<ApiErrorReason, FailedImageJson['status']>>> = {
	refused: 'refused',
	rate_limited: 'rate_limited',
	invalid: 'invalid',
	timeout: 'timeout',
	cancelled: 'cancelled',
};

/** What may have been billed is asked for again only by a person. */
const NOT_BY_ITSELF =
	'Retry On Fail does not repeat it either: to ask again, retry the execution from the Executions list.';

/** The first step: what planning or calling threw, in the shape of the output. */
export function failureOf(thrown: unknown, redact: (text: string) => string): Failure {
	if (thrown instanceof SettingError) return ofSetting(thrown, redact);
	if (thrown instanceof ApiError) return ofAnswer(thrown);
	if (thrown instanceof ExpressionError) {
		return unpaid('invalid', thrown, {
			reason: 'invalid',
			message: `An expression could not be read: ${thrown.message}`,
			howToFix: thrown.description ?? 'Correct the expression.',
		});
	}
	return unpaid('failed', thrown, {
		reason: 'bad_answer',
		message: redact(textOf(thrown)),
		howToFix: 'Report this with the execution that it happened in.',
	});
}

function ofSetting(thrown: SettingError, redact: (text: string) => string): Failure {
	const { setting, wording, howToFix } = thrown;
	const reason = thrown.reason === 'retired' ? 'retired' : 'invalid';
	const name = displayNameOf(setting);
	// Messages repeat what was typed, and a key may have been typed into the wrong parameter.
	const message = redact(inEditorWords(setting, wording, quoting(redact)));
	const error = { reason, message, param: setting, howToFix: redact(howToFix) } as const;
	const isNamed = message.startsWith(name) || message.includes(`: ${name} `);
	const label = isNamed ? undefined : name;
	return { ...unpaid(reason, thrown, error), label };
}

function ofAnswer(thrown: ApiError): Failure {
	const { reason, message, code, param, requestId, retryable, howToFix, categories } = thrown;
	const { url, taskId, requestIds } = thrown;
	return {
		cause: thrown,
		json: {
			status: STATUS_BY_REASON[reason] ?? 'failed',
			attempts: thrown.attempts,
			costUsd: thrown.maybeBilled ? null : 0,
			error: {
				...{ reason, message, code, param, requestId, retryable },
				...moreIds(requestIds),
				...(url !== undefined && { url }),
				...(taskId !== undefined && { taskId }),
				howToFix: thrown.maybeBilled ? `${howToFix} ${NOT_BY_ITSELF}` : howToFix,
				categories: categories ?? [],
			},
		},
	};
}

/** The IDs that gateways gave the request, where there are more than the one of `requestId`. */
export function moreIds(
	requestIds: Readonly<Record<string, string>> = {},
): Pick<ImageErrorJson, 'requestIds'> {
	return Object.keys(requestIds).length > 1 ? { requestIds } : {};
}

/** Another call's answer made it certain that this one could bring nothing. */
export function notSent(because: Error, redact: (text: string) => string): Failure {
	const failure = failureOf(because, redact);
	const { status, error } = failure.json;
	const message = `Not requested after another item's answer. ${error.message}`;
	const { requestIds, url, taskId, ...others } = error;
	const json = { status, attempts: 0, costUsd: 0, error: { ...others, message, requestId: null } };
	return { ...failure, json };
}

/** A server that does not serve a model may have followed OpenAI, whose day and replacement are known. */
export function withShutdown(failure: Failure, { request }: ImageCall, today: string): Failure {
	const { error } = failure.json;
	if (error.reason !== 'model_not_found') return failure;
	const { model } = request.body;
	const entry = findModelBehind(model)?.entry;
	const life = entry && lifecycleOf(entry, today);
	if (life?.status !== 'retired') return failure;
	const instead =
		life.replacements.length > 0 ? ` Its replacement is ${life.replacements.join(' or ')}.` : '';
	const howToFix = `OpenAI shut ${model} down on ${life.shutdownDate}.${instead} ${error.howToFix}`;
	return { ...failure, json: { ...failure.json, error: { ...error, howToFix } } };
}

const AUTO =
	' Auto is counted as the most expensive option the model could pick: set Size and Quality to make the budget go further.';

/** The budget does not allow the call. */
export function budgetFailure(maxSpendUsd: number, spentUsd: number, call: ImageCall): Failure {
	const { body, estimate } = call.request;
	const neededUsd = estimate.budgetUsd ?? 0;
	const format = call.preset === undefined ? undefined : findPreset(call.preset)?.displayName;
	const isAuto = (body.size ?? 'auto') === 'auto' || (body.quality ?? 'auto') === 'auto';
	return {
		...unpaid('budget', undefined, {
			reason: 'budget',
			message: `${format === undefined ? 'Not requested' : `${format} was not requested`}: it could cost up to ${usdInText(neededUsd)}, and ${usdInText(spentUsd)} of the ${usdInText(maxSpendUsd)} budget is spent`,
			param: 'maxSpend',
			howToFix: `Raise Max Spend (USD) in Run Settings, or choose a lower quality or fewer pixels.${isAuto ? AUTO : ''}`,
		}),
		label: displayNameOf('maxSpend'),
	};
}

/**
 * The execution was stopped before or during the call. n8n (2.41) counts an execution as canceled, not
 * as failed, only where the message says so in its word. It saves such a one without what its nodes
 * kept, and neither its editor nor its server retries it.
 */
export const CANCELLED = cancelled('The execution was canceled before this image was made');

export function cancelled(message: string): Failure {
	return unpaid('cancelled', undefined, {
		reason: 'cancelled',
		message,
		howToFix: HOW_TO_FIX.cancelled,
		retryable: true,
	});
}

function unpaid(
	status: FailedImageJson['status'],
	cause: unknown,
	error: Pick<ImageErrorJson, 'reason' | 'message' | 'howToFix'> & Partial<ImageErrorJson>,
): Failure {
	return {
		...(cause !== undefined && { cause }),
		json: { status, attempts: 0, costUsd: 0, error: { ...NOTHING_KNOWN, ...error } },
	};
}
