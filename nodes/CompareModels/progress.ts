import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Says how far a long run is, once a prompt's worth of images. n8n shows nothing of a node before it has
 * ended but this: messages in the browser's console, while a person runs the workflow in the editor.
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
