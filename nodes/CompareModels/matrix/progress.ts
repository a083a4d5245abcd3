import type { IExecuteFunctions } from 'n8n-workflow';
import { addHints } from '../../shared/execution/tellRun';

/** Says what is about to be asked for: at once in the browser's console, as a hint when the node ends. */
export function tellPlan(context: IExecuteFunctions, plan: string): void {
	context.sendMessageToUI(plan);
	addHints(context, [plan]);
}

/**
 * Says how far a long run is, once a prompt's worth of images. n8n (2.41) shows nothing of a node before
 * it has ended but this: messages in the browser's console, while a person runs the workflow in the editor.
 * @param total images that were asked for.
 * @param every images between two messages.
 * @returns to be called for each image that arrives.
 */
export function progressTeller(
	context: IExecuteFunctions,
	total: number,
	every: number,
): () => void {
	let arrived = 0;
	return () => {
		arrived++;
		if (arrived % every !== 0 && arrived !== total) return;
		context.sendMessageToUI(`${arrived} of ${total} images arrived`);
	};
}
