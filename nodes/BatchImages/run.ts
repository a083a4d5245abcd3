import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { untilStopped } from '../shared/execution/untilStopped';
import { isTool } from '../shared/items/turn';
import { readOperation, type Operation } from './batches/parameters';
import { cancelBatches } from './cancel/cancel';
import { collectBatches } from './collect/collect';
import { OUTPUTS } from './description';
import { submitBatches } from './submit/submit';

const PERFORM: Readonly<
	Record<Operation, (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>>
> = { submit: submitBatches, collect: collectBatches, cancel: cancelBatches };

/** All that an execution of the node needs: loaded with the first one, not when n8n starts. @throws NodeApiError or NodeOperationError */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = readOperation(context);
	if (isTool(context) && operation !== 'submit') {
		throw new NodeOperationError(context.getNode(), 'An agent can only submit batches', {
			description:
				'Set Operation to Submit, and collect the images in a workflow of their own, for example after GPT Image Batch Trigger.',
		});
	}
	return await untilStopped(
		context,
		OUTPUTS[operation],
		async () => await PERFORM[operation](context),
	);
}
