import type { Dimensions, SizeRule } from '../../../nodes/shared/models/types';
import { listed } from './parameters';
import { imageUserError } from './errorAnswer';

/** What `auto` came to in live probes of models with free sizes (observed; 1254 is no multiple of 16). */
const OBSERVED_AUTO: Dimensions = { width: 1254, height: 1254 };

/**
 * The size to draw.
 * @param like the first input image of an edit: what `auto` comes to there is not known, its own
 *   size rounded to a legal one is assumed.
 * @throws {ErrorAnswer} with OpenAI's own words for "divisible by 16", with assumed ones for the rest.
 */
export function resolveSize(
	requested: string | undefined,
	rule: SizeRule,
	like?: Dimensions,
): Dimensions {
	if (requested === undefined || requested === 'auto') {
		if (like) return legalLike(like, rule);
		return rule.kind === 'free' ? OBSERVED_AUTO : (rule.sizes[0] ?? OBSERVED_AUTO);
	}
	if (rule.kind === 'listed') return listedSize(requested, rule.sizes);
	const match = /^([1-9]\d{0,5})x([1-9]\d{0,5})$/.exec(requested);
	if (!match) {
		throw sizeRefusal(`Invalid size '${requested}'. Use 'auto' or WIDTHxHEIGHT, e.g. '1024x1024'.`);
	}
	const [width, height] = [Number(match[1]), Number(match[2])];
	if (width % rule.multipleOf !== 0 || height % rule.multipleOf !== 0) {
		throw sizeRefusal(`Width and height must both be divisible by ${rule.multipleOf}.`);
	}
	const longEdge = Math.max(width, height);
	if (longEdge > rule.maxEdge) {
		throw sizeRefusal(`The longest edge must be at most ${rule.maxEdge} pixels.`);
	}
	if (longEdge > rule.maxRatio * Math.min(width, height)) {
		throw sizeRefusal(
			`The aspect ratio must be between 1:${rule.maxRatio} and ${rule.maxRatio}:1.`,
		);
	}
	const pixels = width * height;
	if (pixels < rule.minPixels || pixels > rule.maxPixels) {
		throw sizeRefusal(
			`The number of pixels must be between ${rule.minPixels} and ${rule.maxPixels}, got ${pixels}.`,
		);
	}
	return { width, height };
}

function sizeRefusal(message: string): Error {
	return imageUserError(message, 'size');
}

function listedSize(requested: string, sizes: readonly Dimensions[]): Dimensions {
	const found = sizes.find((size) => nameOf(size) === requested);
	if (found) return found;
	throw sizeRefusal(
		`Invalid value: '${requested}'. Supported values are: ${listed([...sizes.map(nameOf), 'auto'])}.`,
	);
}

function nameOf({ width, height }: Dimensions): string {
	return `${width}x${height}`;
}

function legalLike({ width, height }: Dimensions, rule: SizeRule): Dimensions {
	const ratio = width / height;
	if (rule.kind === 'listed') {
		const distance = (size: Dimensions) => Math.abs(Math.log(size.width / size.height / ratio));
		return rule.sizes.reduce((best, size) => (distance(size) < distance(best) ? size : best));
	}
	const bounded = Math.min(rule.maxRatio, Math.max(1 / rule.maxRatio, ratio));
	const pixels = Math.min(rule.maxPixels, Math.max(rule.minPixels, width * height));
	const legalWidth = Math.min(rule.maxEdge, Math.sqrt(pixels * bounded), rule.maxEdge * bounded);
	const grow = pixels < rule.minPixels * 1.1;
	const round = (value: number) => {
		const steps = value / rule.multipleOf;
		const nearest = Math.round(steps);
		// An edge that is legal already stays; near a bound, round to the inside of it.
		if (Math.abs(steps - nearest) < 1e-6) return nearest * rule.multipleOf;
		return (grow ? Math.ceil(steps) : Math.floor(steps)) * rule.multipleOf;
	};
	const size = { width: round(legalWidth), height: round(legalWidth / bounded) };
	const short = Math.min(size.width, size.height);
	const longest = Math.floor((short * rule.maxRatio) / rule.multipleOf) * rule.multipleOf;
	return { width: Math.min(size.width, longest), height: Math.min(size.height, longest) };
}
