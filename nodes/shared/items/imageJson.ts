import type { ApiErrorReason } from '../openai/errors/apiError';
import type { Usage } from '../models/prices';

/** Whether there is an image, and why not. */
export type ImageStatus =
	| 'ok'
	| 'refused'
	| 'rate_limited'
	| 'invalid'
	| 'timeout'
	| 'budget'
	| 'retired'
	| 'cancelled'
	| 'expired'
	| 'failed';

/** `json.image.error`: why there is no image, and what to do about it. */
export interface ImageErrorJson {
	reason: ApiErrorReason | 'retired' | 'budget';
	message: string;
	code: string | null;
	param: string | null;
	requestId: string | null;
	/** Where gateways gave the request IDs of their own: all of them, by the header's name. */
	requestIds?: Readonly<Record<string, string>>;
	/** Where the image may still be fetched. */
	url?: string;
	/** The job that the server works on, where it answered with one. */
	taskId?: string;
	/** Whether the same request may succeed later. */
	retryable: boolean;
	howToFix: string;
	/** What the safety system named, for a refusal. */
	categories: string[];
}

/** What was changed, left out or not measured, in the editor's words. */
export interface WarningJson {
	/** The node parameter's name, e.g. `outputCompression`. */
	setting: string;
	message: string;
	/** `info`: what the node is made to do, and no reason to look. Since node version 1.1. */
	level?: 'info';
}

/** `json.image` of an image that was delivered. */
export interface DeliveredImageJson {
	status: 'ok';
	model: string;
	prompt: string;
	preset?: string;
	/** Position among the images of this item, from 1. */
	index: number;
	/** How many images this item asked for. */
	count: number;
	/** Pixels. */
	width: number;
	height: number;
	format: string;
	mimeType: string;
	bytes: number;
	fileName: string;
	quality: string | null;
	background: string | null;
	/** As the API delivered it, before any crop: "1088x1360". */
	size: string | null;
	/** Milliseconds of the request that brought it; null if it is not known. */
	durationMs: number | null;
	attempts: number;
	requestId: string | null;
	/** This image's share of its request. */
	usage: Usage | null;
	/** USD, null if no price is known. */
	costUsd: number | null;
	/** The day the prices were checked (YYYY-MM-DD). */
	pricesAsOf: string;
	previewUrl?: string;
	/**
	 * Where a mask was used: the shares that changed, 0 to 1, and the mean CIEDE2000 of the pixels that were
	 * not to change (about 1 for a re-encoded image).
	 */
	edit?: { changedInside: number; changedOutside: number; meanDeltaEOutside: number };
	warnings: WarningJson[];
}

/** `json.image` if there is none. */
export interface FailedImageJson {
	status: Exclude<ImageStatus, 'ok'>;
	model: string;
	prompt: string;
	preset?: string;
	index: number;
	count: number;
	durationMs: number | null;
	attempts: number;
	requestId: string | null;
	usage: Usage | null;
	/** USD: 0 for what was not billed; the share of the request for an image that came broken. */
	costUsd: number | null;
	pricesAsOf: string;
	warnings: WarningJson[];
	error: ImageErrorJson;
}

export type ImageJson = DeliveredImageJson | FailedImageJson;
