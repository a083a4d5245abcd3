import type { IExecuteFunctions } from 'n8n-workflow';
import type { PlannedItem } from '../../shared/execution/planItems';
import { hashOf } from '../../shared/execution/hashOf';
import type { ImageCall } from '../../shared/items/imageCall';
import { INPUT_TOKEN_CEILINGS } from '../../shared/models/catalog';
import { DEFAULT_OUTPUT, type OutputSettings } from '../../shared/parameters/readOutput';
import { PATH_BY_OPERATION } from '../../shared/request/wire';
import type { BatchRow } from '../batches/types';

/** One image to be asked for. */
export interface BatchLine {
	call: ImageCall;
	row: BatchRow;
	/** `/v1/images/generations` or `/v1/images/edits`. */
	endpoint: string;
	/** How many tokens it may take in the queue: an estimate. */
	tokens: number;
}

/** What the items ask for as lines, in the order of the items. */
export function linesOf(context: IExecuteFunctions, planned: readonly PlannedItem[]): BatchLine[] {
	const items = context.getInputData();
	return planned.flatMap(({ itemIndex, output = DEFAULT_OUTPUT, calls }) =>
		calls.map((call) => ({
			call,
			row: {
				...rowOf(call),
				...differing(output),
				...(output.includeInputFields && { fields: items[itemIndex]?.json ?? {} }),
			},
			endpoint: `/v1${PATH_BY_OPERATION[call.request.operation]}`,
			tokens: tokensOf(call),
		})),
	);
}

function rowOf(call: ImageCall): BatchRow {
	const { itemIndex, preset, prompt, firstIndex, itemCount, warnings, request } = call;
	const { model: _model, prompt: _prompt, ...asked } = request.body;
	const index = firstIndex + 1;
	return {
		customId: [itemIndex + 1, ...(preset === undefined ? [] : [preset]), index].join('-'),
		itemIndex,
		prompt,
		...(preset !== undefined && { preset }),
		index,
		count: itemCount,
		asked,
		...(request.exactPixels && { exactPixels: request.exactPixels }),
		...(warnings.length > 0 && { warnings }),
	};
}

/** What a person set: the rest need not travel. */
function differing(output: OutputSettings): Pick<BatchRow, 'output'> {
	const set = Object.entries(output).filter(
		([name, value]) => value !== DEFAULT_OUTPUT[name as keyof OutputSettings],
	);
	return set.length > 0 ? { output: Object.fromEntries(set) } : {};
}

/** Bytes of a prompt a token, at least: most text has more. */
const LEAST_BYTES_PER_TOKEN = 3;

function tokensOf({ request: { body }, inputImages = 0, files }: ImageCall): number {
	const { perImage, perHighFidelityImage, textOverhead } = INPUT_TOKEN_CEILINGS;
	const images = inputImages + Number(files?.mask !== undefined);
	const isHigh = 'input_fidelity' in body && body.input_fidelity === 'high';
	const text = Math.ceil(Buffer.byteLength(body.prompt) / LEAST_BYTES_PER_TOKEN) + textOverhead;
	return text + images * (isHigh ? perHighFidelityImage : perImage);
}

/** Tells the content of a batch from others: its lines, with the content of their files. */
export async function contentOf(lines: readonly BatchLine[]): Promise<string> {
	return await hashOf(
		lines.map(({ endpoint, row, call }) => [
			endpoint,
			row.customId,
			call.request.body,
			call.fingerprint,
		]),
	);
}
