import type { IBinaryData } from 'n8n-workflow';
import { inEditorWords } from '../parameters/displayNames';
import type { EditFiles } from '../openai/editForm';
import type { Dimensions } from '../models/types';
import type { BuiltRequest } from '../request/buildRequest';
import type { Failure } from './failures/failure';
import type { DeliveredImageJson, FailedImageJson, WarningJson } from './imageJson';

/** One paid request that a node makes for an item. */
export interface ImageCall {
	/** The input item that it belongs to. */
	itemIndex: number;
	/** Every input item that goes into it. */
	itemIndexes: readonly number[];
	/** Its own row of a list of parameters, as written: the variant's. */
	row?: unknown;
	prompt: string;
	preset?: string;
	/** Of the variant that it belongs to, if models are compared. */
	letter?: string;
	/** The letter in its file's name, if that is a different one. */
	shownAs?: string;
	/** This call's first image among those of its item (or variant), from 0, and how many there are in all. */
	firstIndex: number;
	itemCount: number;
	/** Its first image among those of its social format, from 0: an expression may give the formats in another order. */
	firstOfFormat: number;
	/** Where only what an earlier try did not bring is asked for: its places among the call's images, from 0. */
	gaps?: number[];
	request: BuiltRequest;
	/** What was adapted, in the editor's words: `request.warnings` as people read them. */
	warnings: WarningJson[];
	/** How many images go into an edit, without mask and markup. */
	inputImages?: number;
	/** Pixels of each of them. */
	inputSizes?: readonly Dimensions[];
	/** In a Dry Run: what only a real run can check, and why. */
	notChecked?: readonly string[];
	/** The files of an edit. */
	files?: CallFiles;
	/** Tells this call from others with the same body, e.g. hashes of the input files. */
	fingerprint?: unknown;
	/** Looks at a delivered image before it is stored, e.g. to measure what an edit changed. */
	inspect?(bytes: Uint8Array): Promise<Inspection>;
}

/** What goes into an edit, read when it is sent. */
export interface CallFiles extends EditFiles {
	/** @throws {SettingError} where a file is gone from n8n's storage. */
	checkStored(): Promise<void>;
}

/** A call as a node plans it; where it stands among the others is added by `imageCalls`. */
export type WantedCall = Omit<
	ImageCall,
	'itemIndex' | 'itemIndexes' | 'firstIndex' | 'itemCount' | 'firstOfFormat' | 'gaps' | 'warnings'
>;

/** The calls of one item (or of one item and variant), in their places. */
export function imageCalls(
	itemIndexes: readonly [number, ...number[]],
	wanted: WantedCall[],
): ImageCall[] {
	const [itemIndex] = itemIndexes;
	const itemCount = wanted.reduce((count, { request }) => count + request.images, 0);
	let firstIndex = 0;
	const ofFormat = new Map<string | undefined, number>();
	return wanted.map((call) => {
		const warnings = call.request.warnings.map(({ setting, message, level }) => ({
			setting,
			message: inEditorWords(setting, message),
			...(level && { level }),
		}));
		const { preset, request } = call;
		const firstOfFormat = ofFormat.get(preset) ?? 0;
		const place = { itemIndex, itemIndexes, firstIndex, itemCount, firstOfFormat };
		firstIndex += request.images;
		ofFormat.set(preset, firstOfFormat + request.images);
		return { ...call, ...place, warnings };
	});
}

/** The position of an answer's image among those of its item, from 1. @param position in the answer, from 0. */
export function imageIndex({ firstIndex, gaps }: ImageCall, position: number): number {
	return firstIndex + (gaps?.[position] ?? position) + 1;
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
export interface MissingImage extends Failure {
	json: FailedImageJson;
	binary?: undefined;
}

export type CallImage = StoredImage | MissingImage;

/** What became of a call. */
export interface CallOutcome {
	itemIndex: number;
	/** How many images the call is for, those of earlier tries included. */
	wanted: number;
	/** One for each image, or one that says why there is none. */
	images: CallImage[];
	/** Those of `images` that this try asked for; an earlier one had brought the others. */
	asked: CallImage[];
}
