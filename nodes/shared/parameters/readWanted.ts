import type { IExecuteFunctions } from 'n8n-workflow';
import { findPreset, PRESETS } from '../models/presets';
import {
	OPTION_ROWS,
	type OptionRow,
	type OptionSettings,
	readOption,
} from '../request/apiOptions';
import { type AskedSize, type ImageSettings, SettingError } from '../request/settings';
import { askedSize } from '../request/sizing';
import { asNumber, asText, plainValue } from '../values';
import { checkNoPlainExpression } from './plainExpression';

/** One image request as the item's parameters ask for it; each social format has one of its own. */
export interface WantedImages {
	settings: ImageSettings;
	preset?: string;
}

/**
 * Reads model, prompt, size and options of one item: one entry, or one per social format.
 * @throws {SettingError} for what cannot be read; the rules of the models are checked elsewhere.
 */
export function readWantedImages(context: IExecuteFunctions, itemIndex: number): WantedImages[] {
	checkNoPlainExpression(context);
	const { model, prompt } = readModelAndPrompt(context, itemIndex);
	if (model === '') {
		throw new SettingError('model', 'No model is chosen', 'Choose a Model from the list.');
	}
	const base = {
		...readRequestOptions(context, itemIndex),
		...readTopLevelOptions(context, itemIndex),
		model,
		prompt,
	};
	return readSizes(context, itemIndex).map(({ preset, size }) => ({
		...(preset !== undefined && { preset }),
		settings: { ...base, size },
	}));
}

/** Which model an item asks, and what for; each empty if it cannot be read. */
export function readModelAndPrompt(
	context: IExecuteFunctions,
	itemIndex: number,
): Pick<ImageSettings, 'model' | 'prompt'> {
	const model = context.getNodeParameter('model', itemIndex, '', { extractValue: true });
	return { model: asText(model).trim(), prompt: readPrompt(context, itemIndex) };
}

/** The prompt as text; empty if an expression gave none. */
export function readPrompt(context: IExecuteFunctions, itemIndex: number): string {
	return asText(context.getNodeParameter('prompt', itemIndex, ''));
}

/** The options of a request that are in the collection Options. */
export function readRequestOptions(context: IExecuteFunctions, itemIndex: number): OptionSettings {
	const options = readOptions(context, itemIndex);
	return optionsOf(
		OPTION_ROWS.filter(({ topLevel }) => !topLevel),
		({ setting }) => options[setting],
	);
}

/** The options of a request that are parameters of their own, with the API's default where they are empty. */
function readTopLevelOptions(
	context: IExecuteFunctions,
	itemIndex: number,
): Pick<ImageSettings, 'n' | 'quality'> {
	const rows = OPTION_ROWS.filter(({ topLevel }) => topLevel);
	const read = optionsOf(rows, ({ setting, apiDefault }) => {
		const value = context.getNodeParameter(setting, itemIndex, apiDefault) as unknown;
		return value === '' ? apiDefault : value;
	});
	return { n: 1, quality: 'auto', ...read };
}

/** What is set, by the parameter's name. Values are as a person gave them: the limits are checked elsewhere. */
function optionsOf(
	rows: readonly OptionRow[],
	valueOf: (row: OptionRow) => unknown,
): OptionSettings {
	const entries = rows.map((row) => [row.setting, readOption(row, valueOf(row))] as const);
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The collection Options of one item. */
export function readOptions(
	context: IExecuteFunctions,
	itemIndex: number,
): Record<string, unknown> {
	return context.getNodeParameter('options', itemIndex, {}) as Record<string, unknown>;
}

function readSizes(
	context: IExecuteFunctions,
	itemIndex: number,
): Array<{ preset?: string; size: AskedSize }> {
	const size = asText(context.getNodeParameter('size', itemIndex, 'auto')).trim();
	switch (plainValue(size).toLowerCase()) {
		case 'preset':
			return readPresets(context, itemIndex).map(({ name, width, height }) => ({
				preset: name,
				size: { exact: { width, height } },
			}));
		case 'custom': {
			const edge = (name: 'width' | 'height') =>
				asNumber(context.getNodeParameter(name, itemIndex, NaN));
			return [{ size: { exact: { width: edge('width'), height: edge('height') } } }];
		}
		default:
			return [{ size: askedSize(size) }];
	}
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
			`"${name}" is not a social format that this node knows`,
			`Use one or more of: ${legal}. Or choose Custom as the Size and give Width and Height.`,
		);
	});
}
