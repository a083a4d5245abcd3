import { API_LIMITS } from '../models/catalog';
import { OPTION_ROWS, type OptionRow, wordsOf } from './apiOptions';
import { shortened } from '../words';
import { type ImageSettings, type Quote, SettingError, type Wording } from './settings';

/** What is wrong with a value, and what would be right. */
type Broken = { message: Wording; howToFix: string } | undefined;

interface Limit {
	setting: string;
	broken(settings: ImageSettings): Broken;
}

const show = (value: unknown, quote: Quote) => {
	if (typeof value === 'string') return quote(value);
	return Number.isNaN(value) ? 'not a number' : shortened(String(value));
};

function brokenWord(value: unknown, allowed: readonly string[]): Broken {
	if (value === undefined || allowed.some((word) => word === value)) return undefined;
	return {
		message: (name, quote) => `${name} is ${show(value, quote)}`,
		howToFix: `Choose one of ${allowed.join(', ')}.`,
	};
}

function brokenNumber(value: unknown, min: number, max = Infinity): Broken {
	if (value === undefined) return undefined;
	if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return undefined;
	const range = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
	return {
		message: (name, quote) => `${name} is ${show(value, quote)}`,
		howToFix: `Set it to a whole number ${range}.`,
	};
}

function brokenText(value: unknown, maxCharacters: number): Broken {
	if (value === undefined) return undefined;
	if (typeof value !== 'string') {
		return { message: (name) => `${name} is not text`, howToFix: 'Enter it as text.' };
	}
	const count = characters(value);
	if (count <= maxCharacters) return undefined;
	return {
		message: (name) => `${name} has ${count} characters`,
		howToFix: `Use at most ${maxCharacters}, a hash for example.`,
	};
}

/** Characters as Unicode counts them, so that an emoji of one code point counts once. */
function characters(text: string): number {
	let count = 0;
	for (const _character of text) count += 1;
	return count;
}

function brokenOption(row: OptionRow, settings: ImageSettings): Broken {
	const value = settings[row.setting as keyof ImageSettings];
	switch (row.kind) {
		case 'whole':
			return brokenNumber(value, row.min, row.max);
		case 'text':
			return brokenText(value, row.maxCharacters);
		default:
			return brokenWord(value, wordsOf(row));
	}
}

function brokenPrompt({ prompt }: ImageSettings): Broken {
	if (typeof prompt !== 'string' || prompt.trim() === '') {
		return {
			message: 'The prompt is empty',
			howToFix: 'Describe the image. In an expression, check that the field has text.',
		};
	}
	const count = characters(prompt);
	if (count <= API_LIMITS.promptCharacters) return undefined;
	return {
		message: `The prompt has ${count.toLocaleString('en-US')} characters`,
		howToFix: `Shorten it to ${API_LIMITS.promptCharacters.toLocaleString('en-US')} characters or fewer.`,
	};
}

const exactEdge = (edge: 'width' | 'height'): Limit => ({
	setting: edge,
	broken: ({ size }) =>
		size !== 'auto' && 'exact' in size ? brokenNumber(size.exact[edge], 1) : undefined,
});

/** What holds for every model and server, known or not, in the order in which it is reported. */
const LIMITS: readonly Limit[] = [
	{ setting: 'prompt', broken: brokenPrompt },
	exactEdge('width'),
	exactEdge('height'),
	...OPTION_ROWS.map((row) => ({
		setting: row.setting,
		broken: (settings: ImageSettings) => brokenOption(row, settings),
	})),
];

/** @throws {SettingError} for the first value that no model takes. */
export function checkLimits(settings: ImageSettings): void {
	for (const { setting, broken } of LIMITS) {
		const found = broken(settings);
		if (found) throw new SettingError(setting, found.message, found.howToFix);
	}
}
