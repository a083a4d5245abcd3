import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { keyOf, wrongKey } from './access';
import type { Fault } from './faults';
import { rateLimited } from './rateLimit';
import { ErrorAnswer, errorAnswer, safetyRefusal, serverError } from '../rules/errorAnswer';
import type { ApiRequest } from '../types';

const VERIFY_URL = 'https://platform.openai.com/settings/organization/general';

/**
 * The answer of a fault that takes the place of a picture; null for a fault that damages the answer or
 * the connection instead.
 */
export function errorOfFault(fault: Fault, request: ApiRequest): ErrorAnswer | null {
	const model = String(request.fields.model);
	switch (fault.kind) {
		case 'status': {
			const body = fault.body ?? serverError(request.id, fault.status).body;
			return new ErrorAnswer(fault.status, body, fault.headers);
		}
		case 'echoKey':
			return wrongKey(keyOf(request.headers) ?? '', fault.status);
		case 'refusal':
			return safetyRefusal(request.id, fault.categories, fault.stage);
		case 'quota':
			return errorAnswer(
				'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
				{
					status: 429,
					type: fault.code ?? 'insufficient_quota',
					code: fault.code ?? 'insufficient_quota',
				},
			);
		case 'billing':
			return errorAnswer('Billing hard limit has been reached.', {
				type: 'billing_limit_user_error',
				code: 'billing_hard_limit_reached',
			});
		case 'notVerified':
			return errorAnswer(
				`Your organization must be verified to use the model \`${model}\`. Please go to: ${VERIFY_URL} and click on Verify Organization. If you just verified, it can take up to 15 minutes for access to propagate.`,
				{ status: 403 },
			);
		case 'noAccess':
			return errorAnswer(`Project \`proj_local\` does not have access to model \`${model}\`.`, {
				status: 403,
				code: 'model_not_found',
			});
		case 'rateLimit':
			return rateLimited(
				model,
				'Limit 5, Used 5, Requested 1',
				fault.retryAfterMs,
				fault.advice ?? 'text',
			);
		case 'detailBody':
			return new ErrorAnswer(fault.status ?? 422, {
				detail: [
					{ loc: ['body', 'size'], msg: 'Input should be a valid string', type: 'string_type' },
				],
			});
		case 'html':
			return new ErrorAnswer(
				fault.status ?? 200,
				'<!DOCTYPE html><html><head><title>Gateway</title></head><body><h1>This is a web page</h1></body></html>',
				{ 'content-type': 'text/html; charset=utf-8' },
			);
		default:
			return null;
	}
}

/**
 * Lets a fault take the place of the answer.
 * @returns false for a fault that only changes the answer, which is then still to be made.
 * @throws {ErrorAnswer}
 */
export async function strikesInstead(
	fault: Fault,
	request: ApiRequest,
	response: ServerResponse,
	signal: AbortSignal,
): Promise<boolean> {
	const instead = errorOfFault(fault, request);
	if (instead) throw instead;
	if (fault.kind === 'dropBeforeAnswer') {
		response.destroy();
		return true;
	}
	if (fault.kind === 'hang') {
		if (!signal.aborted) await once(signal, 'abort');
		return true;
	}
	return false;
}
