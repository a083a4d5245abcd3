import type { IExecuteFunctions } from 'n8n-workflow';
import { asNumber, asText, locatorValue } from '../shared/values';
import { readFieldName } from '../shared/inputs/parameters';
import { readSetting } from '../shared/request/apiOptions';
import { checkNoPlainExpression } from '../shared/parameters/plainExpression';
import { SettingError } from '../shared/request/settings';
import { readJudgeSettings } from './judge/parameters';
import type { JudgeSettings } from './judge/settings';
import { letterOf } from '../shared/letterOf';
import type { MatrixSettings, Variant } from './matrix/settings';
import { fieldOf } from './fieldValue';
import { MOST_COLUMNS, USUAL_COLUMNS } from './sheetDescription';

/** What is compared, how it is shown, and who judges it. */
export interface CompareSettings extends MatrixSettings {
	/** Undefined: the images are not judged. */
	judge: JudgeSettings | undefined;
}

/** Where the reviewers' answers stand. */
export interface TallySettings {
	letterField: string;
	acceptedField: string;
	promptField: string;
	reviewerField: string;
	/** Of the Images items; empty: none. */
	sliceBy: string;
	/** Of the report; empty: a plain one. */
	title: string;
}

const FEWEST_VARIANTS = 2;
const MOST_VARIANTS = 26;
const MOST_REPETITIONS = 20;

const OPERATIONS = ['compare', 'tally', 'sheet'] as const;

export function readOperation(context: IExecuteFunctions): (typeof OPERATIONS)[number] {
	const operation = context.getNodeParameter('operation', 0, 'compare');
	return OPERATIONS.find((known) => known === operation) ?? 'compare';
}

const SOURCES = ['generate', 'edit', 'existing'] as const;

export function readSource(context: IExecuteFunctions): (typeof SOURCES)[number] {
	const source = context.getNodeParameter('source', 0, 'generate');
	return SOURCES.find((known) => known === source) ?? 'generate';
}

/** @throws {SettingError} */
export function readCompareSettings(context: IExecuteFunctions): CompareSettings {
	const values = context.getNodeParameter('variants.values', 0, []) as Array<
		Record<string, unknown>
	>;
	const variants = values.map(readVariant);
	if (variants.length < FEWEST_VARIANTS || variants.length > MOST_VARIANTS) {
		throw new SettingError(
			'variants',
			`${variants.length === 1 ? 'One variant is' : `${variants.length} variants are`} given; a comparison takes ${FEWEST_VARIANTS} to ${MOST_VARIANTS}`,
			'Add a Variant for each model that you want to see side by side.',
		);
	}
	const repetitions = asNumber(context.getNodeParameter('repetitions', 0, 1));
	if (!Number.isInteger(repetitions) || repetitions < 1 || repetitions > MOST_REPETITIONS) {
		throw new SettingError(
			'repetitions',
			`Repetitions must be a whole number from 1 to ${MOST_REPETITIONS}`,
			'Use 1 to see each prompt once on each variant.',
		);
	}
	return { source: readSource(context), variants, repetitions, ...readShown(context) };
}

/** The input field whose values slice the prompts; empty: none. @throws {SettingError} for one with too many values. */
export function readSliceBy(context: IExecuteFunctions): string {
	const sliceBy = asText(context.getNodeParameter('sliceBy', 0, '')).trim();
	if (sliceBy === '') return sliceBy;
	const values = new Set(context.getInputData().map(({ json }) => asText(fieldOf(json, sliceBy))));
	if (values.size > MOST_SLICES) {
		throw new SettingError(
			'sliceBy',
			`The field "${sliceBy}" has ${values.size} different values; a report shows at most ${MOST_SLICES}`,
			'Choose a field that puts the prompts into a few kinds, for example a category.',
		);
	}
	if (values.size === 1 && values.has('')) {
		throw new SettingError(
			'sliceBy',
			`No item has a field "${sliceBy}" with text or a number`,
			'Write the name of a field of the input items, without braces, for example category.',
		);
	}
	return sliceBy;
}

const MOST_SLICES = 12;

/** What holds whatever is compared. @throws {SettingError} */
export function readShown(
	context: IExecuteFunctions,
): Omit<CompareSettings, 'source' | 'variants' | 'repetitions'> {
	checkNoPlainExpression(context);
	return {
		baselineField: readFieldName(context, 0, 'baselineField'),
		sliceBy: readSliceBy(context),
		blind: context.getNodeParameter('blind', 0, false) === true,
		title: asText(context.getNodeParameter('title', 0, '')).trim(),
		judge: readJudgeSettings(context),
	};
}

/** @throws {SettingError} */
export function readTallySettings(context: IExecuteFunctions): TallySettings {
	checkNoPlainExpression(context);
	const field = (name: Exclude<keyof TallySettings, 'sliceBy' | 'title'>, usual: string) =>
		asText(context.getNodeParameter(name, 0, usual)).trim() || usual;
	return {
		letterField: field('letterField', 'letter'),
		acceptedField: field('acceptedField', 'accepted'),
		promptField: field('promptField', 'prompt'),
		reviewerField: field('reviewerField', 'reviewer'),
		sliceBy: readSliceBy(context),
		title: asText(context.getNodeParameter('title', 0, '')).trim(),
	};
}

function readVariant(value: Record<string, unknown>, index: number): Variant {
	const model = asText(locatorValue(value.model)).trim();
	const letter = letterOf(index);
	if (model === '') {
		throw new SettingError(
			'variants',
			`Variant ${letter} has no model`,
			'Choose a Model for each variant.',
		);
	}
	return {
		letter,
		label: asText(value.label).trim(),
		model,
		quality: (readSetting('quality', value.quality) ?? 'auto') as Variant['quality'],
		size: asText(value.size).trim() || 'auto',
		background: (readSetting('background', value.background) ?? 'auto') as Variant['background'],
	};
}

/** How a contact sheet looks. */
export interface SheetSettings {
	/** Empty: none. */
	title: string;
	/** Images side by side. */
	columns: number;
}

/** Reads from the first item how a contact sheet looks. @throws {SettingError} */
export function readSheetSettings(context: IExecuteFunctions): SheetSettings {
	checkNoPlainExpression(context);
	const title = asText(context.getNodeParameter('title', 0, '')).trim();
	const columns = asNumber(context.getNodeParameter('columns', 0, USUAL_COLUMNS));
	if (Number.isInteger(columns) && columns >= 1 && columns <= MOST_COLUMNS) {
		return { title, columns };
	}
	throw new SettingError(
		'columns',
		`must be a whole number from 1 to ${MOST_COLUMNS}`,
		`Use ${USUAL_COLUMNS} for images that are read on a phone.`,
	);
}

/** An item's words on a contact sheet; each empty if there is none. */
export const readSheetWords = (context: IExecuteFunctions, itemIndex: number) => ({
	caption: asText(context.getNodeParameter('captions', itemIndex, '')).trim(),
	groupBy: asText(context.getNodeParameter('groupBy', itemIndex, '')).trim(),
});
