import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Says what is about to be asked for, in n8n's log and the browser's console: when the node has ended, what it did is said, and a Dry
 * Run says it before.
 */
export function tellPlan(context: IExecuteFunctions, plan: string): void {
	context.logger.info(plan);
	context.sendMessageToUI(plan);
}
