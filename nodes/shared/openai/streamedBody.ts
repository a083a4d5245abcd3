import { errorReader, isSuccess } from './bodyReaders';
import { Deadline } from './deadline';
import { close, nextOf, type ApiDeps } from './exchange';
import { cancelledError } from './errors/toApiError';
import type { ImagesHttpResponse } from './transport';

/**
 * The body of a GET piece by piece, as fast as the reader takes it. The time-out is for each piece, not for
 * the whole: what the reader does in between does not count. Leaving the loop closes the connection.
 * @throws {ApiError} for a status that is no success, or when stopped. @throws {TransportError} where it broke off.
 */
export async function* streamedBody(
	deps: ApiDeps,
	send: () => Promise<ImagesHttpResponse>,
): AsyncGenerator<Uint8Array, void> {
	if (deps.signal?.aborted) throw cancelledError();
	const sent = send();
	const response = await within(deps, sent).catch((thrown: unknown) => {
		// The answer may still come, to nobody.
		void sent.then((late) => close(late)).catch(() => undefined);
		throw thrown;
	});
	const chunks = response.body[Symbol.asyncIterator]();
	const error = isSuccess(response) ? undefined : errorReader(deps, response, { free: true });
	try {
		for (;;) {
			const next = await within(deps, nextOf(chunks));
			if (next.done || error?.write(next.value) === false) break;
			if (error === undefined) yield next.value;
		}
	} finally {
		close(response, chunks);
	}
	error?.end(null);
}

/** Waits for one step at most as long as the time-out says. */
async function within<T>({ clock, timeoutMs, signal }: ApiDeps, step: Promise<T>): Promise<T> {
	const deadline = new Deadline(clock, timeoutMs, signal);
	try {
		return await deadline.race(step);
	} finally {
		deadline.dispose();
	}
}
