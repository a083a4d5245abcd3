import type { ImagesAnswer } from '../openai/imagesAnswer';
import { moreIds } from './failures/failure';
import { type CallImage } from './imageCall';
import type { DeliveredImageJson } from './imageJson';

/** What is known of an image before its bytes are looked at. */
export type KnownOfImage = Pick<
	DeliveredImageJson,
	| 'model'
	| 'prompt'
	| 'preset'
	| 'index'
	| 'count'
	| 'durationMs'
	| 'attempts'
	| 'requestId'
	| 'usage'
	| 'costUsd'
	| 'pricesAsOf'
	| 'warnings'
>;

/** What a person can do about an image that was paid for and cannot be read. */
export function billed({ requestId }: ImagesAnswer): string {
	const look = requestId === null ? 'Check the usage page' : 'Look the request up by its ID';
	return `The service may have billed this image. ${look} before running the item again, and check the Base URL of the credential if it is not OpenAI's.`;
}

/** The entry of an image that was paid for and cannot be used. */
export function brokenImage(
	common: KnownOfImage,
	{ requestIds }: ImagesAnswer,
	{ message, howToFix, url }: { message: string; howToFix: string; url?: string },
): CallImage {
	return {
		json: {
			status: 'failed',
			...common,
			error: {
				reason: 'bad_answer',
				message,
				code: null,
				param: null,
				requestId: common.requestId,
				...moreIds(requestIds),
				...(url !== undefined && { url }),
				retryable: false,
				howToFix,
				categories: [],
			},
		},
	};
}
