import type { IBinaryData } from 'n8n-workflow';
import type { BuiltRequest } from '../request/buildRequest';
import type { DeliveredImageJson, FailedImageJson } from './imageJson';

/** One paid request that a node wants made for an item. */
export interface ImageCall {
	/** The input item that it belongs to. */
	itemIndex: number;
	prompt: string;
	preset?: string;
	/** Of the variant that it belongs to, where models are compared. */
	letter?: string;
	/** The letter in its file's name, where that is another. */
	shownAs?: string;
	/** This call's first image among those of its item, from 0, and how many the item has in all. */
	firstIndex: number;
	itemCount: number;
	request: BuiltRequest;
	/** How many images go into an edit, without mask and markup. */
	inputImages?: number;
	/** The files of an edit, made anew for each attempt. */
	form?: (fields: BuiltRequest['body']) => Promise<FormData>;
	/** What makes the call what it is, beside its body: input files by their hash, say. */
	fingerprint?: unknown;
	/** Looks at a delivered image before it is stored, e.g. to measure what an edit changed. */
	inspect?(bytes: Uint8Array): Promise<Inspection>;
}

export interface Inspection {
	json: Partial<DeliveredImageJson>;
	/** More binary fields, by what is added to the name of the image's own field. */
	files: Record<string, { bytes: Uint8Array; mimeType: string; extension: string }>;
}

/** An image that is in storage. */
export interface StoredImage {
	json: DeliveredImageJson;
	binary: IBinaryData;
	/** By what is added to the name of the image's own field. */
	moreBinary?: Record<string, IBinaryData>;
}

/** No image: refused, not affordable, or paid for and broken. */
export interface MissingImage {
	json: FailedImageJson;
	binary?: undefined;
	/** What was thrown, for n8n's own display. Not kept across tries. */
	cause?: unknown;
	/** The node parameter at fault. */
	setting?: string;
}

export type CallImage = StoredImage | MissingImage;

/** What became of a call. */
export interface CallOutcome {
	itemIndex: number;
	/** One for each image, or one that says why there is none. */
	images: CallImage[];
	/** Those of `images` that this try asked for; an earlier one had brought the others. */
	asked: CallImage[];
}
