import type { IExecuteFunctions } from 'n8n-workflow';
import { findPreset, PRESETS } from '../models/presets';
import type { ImageSettings } from '../request/settings';
import { SettingError } from '../request/settings';
import { RUN_DEFAULTS } from './description/run';

/** One image request as the item's parameters ask for it; a preset each has one of its own. */
export interface WantedImages {
	settings: ImageSettings;
	preset?: string;
}

/** How an item's images are put out. */
export interface OutputSettings {
	binaryPropertyOutput: string;
	fileName: string;
	outputMode: 'itemPerImage' | 'itemPerPrompt';
	includeInputFields: boolean;
	includeInputFiles: boolean;
	previewUrl: boolean;
	/** As n8n takes it: "1 day". */
	previewExpiry: string;
}

/** How the whole run goes. */
export interface RunSettings {
	maxConcurrency: number;
	imagesPerMinute: number;
	maxRetries: number;
	timeoutMs: number;
	/** USD; undefined: no limit. */
	maxSpendUsd: number | undefined;
	unsupportedSettings: 'adapt' | 'fail';
	retiredModel: 'fail' | 'replace';
	refusals: 'fail' | 'output';
}

/**
 * Reads model, prompt, size and options of one item: one entry, or one a social format.
 * @throws {SettingError} for what cannot be read; the rules of the models are checked elsewhere.
 */
export function readWantedImages(context: IExecuteFunctions, itemIndex: number): WantedImages[] {
	const base: ImageSettings = {
		...readRequestOptions(context, itemIndex),
		...readModelAndPrompt(context, itemIndex),
		size: asText(context.getNodeParameter('size', itemIndex, 'auto')).trim(),
		quality: asText(
			context.getNodeParameter('quality', itemIndex, 'auto'),
		) as ImageSettings['quality'],
		n: asNumber(context.getNodeParameter('n', itemIndex, 1)),
	};
	if (base.model === '') {
		throw new SettingError('model', 'No model is chosen', 'Choose a Model from the list.');
	}
	if (base.size === 'preset') {
		return readPresets(context, itemIndex).map(({ name, width, height }) => ({
			preset: name,
			settings: { ...base, size: 'auto', exactPixels: { width, height } },
		}));
	}
	if (base.size === 'custom') {
		const width = asNumber(context.getNodeParameter('width', itemIndex, NaN));
		const height = asNumber(context.getNodeParameter('height', itemIndex, NaN));
		return [{ settings: { ...base, size: 'auto', exactPixels: { width, height } } }];
	}
	return [{ settings: base }];
}

/** Which model an item asks, and what for; each empty where it cannot be read. */
export function readModelAndPrompt(
	context: IExecuteFunctions,
	itemIndex: number,
): Pick<ImageSettings, 'model' | 'prompt'> {
	const model = context.getNodeParameter('model', itemIndex, '', { extractValue: true });
	return { model: asText(model).trim(), prompt: readPrompt(context, itemIndex) };
}

/** The prompt as text; empty where an expression gave none. */
export function readPrompt(context: IExecuteFunctions, itemIndex: number): string {
	return asText(context.getNodeParameter('prompt', itemIndex, ''));
}

/** The part of `options` that goes to the API. */
export function readRequestOptions(context: IExecuteFunctions, itemIndex: number): RequestOptions {
	const options = readOptions(context, itemIndex);
	return {
		background: options.background as ImageSettings['background'],
		outputFormat: options.outputFormat as ImageSettings['outputFormat'],
		moderation: options.moderation as ImageSettings['moderation'],
		complexity: options.complexity as ImageSettings['complexity'],
		inputFidelity: options.inputFidelity as ImageSettings['inputFidelity'],
		outputCompression: asOptionalNumber(options.outputCompression),
		frameCount: asOptionalNumber(options.frameCount),
		frameDuration: asOptionalNumber(options.frameDuration),
		safetyIdentifier: asText(options.safetyIdentifier).trim() || undefined,
	};
}

type RequestOptions = Omit<
	ImageSettings,
	'model' | 'prompt' | 'size' | 'exactPixels' | 'quality' | 'n'
>;

/** Reads how an item's images are put out. */
export function readOutputSettings(context: IExecuteFunctions, itemIndex: number): OutputSettings {
	const options = readOptions(context, itemIndex);
	return {
		binaryPropertyOutput: asText(options.binaryPropertyOutput).trim() || 'data',
		fileName: asText(options.fileName),
		outputMode: options.outputMode === 'itemPerPrompt' ? 'itemPerPrompt' : 'itemPerImage',
		includeInputFields: options.includeInputFields !== false,
		includeInputFiles: options.includeInputFiles === true,
		previewUrl: options.previewUrl === true,
		previewExpiry: asText(options.previewExpiry) || '1 day',
	};
}

/** A field name that expressions and comma-separated lists of fields take as it is. */
const FIELD_NAME = /^(?!__)[\p{L}_][\p{L}\p{N}_ -]*$/u;

/** What n8n's signed links take, in words. */
const EXPIRY = /^[1-9]\d* (minute|hour|day|week)s?$/;

/** What would go wrong only after the images are paid for. @throws {SettingError} */
export function checkOutputSettings(output: OutputSettings): void {
	const { binaryPropertyOutput, previewUrl, previewExpiry } = output;
	if (!FIELD_NAME.test(binaryPropertyOutput)) {
		throw new SettingError(
			'binaryPropertyOutput',
			`"${binaryPropertyOutput}" cannot be a field name`,
			'Use letters, digits, _ and -, beginning with a letter, such as data or cover_image.',
		);
	}
	if (previewUrl && !EXPIRY.test(previewExpiry)) {
		throw new SettingError(
			'previewExpiry',
			`"${previewExpiry}" is no time span`,
			'Write a number and a unit, such as 1 hour, 1 day or 7 days.',
		);
	}
}

/** Reads `run` from the first item. @throws {SettingError} */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const run = {
		...RUN_DEFAULTS,
		...(context.getNodeParameter('run', 0, {}) as Record<string, unknown>),
	};
	const bounded = (name: string, min: number, max: number, unit: string) => {
		const value = asNumber(run[name]);
		if (value >= min && value <= max) return value;
		throw new SettingError(
			name,
			`${shown(run[name])} cannot be used`,
			`Set it to a number from ${min} to ${max} (${unit}), or remove it from Run Settings.`,
		);
	};
	const zeroOr = (name: string, min: number, max: number, unit: string) =>
		asNumber(run[name]) === 0 ? 0 : bounded(name, min, max, `${unit}, 0 for no limit`);
	const oneOf = <Choice extends string>(name: string, ...choices: Choice[]) => {
		const choice = choices.find((value) => value === run[name]);
		if (choice !== undefined) return choice;
		const message = `${shown(run[name])} cannot be used`;
		throw new SettingError(name, message, `Set it to one of: ${choices.join(', ')}.`);
	};
	return {
		maxConcurrency: Math.floor(bounded('maxConcurrency', 1, 50, 'requests at once')),
		imagesPerMinute: Math.floor(zeroOr('imagesPerMinute', 1, 100_000, 'images')),
		maxRetries: Math.floor(bounded('maxRetries', 0, 20, 'repeats')),
		timeoutMs: bounded('timeout', 1, LONGEST_TIMEOUT, 'seconds') * 1000,
		maxSpendUsd: zeroOr('maxSpend', 0, 1_000_000, 'USD') || undefined,
		unsupportedSettings: oneOf('unsupportedSettings', 'adapt', 'fail'),
		retiredModel: oneOf('retiredModel', 'fail', 'replace'),
		refusals: oneOf('refusals', 'fail', 'output'),
	};
}

/** Seconds: a day. Timers of Node overflow at 24 days and then fire at once. */
const LONGEST_TIMEOUT = 86_400;

function shown(value: unknown): string {
	return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function readOptions(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
	return context.getNodeParameter('options', itemIndex, {}) as Record<string, unknown>;
}

function readPresets(context: IExecuteFunctions, itemIndex: number) {
	const value = context.getNodeParameter('presets', itemIndex, []) as unknown;
	const names = (Array.isArray(value) ? value.map(asText) : asText(value).split(','))
		.map((name) => name.trim())
		.filter(Boolean);
	const legal = PRESETS.map(({ name }) => name).join(', ');
	if (names.length === 0) {
		throw new SettingError(
			'presets',
			'No social format is chosen',
			`Choose one or more: ${legal}.`,
		);
	}
	return [...new Set(names)].map((name) => {
		const preset = findPreset(name);
		if (preset !== undefined) return preset;
		throw new SettingError(
			'presets',
			`"${name}" is no social format that this node knows`,
			`Use one or more of: ${legal}. Or choose Custom as the Size and give Width and Height.`,
		);
	});
}

/** Text as it stands; numbers and booleans written out; anything else is no text. */
export function asText(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** NaN where the value is no number: the rules say then what would be one. */
export function asNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

function asOptionalNumber(value: unknown): number | undefined {
	return value === undefined || value === null || value === '' ? undefined : asNumber(value);
}
