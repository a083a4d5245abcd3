import type { IExecuteFunctions, IPollFunctions } from 'n8n-workflow';
import { NOTHING_PAID } from '../../shared/items/failures/nodeError';
import { readOptions } from '../../shared/parameters/readWanted';
import { BATCH_LIMITS } from '../../shared/models/batch';
import { SettingError } from '../../shared/request/settings';
import { asText } from '../../shared/values';

export type Operation = 'submit' | 'collect' | 'cancel';

/** Reads what the node is to do. */
export function readOperation(context: IExecuteFunctions): Operation {
	const operation = context.getNodeParameter('operation', 0, 'submit');
	return operation === 'collect' || operation === 'cancel' ? operation : 'submit';
}

/** Reads what holds for all items that are submitted, from the first one. @throws {SettingError} */
export function readSubmitSettings(context: IExecuteFunctions): {
	source: 'generate' | 'edit';
	label: string;
} {
	const source = context.getNodeParameter('source', 0, 'generate');
	const label = labelIn(readOptions(context, 0).label);
	if (label.length > BATCH_LIMITS.labelCharacters) {
		throw new SettingError(
			'batchLabel',
			(name) => `${name} has ${label.length} characters`,
			`Shorten it to ${BATCH_LIMITS.labelCharacters} characters or fewer. ${NOTHING_PAID}`,
		);
	}
	return { source: source === 'edit' ? 'edit' : 'generate', label };
}

/** Reads the label that the trigger looks for; empty: any. */
export function readTriggerLabel(context: IPollFunctions): string {
	return labelIn(context.getNodeParameter('label', ''));
}

/** A label as it is stored and compared: in one line, and without what no person sees. */
function labelIn(entered: unknown): string {
	const text = asText(entered).replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ');
	return text.trim().normalize('NFC');
}

/** Reads the batch that an item names; empty where it names none. */
export function readBatchId(context: IExecuteFunctions, itemIndex: number): string {
	return asText(context.getNodeParameter('batchId', itemIndex, '')).trim();
}

/** Reads when the files of a batch are deleted, from the first item. */
export function readDeleteFiles(context: IExecuteFunctions): 'atExpiry' | 'afterCollecting' {
	return readOptions(context, 0).deleteFiles === 'afterCollecting' ? 'afterCollecting' : 'atExpiry';
}
