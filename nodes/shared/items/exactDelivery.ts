import { c2paPresent } from '../images/aiMark';
import { DECODABLE_FORMATS } from '../images/decode';
import { toExactPixels } from '../images/exactPixels';
import { identifyImage } from '../images/identify';
import { uprightSize } from '../images/orientation';
import type { ImageFacts } from '../images/types';
import { coverScale } from '../models/coverSize';
import type { Warning } from '../request/settings';
import type { ImageCall } from './imageCall';
import { textOf } from '../words';

/** JPEG quality for a crop where the request names no output compression. */
const JPEG_QUALITY = 92;

/**
 * Crops where the call asks for it. What cannot be cropped is delivered as it came, with a warning:
 * it was paid for.
 */
export async function inExactPixels(
	{ request }: ImageCall,
	bytes: Uint8Array,
	facts: ImageFacts,
	warnings: Warning[],
): Promise<{ bytes: Uint8Array; facts: ImageFacts }> {
	const target = request.exactPixels;
	if (target === undefined) return { bytes, facts };
	if (facts.width === target.width && facts.height === target.height) return { bytes, facts };
	if (!DECODABLE_FORMATS.includes(facts.format)) {
		warnings.push({
			setting: 'outputFormat',
			message: `Delivered in ${facts.width}x${facts.height}: only PNG, JPEG and WebP can be cropped to ${target.width}x${target.height}, and this is ${facts.format}`,
		});
		return { bytes, facts };
	}
	try {
		const { body } = request;
		const quality = body.output_compression ?? JPEG_QUALITY;
		const scale = coverScale(target, uprightSize(facts));
		const exact = await toExactPixels(bytes, facts, target, scale, {
			outputFormat: facts.format === 'jpeg' || body.output_format === 'jpeg' ? 'jpeg' : 'png',
			jpegQuality: quality,
		});
		if (c2paPresent(bytes)) {
			warnings.push({
				setting: 'size',
				message:
					"Cropping to exact pixels removed OpenAI's content credentials (C2PA); the file is marked as made by AI in its XMP data instead",
			});
		}
		return { bytes: exact, facts: identifyImage(exact) ?? facts };
	} catch (thrown) {
		warnings.push({
			setting: 'size',
			message: `Delivered as it came, in ${facts.width}x${facts.height}: it could not be cropped (${textOf(thrown)})`,
		});
		return { bytes, facts };
	}
}
