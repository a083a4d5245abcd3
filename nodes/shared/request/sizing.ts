import { plainValue } from '../values';
import { modelsToMoveTo } from '../models/capabilities';
import { coverSize, timesText } from '../models/coverSize';
import { checkSize, formatSize, parseSize } from '../models/sizes';
import type { Capabilities, Dimensions, SizeRule } from '../models/types';
import { LISTED_SIZES } from '../models/usualSizes';
import { type AskedSize, type ImageSettings, SettingError, type Warning } from './settings';

/** What to ask the API for, and what to make of the answer. */
export interface Sizing {
	size: 'auto' | Dimensions;
	exactPixels?: Dimensions;
	warnings: Warning[];
}

/** The sizes that every model takes: for exact pixels from a model that the catalog does not know. */
const SIZES_OF_ALL_MODELS: SizeRule = { kind: 'listed', sizes: LISTED_SIZES };

/** The formats that can be cropped here. */
const CROPPED_FORMATS = ['png', 'jpeg'];

/**
 * A size as it is written: `auto` or pixels.
 * @throws {SettingError} for anything else.
 */
export function askedSize(text: string): AskedSize {
	const word = plainValue(text).toLowerCase();
	if (word === 'auto' || word === '') return 'auto';
	const pixels = parseSize(text);
	if (pixels) return { pixels };
	throw new SettingError(
		'size',
		(name, quote) => `${name} is ${quote(text)}`,
		'Write it as width x height in pixels, such as 1024x1024, or use auto.',
	);
}

interface SizedModel {
	modelId: string;
	/** Null for a model that is not in the catalog: its size is sent as given. */
	capabilities: Capabilities | null;
	/** A gateway may take other sizes than OpenAI: they are sent, with a warning. */
	byGateway: boolean;
}

/** @throws {SettingError} */
export function resolveSize(
	settings: ImageSettings,
	{ modelId, capabilities, byGateway }: SizedModel,
	today: string,
): Sizing {
	const asked = settings.size;
	if (asked === 'auto') return { size: 'auto', warnings: [] };
	if ('exact' in asked) {
		return exactSize(asked.exact, settings, capabilities?.sizeRule ?? SIZES_OF_ALL_MODELS);
	}
	const size = asked.pixels;
	if (!capabilities) return { size, warnings: [] };
	const check = checkSize(capabilities.sizeRule, size);
	if (check.ok) return { size, warnings: experimentalWarning(check.experimental, size) };
	const message = `${modelId} does not take ${formatSize(size)}: ${check.reasons.join('; ')}`;
	if (byGateway)
		return { size, warnings: [{ setting: 'size', message: `${message}; it was sent as it is` }] };
	const models = modelsToMoveTo((other) => checkSize(other.sizeRule, size).ok, today);
	throw new SettingError(
		'size',
		message,
		[
			`The nearest size that it takes is ${formatSize(check.nearest)}.`,
			...(models.length > 0 ? [`${formatSize(size)} is taken by ${models.join(', ')}.`] : []),
			`For exactly ${formatSize(size)} pixels set Size to Custom.`,
		].join(' '),
	);
}

function exactSize(target: Dimensions, settings: ImageSettings, rule: SizeRule): Sizing {
	const cover = coverSize(rule, target);
	if (!cover.ok) {
		throw new SettingError(
			'width',
			`The width and height cannot be delivered: ${cover.reason}`,
			'Choose fewer pixels, or a model that takes larger sizes.',
		);
	}
	const { size, scale } = cover;
	const untouched = formatSize(size) === formatSize(target);
	const { outputFormat = 'png' } = settings;
	if (!untouched && !CROPPED_FORMATS.includes(outputFormat)) {
		throw new SettingError(
			'outputFormat',
			`Exactly ${formatSize(target)} pixels are cropped from ${formatSize(size)}, which cannot be done with ${outputFormat}`,
			'Set Output Format to PNG or JPEG, or choose a size that the model delivers itself.',
		);
	}
	const check = checkSize(rule, size);
	const warnings = experimentalWarning(check.ok && check.experimental, size);
	if (scale > 1) {
		const message = `The model delivers ${formatSize(size)}: enlarged ${timesText(scale)} for ${formatSize(target)}`;
		warnings.push({ setting: 'size', message });
	}
	return { size, exactPixels: target, warnings };
}

function experimentalWarning(experimental: boolean, size: Dimensions): Warning[] {
	if (!experimental) return [];
	const message = `OpenAI calls ${formatSize(size)} experimental: results may vary more than at 2560x1440 and below`;
	return [{ setting: 'size', message }];
}
