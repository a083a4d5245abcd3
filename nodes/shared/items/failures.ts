import { ExpressionError } from 'n8n-workflow';
import { ApiError, type ApiErrorReason } from '../openai/apiError';
import { HOW_TO_FIX } from '../openai/howToFix';
import { SettingError } from '../request/settings';
import { inEditorWords } from '../parameters/displayNames';
import type { ImageErrorJson, ImageStatus } from './imageJson';
import { textOf } from '../words';

/** Why a call brought no image: what `json.image` says, and the thrown original. */
export interface Failure {
	status: Exclude<ImageStatus, 'ok'>;
	error: ImageErrorJson;
	/** The node parameter that is at fault, where one is. */
	setting?: string;
	attempts: number;
	/** Whether it may have been paid for although nothing came. */
	maybeBilled?: boolean;
	cause?: unknown;
}

const STATUS_BY_REASON: Readonly<Partial<Record<ApiErrorReason, Failure['status']>>> = {
	refused: 'refused',
	rate_limited: 'rate_limited',
	invalid: 'invalid',
	timeout: 'timeout',
	cancelled: 'cancelled',
};

/** What may have been billed is repeated by nobody but a person. */
const NOT_BY_ITSELF =
	'Retry On Fail does not repeat it either: to ask again, retry the execution from the Executions list.';

/** Puts whatever planning or calling threw into the shape of the output. */
export function failureOf(thrown: unknown, redact: (text: string) => string): Failure {
	if (thrown instanceof SettingError) {
		const status = thrown.reason === 'retired' ? 'retired' : 'invalid';
		return {
			status,
			setting: thrown.setting,
			attempts: 0,
			cause: thrown,
			error: {
				...NOTHING_KNOWN,
				reason: status,
				// Messages repeat what was typed, and a key may have been typed into the wrong parameter.
				message: redact(inEditorWords(thrown.setting, thrown.message)),
				param: thrown.setting,
				howToFix: redact(thrown.howToFix),
			},
		};
	}
	if (thrown instanceof ExpressionError) {
		return {
			status: 'invalid',
			attempts: 0,
			cause: thrown,
			error: {
				...NOTHING_KNOWN,
				reason: 'invalid',
				message: `An expression could not be read: ${thrown.message}`,
				howToFix: thrown.description ?? 'Correct the expression.',
			},
		};
	}
	if (thrown instanceof ApiError) {
		return {
			status: STATUS_BY_REASON[thrown.reason] ?? 'failed',
			attempts: thrown.attempts,
			maybeBilled: thrown.maybeBilled,
			cause: thrown,
			error: {
				reason: thrown.reason,
				message: thrown.message,
				code: thrown.code,
				param: thrown.param,
				requestId: thrown.requestId,
				retryable: thrown.retryable,
				howToFix: thrown.maybeBilled ? `${thrown.howToFix} ${NOT_BY_ITSELF}` : thrown.howToFix,
				categories: thrown.categories ?? [],
			},
		};
	}
	const text = textOf(thrown);
	return {
		status: 'failed',
		attempts: 0,
		cause: thrown,
		error: {
			...NOTHING_KNOWN,
			reason: 'bad_answer',
			message: redact(text),
			howToFix: 'Report this with the execution that it happened in.',
		},
	};
}

/** Another call's answer made it certain that this one could bring nothing. */
export function notSent(because: Error, redact: (text: string) => string): Failure {
	const failure = failureOf(because, redact);
	const { message, ...error } = failure.error;
	return {
		...failure,
		attempts: 0,
		maybeBilled: false,
		error: {
			...error,
			message: `Not requested after another item's answer. ${message}`,
			requestId: null,
		},
	};
}

const NOTHING_KNOWN = {
	code: null,
	param: null,
	requestId: null,
	retryable: false,
	categories: [],
} as const satisfies Partial<ImageErrorJson> as Omit<
	ImageErrorJson,
	'reason' | 'message' | 'howToFix'
>;

/** The budget does not allow the call. */
export function budgetFailure(
	maxSpendUsd: number,
	spentUsd: number,
	neededUsd: number | null,
): Failure {
	const needed = neededUsd === null ? 'an unknown amount' : `up to ${usd(neededUsd)}`;
	return {
		status: 'budget',
		setting: 'maxSpend',
		attempts: 0,
		error: {
			...NOTHING_KNOWN,
			reason: 'budget',
			message: `Not requested, for it may cost ${needed}, and ${usd(spentUsd)} of the ${usd(maxSpendUsd)} are spent`,
			param: 'maxSpend',
			howToFix:
				'Raise Max Spend (USD) in Run Settings, or choose a definite size and a lower quality: for "auto" the dearest that the model could choose is assumed.',
		},
	};
}

/**
 * The execution was stopped before or during the call. n8n (2.41) counts an execution as canceled, not
 * as failed, only where the message says so in its word. It saves such a one without what its nodes
 * kept, and neither its editor nor its server retries it.
 */
export const CANCELLED: Failure = {
	status: 'cancelled',
	attempts: 0,
	error: {
		...NOTHING_KNOWN,
		reason: 'cancelled',
		message: 'The execution was canceled before this image was made',
		howToFix: HOW_TO_FIX.cancelled,
		retryable: true,
	},
};

function usd(amount: number): string {
	return `${amount.toFixed(amount < 1 ? 4 : 2)} USD`;
}
