import type { AnsweredImage } from './imagesAnswer';
import { ApiError } from './apiError';
import { BadAnswer } from './badAnswer';
import { bytesReader, errorReader, isSuccess } from './bodyReaders';
import { exchange } from './exchange';
import type { ApiDeps, BodyReader } from './exchange';
import { retryDelay } from './retry';
import { TransportError } from './transport';

/** Bytes of one image. */
const MAX_IMAGE_BYTES = 128 * 1024 * 1024;
/** Bytes of all images of an answer, as for those that come in the answer itself. */
const MAX_BYTES = 512 * 1024 * 1024;
/** The image is paid for and fetching it costs nothing, so it is tried again. */
const MOST_TRIES = 3;

/**
 * Fetches the images of which the server gave only the address. One that cannot be had is marked.
 * @throws {ApiError} only when the execution was stopped.
 */
export async function downloadImages(
	deps: ApiDeps & { maxRetries: number; random?: () => number },
	images: readonly AnsweredImage[],
): Promise<AnsweredImage[]> {
	const room = { bytes: MAX_BYTES };
	return await Promise.all(
		images.map(async (image) => {
			if (image.bytes || image.url === undefined) return image;
			return { ...image, ...(await download(deps, image.url, room)) };
		}),
	);
}

async function download(
	deps: ApiDeps & { maxRetries: number; random?: () => number },
	url: string,
	room: Room,
): Promise<AnsweredImage> {
	const tries = Math.min(MOST_TRIES, deps.maxRetries + 1);
	for (let used = 1; ; used++) {
		const result = await fetchBytes(deps, url, room).catch((error: Error) => error);
		if (!(result instanceof Error)) {
			return result.length > 0
				? { bytes: result }
				: { unreadable: 'its address answered with nothing' };
		}
		if (result instanceof ApiError && result.reason === 'cancelled') throw result;
		if (used >= tries || !mayPass(result)) return { unreadable: whyNot(result, deps) };
		const retryAfterMs = result instanceof ApiError ? result.retryAfterMs : null;
		await deps.clock.sleep(
			retryDelay({ retryAfterMs }, used - 1, deps.random ?? Math.random),
			deps.signal,
		);
	}
}

async function fetchBytes(deps: ApiDeps, url: string, room: Room): Promise<Buffer> {
	return await exchange(
		deps,
		() => deps.transport.download(url, deps.timeoutMs),
		(response) =>
			isSuccess(response)
				? within(room, bytesReader(MAX_IMAGE_BYTES))
				: errorReader(deps, response, { free: true }),
	);
}

/** Bytes that the images of an answer may still take together. */
interface Room {
	bytes: number;
}

function within(room: Room, reader: BodyReader<Buffer>): BodyReader<Buffer> {
	return {
		write(chunk) {
			room.bytes -= chunk.length;
			if (room.bytes < 0) throw new BadAnswer('too_large', '');
			return reader.write(chunk);
		},
		end: (brokeOff) => reader.end(brokeOff),
	};
}

function mayPass(error: Error): boolean {
	if (error instanceof TransportError)
		return error.fault !== 'blocked' && error.fault !== 'cancelled';
	return error instanceof ApiError && error.retryable;
}

function whyNot(error: Error, { redact }: ApiDeps): string {
	if (error instanceof ApiError) return `its address answered HTTP ${error.status ?? 'nothing'}`;
	if (error instanceof BadAnswer) return 'the file at its address is too large';
	return `it could not be downloaded (${redact.text(error.message)})`;
}
