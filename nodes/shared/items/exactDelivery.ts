import { c2paPresent } from '../images/aiMark';
import { isDecodable } from '../images/decodableFormats';
import { toExactPixels } from '../images/exactPixels';
import { identifyImage } from '../images/identify';
import { uprightSize } from '../images/orientation';
import type { ImageFacts } from '../images/types';
import { coverScale } from '../models/coverSize';
import { textOf } from '../words';
import type { ImageCall } from './imageCall';
import type { WarningJson } from './imageJson';
import type { Resources } from './resources';

/** JPEG quality for a crop where the request names no output compression. */
const JPEG_QUALITY = 92;

/** An image as it goes into storage. */
export interface Finished {
	bytes: Uint8Array;
	facts: ImageFacts;
	warnings: WarningJson[];
}

/**
 * Crops where the call asks for it. What cannot be cropped is delivered unchanged, with a warning:
 * it was paid for.
 */
export async function inExactPixels(
	{ openings, signal }: Resources,
	{ request }: ImageCall,
	bytes: Uint8Array,
	facts: ImageFacts,
): Promise<Finished> {
	const target = request.exactPixels;
	const asItCame = (...warnings: WarningJson[]): Finished => ({ bytes, facts, warnings });
	if (target === undefined) return asItCame();
	if (facts.width === target.width && facts.height === target.height) return asItCame();
	if (!isDecodable(facts.format)) {
		return asItCame({
			setting: 'outputFormat',
			message: `Delivered in ${facts.width}x${facts.height}: only PNG, JPEG and WebP can be cropped to ${target.width}x${target.height}, and this is ${facts.format}`,
		});
	}
	try {
		const { body } = request;
		const quality = body.output_compression ?? JPEG_QUALITY;
		const scale = coverScale(target, uprightSize(facts));
		const format = facts.format === 'jpeg' || body.output_format === 'jpeg' ? 'jpeg' : 'png';
		const options = { outputFormat: format, jpegQuality: quality, signal } as const;
		const exact = await openings.run(
			async () => await toExactPixels(bytes, facts, target, scale, options),
			signal,
		);
		const warnings = c2paPresent(bytes) ? [CREDENTIALS_REMOVED] : [];
		return { bytes: exact, facts: identifyImage(exact) ?? facts, warnings };
	} catch (thrown) {
		signal?.throwIfAborted();
		return asItCame({
			setting: 'size',
			message: `Delivered unchanged, in ${facts.width}x${facts.height}: it could not be cropped (${textOf(thrown)})`,
		});
	}
}

const CREDENTIALS_REMOVED: WarningJson = {
	setting: 'size',
	level: 'info',
	message:
		"Cropping to exact pixels removed OpenAI's content credentials; the file is marked as made by AI instead",
};
