import { readAnswer, readBrokenAnswer } from './imagesAnswer';
import type { ImagesAnswer, ReadAnswer } from './imagesAnswer';
import { AnswerDecoder } from './answerDecoder';
import { BadAnswer } from './errors/badAnswer';
import { errorReader, isSuccess } from './bodyReaders';
import { downloadImages } from './downloadImages';
import { exchange } from './exchange';
import type { BodyReader } from './exchange';
import { fromBadAnswer } from './errors/toApiError';
import type { ImageListener } from './streamDecoder';
import { TransportError } from './transport';
import type { ImagesHttpResponse } from './transport';
import { withRetries } from './withRetries';
import type { RequestDeps } from './withRetries';

/** Takes images while the rest of their answer arrives. */
export interface ImageSink {
	/** @param bytes may be taken: the buffer is left empty then. */
	take: ImageListener;
	/** When more may arrive; undefined: now. */
	turn(): Promise<void> | undefined;
	/** Milliseconds for which the answer was held up. */
	readonly heldMs: number;
}

export interface ImagesRequest {
	/** `/images/generations` or `/images/edits`. */
	path: string;
	/** The body as JSON. Not together with `form`. */
	json?: Record<string, unknown>;
	/** Makes the multipart body, again for each attempt. */
	form?: () => FormData | Promise<FormData>;
	/** The `n` of the request. */
	expectedImages: number;
	/** Takes each image when it has arrived whole. */
	sink?: ImageSink;
}

/**
 * Asks for images, decodes them while they arrive, and repeats only what was certainly not charged.
 * @throws {ApiError} when no image came.
 */
export async function requestImages(
	deps: RequestDeps,
	request: ImagesRequest,
): Promise<ImagesAnswer> {
	const { result, attempts, durationMs } = await withRetries(deps, async () => {
		const answer = await exchange(
			deps,
			async () =>
				await deps.transport.send({
					method: 'POST',
					path: request.path,
					...(request.form ? { form: await request.form() } : { json: request.json }),
					timeoutMs: deps.timeoutMs,
				}),
			(response) =>
				isSuccess(response) ? imagesReader(deps, response, request) : errorReader(deps, response),
		);
		return { ...answer, images: await downloadImages(deps, answer.images, request.expectedImages) };
	});
	return { ...result, durationMs: durationMs - (request.sink?.heldMs ?? 0), attempts };
}

function imagesReader(
	deps: RequestDeps,
	response: ImagesHttpResponse,
	{ expectedImages, sink }: ImagesRequest,
): BodyReader<ReadAnswer> {
	const decoder = new AnswerDecoder(expectedImages, sink?.take);
	const readWhole = (brokeOff: Error | null): ReadAnswer => {
		if (brokeOff) throw brokeOff;
		return readAnswer(decoder.end(), expectedImages, response, deps.redact);
	};
	return {
		write: (chunk) => decoder.write(chunk),
		turn: () => sink?.turn(),
		end(brokeOff) {
			try {
				return readWhole(brokeOff);
			} catch (error) {
				const arrived = decoder.arrived();
				const why = whyBroken(error);
				if (why && arrived.some(({ bytes }) => bytes)) {
					return readBrokenAnswer(arrived, expectedImages, why, response, deps.redact);
				}
				throw error instanceof BadAnswer ? fromBadAnswer(error, response, deps.redact.text) : error;
			}
		},
	};
}

/** Null for what leaves no images to save: the execution's stop, or an answer that says why it has none. */
function whyBroken(error: unknown): string | null {
	if (error instanceof BadAnswer) return 'the answer ended or became unreadable';
	if (!(error instanceof TransportError) || error.fault === 'cancelled') return null;
	return error.fault === 'timeout' ? 'the time was up' : 'the connection was lost';
}
