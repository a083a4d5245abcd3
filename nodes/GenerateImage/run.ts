import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { untilStopped } from '../shared/execution/untilStopped';
import { generateImages } from './generate';

/** All that an execution of the node needs: loaded with the first one, not when n8n starts. */
export const run = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await untilStopped(context, 1, async () => await generateImages(context));
