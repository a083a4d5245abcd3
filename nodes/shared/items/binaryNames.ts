import type { IExecuteFunctions } from 'n8n-workflow';
import { SettingError } from '../request/settings';
import { parsedJson } from '../values';
import { firstOf } from '../words';
import { allBinaries, type FoundBinary } from './findBinaries';

type Fields = Record<string, unknown>;

/** What JavaScript and n8n make of an object within a text. */
const OBJECT_AS_TEXT = /^\[object [A-Z]\w*\]$|^\[(Object|Array): ./;
/** Where n8n keeps binary fields: as people write the way to one. */
const WAY_TO_BINARY = /^\$?(json\.)?binary\.(?=.)/;
const MOST_NAMED = 3;

/**
 * The names of binary fields that a parameter holds: a list as text or as an array, also as JSON; and files
 * themselves, as `$binary.data` and `$binary` give them.
 * @param listOf splits a text.
 * @throws {SettingError} for what is no name.
 */
export function binaryNames(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: string,
	value: unknown,
	listOf: (text: string) => string[] = (text) => [text.trim()],
): string[] {
	if (value === null || value === undefined) return [];
	const names = (part: unknown) => binaryNames(context, itemIndex, setting, part, listOf);
	if (Array.isArray(value)) return value.flatMap(names);
	const all = allBinaries(context, itemIndex);
	if (typeof value === 'object') return namesOfObject(all, setting, value as Fields);
	const text = String(value).trim();
	if (text.startsWith('[')) {
		const list = parsedJson(text);
		if (Array.isArray(list)) return list.flatMap(names);
		if (OBJECT_AS_TEXT.test(text)) throw noName(all, setting, 'an object as text');
	}
	return listOf(text).map(plainName).filter(Boolean);
}

/** Without quotation marks around it and the way to it. */
function plainName(text: string): string {
	return text.replace(/^(["'`])(.*)\1$/s, '$2').replace(WAY_TO_BINARY, '');
}

function namesOfObject(all: readonly FoundBinary[], setting: string, value: Fields): string[] {
	const isFile = typeof value.mimeType === 'string';
	const named = isFile
		? all.filter(({ binary }) => isSame(value, binary as unknown as Fields))
		: [];
	const [only] = named;
	if (only && named.length === 1) return [only.field];
	const entries = Object.entries(value);
	const fields = all.map(({ field }) => field);
	const areFields = entries.every(
		([name, file]) =>
			fields.includes(name) && typeof (file as Fields | null)?.mimeType === 'string',
	);
	if (entries.length > 0 && areFields) return entries.map(([name]) => name);
	const keys = Object.keys(value).map((key) => key.slice(0, 60));
	throw noName(all, setting, isFile ? 'a file' : objectWith(keys));
}

/** The data itself may be left out, or be anywhere. */
function isSame(given: Fields, file: Fields): boolean {
	return Object.entries(given).every(([name, entry]) => name === 'data' || file[name] === entry);
}

function objectWith(keys: readonly string[]): string {
	return keys.length === 0 ? 'an empty object' : `an object with ${firstOf(keys, MOST_NAMED)}`;
}

function noName(all: readonly FoundBinary[], setting: string, what: string): SettingError {
	const names = all.map(({ field }) => `"${field}"`).join(', ');
	return new SettingError(
		setting,
		(label) => `${label} holds ${what} instead of the name of a binary field`,
		names === ''
			? 'Enter the name as text, such as data. The item has no binary fields at all: put a node that reads a file before this one.'
			: `Enter the name as text, without braces. The item has these: ${names}.`,
	);
}
