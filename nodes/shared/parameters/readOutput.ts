import type { IExecuteFunctions } from 'n8n-workflow';
import { SettingError } from '../request/settings';
import { asText } from '../values';
import { isSince } from './nodeVersion';
import { readOptions } from './readWanted';

/** How an item's images are returned. */
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

/** How `json.image` is returned: as nodes of version 1 do, in order, or without what is seldom of use. */
export type ImageShape = 'asBefore' | 'ordered' | 'simplified';

/** How an item's `json.image` is returned; nodes of version 1 have no Simplify. */
export function readShape(context: IExecuteFunctions, itemIndex: number): ImageShape {
	if (!isSince(context)) return 'asBefore';
	return context.getNodeParameter('simplify', itemIndex, true) === false ? 'ordered' : 'simplified';
}

/** Where nothing is set, and for an item whose own output settings could not be read. */
export const DEFAULT_OUTPUT: OutputSettings = {
	binaryPropertyOutput: 'data',
	fileName: '',
	outputMode: 'itemPerImage',
	includeInputFields: true,
	includeInputFiles: false,
	previewUrl: false,
	previewExpiry: '1 day',
};

/** Reads how an item's images are returned. */
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
			`"${previewExpiry}" is not a time span`,
			'Write a number and a unit, such as 1 hour, 1 day or 7 days.',
		);
	}
}
