import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { failureOf } from '../../shared/items/failures/failure';
import { nodeErrorOf, NOTHING_PAID } from '../../shared/items/failures/nodeError';
import { SettingError } from '../../shared/request/settings';

/** n8n's error for a setting that cannot be kept; anything else as it was thrown. */
export function rejectionOf(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex = 0,
	redact = (text: string) => text,
): unknown {
	if (!(thrown instanceof SettingError)) return thrown;
	return nodeErrorOf(context, itemIndex, failureOf(thrown, redact), NOTHING_PAID);
}

/**
 * With On Error set to continue: the input items with the reason, in place of images.
 * @throws what was thrown, where n8n is to stop or the reason is not one of ours.
 */
export function itemsInstead(context: IExecuteFunctions, thrown: unknown): INodeExecutionData[][] {
	if (!context.continueOnFail() || !(thrown instanceof NodeOperationError)) throw thrown;
	const items = context.getInputData().map(({ json }, index): INodeExecutionData => {
		const item = { json: { ...json, error: thrown.message }, pairedItem: { item: index } };
		if (context.getNode().onError !== 'continueErrorOutput') return item;
		// Not enumerable: of a copy that still has it n8n drops the json.
		return Object.defineProperty(item, 'error', { value: thrown });
	});
	return [items, []];
}
