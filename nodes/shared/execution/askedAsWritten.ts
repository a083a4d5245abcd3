import { createHash } from 'crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { inputImageProperties } from '../parameters/description/inputImages';
import { sizeProperties } from '../parameters/description/size';
import { OPTION_ROWS } from '../request/apiOptions';

/** The node parameters that shape a request: not what happens around it, such as Run Settings and output options. */
const SHAPING: ReadonlySet<string> = new Set([
	'source',
	'model',
	'prompt',
	...sizeProperties('generate').map(({ name }) => name),
	...inputImageProperties.map(({ name }) => name),
	...OPTION_ROWS.map(({ setting }) => setting),
]);

/**
 * What a person may change between an execution and its retry so that a request is another one: the
 * parameters that shape it, as written (an expression as its text, for what it gives may differ each time),
 * and the data of its own items.
 * @param row the call's own row of a list of parameters, as written.
 * @returns a hash.
 */
export function writtenFor(
	context: IExecuteFunctions,
	itemIndexes: readonly number[],
	row?: unknown,
): string {
	const { options, ...parameters } = context.getNode().parameters;
	const items = context.getInputData();
	const data = itemIndexes.map((itemIndex) => dataOf(items[itemIndex]));
	return hashOf([shaping(parameters), shaping(options), row, data]);
}

/** Of any JSON value; objects with the same fields in another order have the same. */
export function hashOf(value: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(plain(value)))
		.digest('base64url');
}

function shaping(parameters: unknown): unknown {
	// Options that are one expression are compared as such.
	if (typeof parameters !== 'object' || parameters === null) return parameters;
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => SHAPING.has(name)));
}

/** Its files by where they are stored, or by their content where n8n keeps that in memory. */
function dataOf(item: INodeExecutionData | undefined): unknown {
	const files = Object.entries(item?.binary ?? {}).map(([field, { id, data, mimeType }]) => {
		return [field, mimeType, id ?? createHash('sha256').update(data).digest('base64url')];
	});
	return [item?.json, files];
}

/** With sorted fields; of a choice from a list only what was chosen, for its label may change by the day. */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null) return value;
	if ('__rl' in value && 'value' in value) return value.value;
	const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
	entries.sort(([one], [other]) => (one < other ? -1 : 1));
	return Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry)]));
}
