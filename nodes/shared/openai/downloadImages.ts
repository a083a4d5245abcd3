import { MOST_BYTES_PER_IMAGE } from './answerDecoder';
import { ApiError } from './errors/apiError';
import { BadAnswer } from './errors/badAnswer';
import { bytesReader, errorReader, isSuccess } from './bodyReaders';
import { exchange } from './exchange';
import type { ApiDeps, BodyReader } from './exchange';
import type { AnsweredImage } from './imagesIn';
import { parsedJson } from '../values';
import { retryDelay } from './retry';
import { goesOn } from './taskIn';
import { TransportError } from './transport';
import type { ImagesHttpResponse } from './transport';

/** The image is paid for and fetching it costs nothing, so it is tried again. */
const MOST_TRIES = 3;
/** Statuses of a link that is not ready: accepted, not there yet, too early, busy. */
const NOT_READY: ReadonlySet<number | null> = new Set([202, 204, 403, 404, 425, 503]);
/** Milliseconds that a link which is not ready is waited for, and between two tries at most. */
const READY_WITHIN_MS = 60_000;
const LONGEST_PAUSE_MS = 8000;
/** Statuses by which a server may ask for the credential, or hide a file from requests without one. */
const WANTS_CREDENTIAL: ReadonlySet<number | null> = new Set([401, 403, 404]);

/** Characters of an address that are kept: signed ones take up to 4,000, and no server takes more than this. */
const LONGEST_ADDRESS = 8192;
const LONGEST_REASON = 300;
/** Bytes of a word on how the image comes along, as JSON. */
const LONGEST_STATUS = 64 * 1024;
const OPEN_OBJECT = 0x7b;

type DownloadDeps = ApiDeps & { maxRetries: number; random?: () => number };

/**
 * Fetches the images of which the server gave only the address. One that cannot be had is marked, and keeps its
 * address so that a person can fetch it.
 * @param expectedImages how many were asked for: together they may be as large as those.
 * @throws {ApiError} only when the execution was stopped.
 */
export async function downloadImages(
	deps: DownloadDeps,
	images: readonly AnsweredImage[],
	expectedImages: number,
): Promise<AnsweredImage[]> {
	const room = { bytes: expectedImages * MOST_BYTES_PER_IMAGE };
	return await Promise.all(
		images.map(async (image) => {
			if (image.bytes || image.url === undefined) return image;
			const fetched = await download(deps, image.url, room);
			const url = deps.redact.address(
				deps.transport.resolve(image.url).href.slice(0, 2 * LONGEST_ADDRESS),
			);
			return { ...fetched, url: url.slice(0, LONGEST_ADDRESS) };
		}),
	);
}

async function download(deps: DownloadDeps, url: string, room: Room): Promise<AnsweredImage> {
	const tries = Math.min(MOST_TRIES, deps.maxRetries + 1);
	let waitedMs = 0;
	for (let used = 1; ; used++) {
		const result = await fetchBytes(deps, url, room);
		if (!(result instanceof Error)) return { bytes: result };
		if (result instanceof ApiError && result.reason === 'cancelled') throw result;
		const unready = result instanceof ApiError && NOT_READY.has(result.status);
		const mayCome = unready || (used < tries && mayPass(result));
		const retryAfterMs = result instanceof ApiError ? result.retryAfterMs : null;
		const delay = retryDelay({ retryAfterMs }, used - 1, deps.random ?? Math.random);
		const leftMs = READY_WITHIN_MS - waitedMs;
		const waitMs = retryAfterMs ?? Math.min(delay, LONGEST_PAUSE_MS, unready ? leftMs : Infinity);
		const over = unready && (leftMs <= 0 || waitMs > leftMs);
		if (!mayCome || over) return { unreadable: whyNot(result, deps, waitedMs) };
		await deps.clock.sleep(waitMs, deps.signal);
		waitedMs += waitMs;
	}
}

/** Without the credential first; with it where the server itself asks for it and has the address. */
async function fetchBytes(deps: ApiDeps, url: string, room: Room): Promise<Buffer | Error> {
	const result = await fetchOnce(deps, url, room, false);
	if (!(result instanceof ApiError) || !WANTS_CREDENTIAL.has(result.status)) return result;
	return deps.transport.resolve(url).own ? await fetchOnce(deps, url, room, true) : result;
}

async function fetchOnce(
	deps: ApiDeps,
	url: string,
	room: Room,
	withCredential: boolean,
): Promise<Buffer | Error> {
	return await exchange(
		deps,
		() => deps.transport.download(url, deps.timeoutMs, withCredential),
		(response) =>
			isSuccess(response) && response.status !== 202
				? within(room, notEmpty(deps, response))
				: errorReader(deps, response, { free: true }),
	).catch((error: Error) => error);
}

/** An empty answer is not an image yet, nor is one that says that it is being made: it may still come. */
function notEmpty(deps: ApiDeps, response: ImagesHttpResponse): BodyReader<Buffer> {
	const reader = bytesReader(MOST_BYTES_PER_IMAGE);
	return {
		write: (chunk) => reader.write(chunk),
		end(brokeOff) {
			const bytes = reader.end(brokeOff);
			if (bytes.length > 0 && !isStatus(bytes)) return bytes;
			return errorReader(deps, { ...response, status: 204 }, { free: true }).end(null);
		},
	};
}

function isStatus(bytes: Buffer): boolean {
	if (bytes.length > LONGEST_STATUS || bytes[0] !== OPEN_OBJECT) return false;
	return goesOn(parsedJson(bytes.toString())) === true;
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

function whyNot(error: Error, { redact }: ApiDeps, waitedMs: number): string {
	const waited = waitedMs >= 1000 ? ` for ${Math.round(waitedMs / 1000)} seconds` : '';
	if (error instanceof ApiError && error.status === 204) {
		return `its address answered without an image${waited}`;
	}
	if (error instanceof ApiError) {
		return `its address answered HTTP ${error.status ?? 'nothing'}${waited}`;
	}
	if (error instanceof BadAnswer) return 'the file at its address is too large';
	return `it could not be downloaded (${redact.text(error.message).slice(0, LONGEST_REASON)})`;
}
