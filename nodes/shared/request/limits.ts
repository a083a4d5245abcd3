import { API_LIMITS } from '../models/catalog';
import {
	BACKGROUNDS,
	COMPLEXITIES,
	INPUT_FIDELITIES,
	MODERATIONS,
	OUTPUT_FORMATS,
	QUALITIES,
} from '../models/types';
import { type ImageSettings, SettingError } from './settings';

/** What is wrong with a value, and what would be right. */
type Broken = { message: string; howToFix: string } | undefined;

interface Limit {
	setting: string;
	broken(settings: ImageSettings): Broken;
}

const show = (value: unknown) => {
	if (typeof value === 'string') return `"${value}"`;
	return Number.isNaN(value) ? 'no number' : String(value);
};

const oneOf = (setting: keyof ImageSettings, allowed: readonly string[]): Limit => ({
	setting,
	broken: (settings) => {
		const value: unknown = settings[setting];
		if (value === undefined || allowed.some((one) => one === value)) return undefined;
		return {
			message: `${setting} is ${show(value)}`,
			howToFix: `Choose one of ${allowed.join(', ')}.`,
		};
	},
});

const wholeNumber = (
	setting: string,
	{ min, max }: { min: number; max?: number },
	read: (settings: ImageSettings) => unknown,
): Limit => ({
	setting,
	broken: (settings) => {
		const value = read(settings);
		if (value === undefined) return undefined;
		const inside =
			Number.isInteger(value) && Number(value) >= min && Number(value) <= (max ?? Infinity);
		if (inside) return undefined;
		const range = max === undefined ? `of ${min} or more` : `from ${min} to ${max}`;
		return {
			message: `${setting} is ${show(value)}`,
			howToFix: `Set it to a whole number ${range}.`,
		};
	},
});

/** Characters as Unicode counts them, so that an emoji of one code point counts once. */
function characters(text: string): number {
	let count = 0;
	for (const _character of text) count += 1;
	return count;
}

/** What holds for every model and server, known or not. In the order in which it is told. */
const LIMITS: readonly Limit[] = [
	{
		setting: 'prompt',
		broken: ({ prompt }) =>
			typeof prompt === 'string' && prompt.trim() !== ''
				? undefined
				: {
						message: 'The prompt is empty',
						howToFix: 'Describe the image. In an expression, check that the field has text.',
					},
	},
	{
		setting: 'prompt',
		broken: ({ prompt }) => {
			const count = characters(prompt);
			if (count <= API_LIMITS.promptCharacters) return undefined;
			return {
				message: `The prompt has ${count.toLocaleString('en-US')} characters`,
				howToFix: `Shorten it to ${API_LIMITS.promptCharacters.toLocaleString('en-US')} characters or fewer.`,
			};
		},
	},
	wholeNumber('n', { min: 1, max: API_LIMITS.imagesPerRequest }, ({ n }) => n),
	oneOf('quality', ['auto', ...QUALITIES]),
	wholeNumber('width', { min: 1 }, ({ exactPixels }) => exactPixels?.width),
	wholeNumber('height', { min: 1 }, ({ exactPixels }) => exactPixels?.height),
	oneOf('background', ['auto', ...BACKGROUNDS]),
	oneOf('outputFormat', OUTPUT_FORMATS),
	wholeNumber(
		'outputCompression',
		API_LIMITS.outputCompression,
		({ outputCompression }) => outputCompression,
	),
	oneOf('moderation', MODERATIONS),
	oneOf('complexity', COMPLEXITIES),
	oneOf('inputFidelity', INPUT_FIDELITIES),
	wholeNumber('frameCount', API_LIMITS.frameCount, ({ frameCount }) => frameCount),
	wholeNumber('frameDuration', API_LIMITS.frameDurationMs, ({ frameDuration }) => frameDuration),
	{
		setting: 'safetyIdentifier',
		broken: ({ safetyIdentifier }) => {
			const count = characters(safetyIdentifier ?? '');
			if (count <= API_LIMITS.safetyIdentifierCharacters) return undefined;
			return {
				message: `safetyIdentifier has ${count} characters`,
				howToFix: `Use at most ${API_LIMITS.safetyIdentifierCharacters}, a hash for example.`,
			};
		},
	},
];

/** @throws {SettingError} for the first value that no model takes. */
export function checkLimits(settings: ImageSettings): void {
	for (const { setting, broken } of LIMITS) {
		const found = broken(settings);
		if (found) throw new SettingError(setting, found.message, found.howToFix);
	}
}
