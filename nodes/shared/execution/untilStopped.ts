import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { CANCELLED } from '../items/failures/failure';
import { nodeErrorOf } from '../items/failures/nodeError';

/**
 * Runs a node until it is done or the execution is stopped. Whatever the stop interrupts ends in n8n's error
 * for a canceled execution. With Retry On Fail the node returns nothing instead: after an error n8n (2.41)
 * would wait and run it again, without hearing the stop, and a node that returns is marked as canceled too.
 * @param outputs how many the node has.
 * @throws what `run` throws, in n8n's own shape where the execution was stopped.
 */
export async function untilStopped(
	context: IExecuteFunctions,
	outputs: number,
	run: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	return await run().catch((thrown: unknown) => {
		if (!context.getExecutionCancelSignal()?.aborted) throw thrown;
		if (context.getNode().retryOnFail) return Array.from({ length: outputs }, () => []);
		if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) throw thrown;
		throw nodeErrorOf(context, 0, CANCELLED);
	});
}
