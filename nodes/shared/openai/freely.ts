import { ApiError } from './errors/apiError';
import { TransportError } from './transport';
import { fromTransportError } from './errors/toApiError';
import { withRetries, type RequestDeps } from './withRetries';

/**
 * Sends a request that costs nothing, and repeats it after whatever may pass: also a lost connection or a
 * time-out, which would not be repeated where an image could have been paid for.
 * @throws {ApiError}
 */
export async function freely<T>(deps: RequestDeps, attempt: () => Promise<T>): Promise<T> {
	const { result } = await withRetries(deps, async () => {
		try {
			return await attempt();
		} catch (thrown) {
			throw deps.signal?.aborted ? thrown : asFree(thrown, deps);
		}
	});
	return result;
}

const MAY_PASS: ReadonlySet<ApiError['reason']> = new Set(['connection', 'timeout', 'server']);

function asFree(thrown: unknown, { redact }: RequestDeps): unknown {
	const error = thrown instanceof TransportError ? fromTransportError(thrown, redact.text) : thrown;
	if (!(error instanceof ApiError) || !error.maybeBilled) return error;
	const retryable = error.retryable || MAY_PASS.has(error.reason);
	return new ApiError(error.message, {
		...error,
		maybeBilled: false,
		retryable,
		howToFix: 'Nothing was charged for this request. Run the workflow again.',
	});
}
