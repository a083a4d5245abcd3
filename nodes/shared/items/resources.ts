import type { IExecuteFunctions } from 'n8n-workflow';
import { AtOnce } from '../pace/atOnce';
import { systemClock } from '../pace/systemClock';
import type { Storage } from './storedBinary';

/** How many images are opened at once: while one is read from storage another is decoded. More would only take memory. */
const OPENED_AT_ONCE = 2;

/** What a node works with, whether it sends requests or not. */
export interface Resources extends Storage {
	context: IExecuteFunctions;
	/** The one way to everything that decodes, crops, measures or encodes images, however many requests are under way. */
	openings: AtOnce;
}

/** Those of one execution of a node. */
export function resourcesOf(context: IExecuteFunctions): Resources {
	return {
		context,
		clock: systemClock,
		signal: context.getExecutionCancelSignal(),
		openings: new AtOnce(OPENED_AT_ONCE),
	};
}
