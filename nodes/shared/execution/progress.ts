import type { IExecuteFunctions } from 'n8n-workflow';
import { plural } from '../words';

/** A person who watches wants to see that it goes on, not every image of hundreds. */
const MOST_MESSAGES = 50;

/**
 * Says how far a run is. n8n (2.41) shows nothing of a node before it has ended but this: messages in the browser's
 * console, while a person runs the workflow in the editor. n8n's log has them too, at its level `info`.
 * @param total images that are asked for.
 * @returns to be called for each call that has ended, with the number of its images that arrived.
 */
export function progressTeller(
	context: IExecuteFunctions,
	total: number,
): (images: number) => void {
	const every = Math.max(1, Math.ceil(total / MOST_MESSAGES));
	let arrived = 0;
	let told = 0;
	return (images) => {
		arrived += images;
		if (images === 0 || (arrived - told < every && arrived < total)) return;
		told = arrived;
		const message = `${arrived} of ${plural(total, 'image')} arrived`;
		context.logger.info(`${context.getNode().name}: ${message}`);
		// Which n8n puts the node's name before.
		context.sendMessageToUI(message);
	};
}
