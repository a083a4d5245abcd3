import type { IDataObject } from 'n8n-workflow';
import type { ImageShape } from '../parameters/readOutput';
import type { ImageJson } from './imageJson';

/** What one uses first. The link leads: an agent may get only the beginning. */
const FIRST = [
	...['previewUrl', 'status', 'error', 'fileName', 'width', 'height', 'costUsd', 'durationMs'],
	...['model', 'quality', 'prompt', 'preset', 'index', 'count', 'edit', 'warnings'],
];

/** Then what is of use when something is looked into. */
const LAST = [
	...['size', 'format', 'mimeType', 'bytes', 'background', 'attempts', 'requestId', 'usage'],
	'pricesAsOf',
];

/** Fields that are there also where nothing is known: an expression that adds up costs reads null, not nothing. */
const ALWAYS = new Set([
	...['status', 'model', 'prompt', 'fileName', 'width', 'height', 'costUsd', 'durationMs', 'error'],
]);

/** `json.image` as it is returned. */
export function shownImage(image: ImageJson, shape: ImageShape): IDataObject {
	const json = { ...image } as unknown as IDataObject;
	const all = image.warnings;
	if (shape === 'asBefore') {
		json.warnings = all.map(({ setting, message }) => ({ setting, message }));
		return json;
	}
	const told = shape === 'simplified' ? all.filter(({ level }) => level !== 'info') : all;
	json.warnings = told as unknown as IDataObject[];
	// Of use only where it is more than one: Tally counts such images as repeated.
	const repeated = shape === 'simplified' && image.attempts > 1 ? ['attempts'] : [];
	const names = [...FIRST, ...(shape === 'simplified' ? repeated : LAST)];
	const others = Object.keys(json).filter((name) => !FIRST.includes(name) && !LAST.includes(name));
	return Object.fromEntries(
		[...names, ...(shape === 'simplified' ? [] : others)].flatMap((name) => {
			const value = json[name];
			if (value === undefined || (!ALWAYS.has(name) && isEmpty(value))) return [];
			return [[name, value]];
		}),
	);
}

const isEmpty = (value: unknown): boolean =>
	value === null || value === '' || (Array.isArray(value) && value.length === 0);
