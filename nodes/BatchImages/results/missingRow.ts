import { failureOf, type Failure } from '../../shared/items/failures/failure';
import { aboutCall, missingImage } from '../../shared/items/failures/missingImage';
import type { CallImage, ImageCall, MissingImage } from '../../shared/items/imageCall';
import type { FailedImageJson } from '../../shared/items/imageJson';
import { ApiError } from '../../shared/openai/errors/apiError';
import type { Redactor } from '../../shared/openai/redact';

/** Why an image was not made. */
type NotMade = 'refused' | 'invalid' | 'expired' | 'cancelled' | 'failed';

const NOT_MADE: ReadonlySet<FailedImageJson['status']> = new Set<NotMade>([
	'refused',
	'invalid',
	'expired',
	'cancelled',
	'failed',
]);

/** The entry of an image that a line or the whole batch brought none for. @param status where the error does not tell it. */
export function missingRow(
	call: ImageCall,
	error: Error,
	{ text }: Redactor,
	status?: NotMade,
): MissingImage {
	// Nothing is asked for again by itself here: what people read of requests that may be repeated does not apply.
	const unclear = error instanceof ApiError && error.maybeBilled;
	const told = unclear ? new ApiError(error.message, { ...error, maybeBilled: false }) : error;
	const { json, ...others } = failureOf(told, text);
	const failure = { ...others, json: { ...json, ...(unclear && { costUsd: null }) } };
	return missingImage(aboutCall(call), withStatus(failure, status));
}

/** The statuses of a batch's images are fewer than those of requests. */
export function asNotMade<Image extends CallImage>(image: Image): Image {
	if (image.binary !== undefined || NOT_MADE.has(image.json.status)) return image;
	return { ...image, json: { ...image.json, status: 'failed' } };
}

function withStatus(failure: Failure, status: NotMade | undefined): Failure {
	const own = status ?? failure.json.status;
	return { ...failure, json: { ...failure.json, status: NOT_MADE.has(own) ? own : 'failed' } };
}

/** A reason that concerns the row's image as a whole, in our own words. */
export function notMade(
	message: string,
	howToFix: string,
	{ code = null, maybeBilled = false }: { code?: string | null; maybeBilled?: boolean } = {},
): ApiError {
	return new ApiError(message, {
		reason: 'server',
		code,
		howToFix,
		retryable: true,
		maybeBilled,
	});
}
