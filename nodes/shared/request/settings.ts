import type {
	Background,
	Complexity,
	Dimensions,
	InputFidelity,
	Moderation,
	OutputFormat,
	Quality,
} from '../models/types';

/** What a person set for one call, in the node's words, before any check. */
export interface ImageSettings {
	/** A model id; ids that the catalog does not know are taken. */
	model: string;
	prompt: string;
	/** `auto` or pixels such as `1024x1024`. */
	size: string;
	/** A preset's or a custom size: the delivered picture is brought to exactly these pixels. `size` is then ignored. */
	exactPixels?: Dimensions;
	quality: 'auto' | Quality;
	/** Images of this one call. */
	n: number;
	background?: 'auto' | Background;
	outputFormat?: OutputFormat;
	/** Percent, JPEG and WebP only. */
	outputCompression?: number;
	moderation?: Moderation;
	complexity?: Complexity;
	/** Edits only. */
	inputFidelity?: InputFidelity;
	/** Animated GIF only. */
	frameCount?: number;
	/** Milliseconds a frame, animated GIF only. */
	frameDuration?: number;
	safetyIdentifier?: string;
}

/** What was changed, left out or left unchecked, told beside the result. */
export interface Warning {
	/** The node parameter's name, e.g. `outputCompression`. */
	setting: string;
	message: string;
}

/** Thrown before the call where a setting cannot be sent: nothing was paid. */
export class SettingError extends Error {
	override readonly name = 'SettingError';

	constructor(
		/** The node parameter's name, e.g. `size`; with exact pixels `width`. */
		readonly setting: string,
		message: string,
		readonly howToFix: string,
		/** `retired`: OpenAI has shut the model down. */
		readonly reason: 'invalid' | 'retired' = 'invalid',
	) {
		super(message);
	}
}
