import { answerBytes } from './answerBytes';
import { errorReader, isSuccess, wholeBody } from './bodyReaders';
import { exchange } from './exchange';
import type { JsonWithImages } from './jsonWithImages';
import { readResponse, type ReadResponse } from './responsesAnswer';
import { requestIdOf } from './requestIds';
import { withRetries } from './withRetries';
import type { RequestDeps } from './withRetries';

/** An answer is a few thousand tokens of JSON. */
const MAX_BYTES = 4 * 1024 * 1024;

export type ResponsesAnswer = ReadResponse & {
	requestId: string | null;
	/** Milliseconds of the attempt that succeeded. */
	durationMs: number;
	/** How many times the request was sent. */
	attempts: number;
};

/**
 * Asks `POST /responses` and waits for the whole answer; repeats only what was certainly not charged.
 * @param body built again for each attempt, so that large images need not be held meanwhile.
 * @throws {ApiError} when no answer came.
 */
export async function requestResponse(
	deps: RequestDeps,
	body: () => Promise<JsonWithImages>,
): Promise<ResponsesAnswer> {
	const share = answerBytes.open();
	try {
		const { result, attempts, durationMs } = await withRetries({ ...deps, share }, () =>
			exchange(
				{ ...deps, share },
				async () =>
					await deps.transport.send({
						method: 'POST',
						path: '/responses',
						json: await body(),
						timeoutMs: deps.timeoutMs,
					}),
				(response) =>
					isSuccess(response)
						? wholeBody(deps, response, MAX_BYTES, (text) => ({
								...readResponse(text, deps.redact.text),
								requestId: requestIdOf(response.headers, deps.redact.text),
							}))
						: errorReader(deps, response),
			),
		);
		return { ...result, attempts, durationMs };
	} finally {
		share.close();
	}
}
