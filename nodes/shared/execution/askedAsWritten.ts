import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { inputImageProperties } from '../parameters/description/inputImages';
import { sizeProperties } from '../parameters/description/size';
import { OPTION_ROWS } from '../request/apiOptions';
import { hashOf } from './hashOf';

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
 * @returns a hash. @throws the signal's reason once it is aborted.
 */
export async function writtenFor(
	context: IExecuteFunctions,
	itemIndexes: readonly number[],
	row?: unknown,
): Promise<string> {
	const { options, ...parameters } = context.getNode().parameters;
	const items = context.getInputData();
	const data = itemIndexes.map((itemIndex) => dataOf(items[itemIndex]));
	return await hashOf(
		[shaping(parameters), shaping(options), row, data],
		context.getExecutionCancelSignal(),
	);
}

function shaping(parameters: unknown): unknown {
	// Options that are one expression are compared as such.
	if (typeof parameters !== 'object' || parameters === null) return parameters;
	return Object.fromEntries(Object.entries(parameters).filter(([name]) => SHAPING.has(name)));
}

/** Its files by where they are stored, or by their content where n8n keeps that in memory. */
function dataOf(item: INodeExecutionData | undefined): unknown {
	const files = Object.entries(item?.binary ?? {}).map(([field, { id, data, mimeType }]) => {
		return [field, mimeType, id ?? data];
	});
	return [item?.json, files];
}
