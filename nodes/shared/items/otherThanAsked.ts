import { uprightSize } from '../images/orientation';
import type { ImageFacts } from '../images/types';
import { coverScale, timesText } from '../models/coverSize';
import { formatSize, parseSize } from '../models/sizes';
import type { Dimensions } from '../models/types';
import type { ImagesAnswer } from '../openai/imagesAnswer';
import { displayNameOf } from '../parameters/displayNames';
import { plural } from '../words';
import type { ImageCall } from './imageCall';
import type { WarningJson } from './imageJson';

/** The number of images, where the answer holds more or fewer than were asked for. */
export function otherNumber({ request }: ImageCall, { images }: ImagesAnswer): WarningJson[] {
	const asked = request.images;
	if (images.length === asked) return [];
	const message =
		images.length < asked
			? `The server delivered ${images.length} of ${asked} images that were asked for`
			: `The server delivered ${plural(images.length, 'image')}, ${asked} ${asked === 1 ? 'was' : 'were'} asked for`;
	return [{ setting: 'n', message }];
}

/**
 * Where a delivered image differs from what was asked for: servers may ignore a size, a format or a quality
 * and answer as if nothing were amiss. What was left to the server cannot differ.
 * @param facts of the image as the server sent it.
 */
export function otherThanAsked(
	{ request }: ImageCall,
	answer: ImagesAnswer,
	facts: ImageFacts,
): WarningJson[] {
	const { size, output_format, quality, background } = request.body;
	const asked = size === undefined ? undefined : parseSize(size);
	const measured = facts.width > 0 && facts.height > 0;
	const arrived = formatSize(uprightSize(facts));
	const warnings: WarningJson[] = [];
	const differs = (setting: string, wanted: string, came: string) =>
		warnings.push({
			setting,
			message: `${displayNameOf(setting)} ${wanted} was asked for, ${came} was delivered`,
		});
	// Exact pixels come out as asked for; the model's own sizes are known beforehand, and so is their scale.
	const enlarged = (target: Dimensions) => {
		const scale = coverScale(target, uprightSize(facts));
		if (scale <= 1) return;
		const message = `The server delivered ${arrived} where ${size} was asked for: enlarged ${timesText(scale)} for ${formatSize(target)}`;
		warnings.push({ setting: 'size', message });
	};
	if (asked !== undefined && measured && arrived !== formatSize(asked)) {
		if (request.exactPixels === undefined) differs('size', formatSize(asked), arrived);
		else enlarged(request.exactPixels);
	}
	if (output_format !== undefined && output_format !== facts.format) {
		differs('outputFormat', output_format, facts.format);
	}
	if (quality !== undefined && isOther(answer.quality, quality)) {
		differs('quality', quality, answer.quality);
	}
	if (background !== undefined && isOther(answer.background, background)) {
		differs('background', background, answer.background);
	} else if (background === 'transparent' && RASTERS.has(facts.format) && !facts.hasAlpha) {
		differs('background', background, 'an image without transparency');
	}
	return warnings;
}

/** Formats whose files say whether they have transparency. */
const RASTERS: ReadonlySet<string> = new Set(['png', 'jpeg']);

/** Servers that echo nothing, or that they chose by themselves, say nothing about it. */
function isOther(echoed: string | undefined, asked: string): echoed is string {
	return echoed !== undefined && echoed !== asked && echoed !== 'auto';
}
