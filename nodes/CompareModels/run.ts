import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { untilStopped } from '../shared/execution/untilStopped';
import { compareModels } from './compare';
import { compareExisting } from './compareExisting';
import { makeContactSheet } from './makeContactSheet';
import { readOperation, readSource } from './parameters';
import { tallyAnswers } from './tally';

/** All that an execution of the node needs: loaded with the first one, not when n8n starts. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = readOperation(context);
	return await untilStopped(context, operation === 'compare' ? 2 : 1, async () => {
		switch (operation) {
			case 'tally':
				return await tallyAnswers(context);
			case 'sheet':
				return await makeContactSheet(context);
			default:
				return readSource(context) === 'existing'
					? await compareExisting(context)
					: await compareModels(context);
		}
	});
}
