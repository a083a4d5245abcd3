import type { IncomingHttpHeaders } from 'node:http';
import type {
	Background,
	Dimensions,
	OutputFormat,
	Quality,
} from '../../nodes/shared/models/types';
import type { Capabilities, ModelEntry } from '../../nodes/shared/models/types';

/** A file of a request: a multipart part with a file name, or a data URL of a JSON body. */
export interface UploadedFile {
	field: string;
	fileName: string;
	mimeType: string;
	bytes: Buffer;
}

/** A request as it arrived, its body taken apart but not judged. */
export interface ApiRequest {
	id: string;
	method: string;
	/** Without the query, and with the version prefix: `/v1/images/edits`. */
	path: string;
	headers: IncomingHttpHeaders;
	contentType: 'json' | 'multipart' | 'none';
	/** Everything but files; of a request without a body its query. Multipart values are strings, repeated ones arrays. */
	fields: Readonly<Record<string, unknown>>;
	files: readonly UploadedFile[];
	/** Of a line of a batch, which is judged like a request of its own. */
	customId?: string;
}

export interface InputImage {
	file: UploadedFile;
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
}

/** An accepted request for images, defaults filled in. */
export interface ImageJob {
	operation: 'generate' | 'edit';
	modelId: string;
	/** Undefined for an id that the catalog does not know (see `servesAnyModel`). */
	model: ModelEntry | undefined;
	capabilities: Capabilities;
	prompt: string;
	n: number;
	size: Dimensions;
	quality: Quality;
	background: Background;
	format: OutputFormat;
	/** 0–100; 100 where the request names none. */
	compression: number;
	frameCount: number;
	/** Milliseconds. */
	frameDurationMs: number;
	stream: boolean;
	partialImages: number;
	safetyIdentifier?: string;
	/** Drawn in place of the words that the prompt asks for. */
	misprint?: string;
	/** False: the caption names neither the model nor its quality, for blind comparisons. */
	isSigned?: boolean;
	inputs: readonly InputImage[];
	mask?: InputImage;
	markup?: InputImage;
}

/** The API's `usage`, word for word. */
export interface ApiUsage {
	input_tokens: number;
	input_tokens_details: { image_tokens: number; text_tokens: number };
	output_tokens: number;
	output_tokens_details: { image_tokens: number; text_tokens: number };
	total_tokens: number;
}
