import type { IExecuteFunctions } from 'n8n-workflow';
import { Openings } from '../pace/openings';
import { systemClock } from '../pace/systemClock';
import type { Storage } from './storedBinary';

/** What a node works with, whether it sends requests or not. */
export interface Resources extends Storage {
	context: IExecuteFunctions;
	/** Through which every image is opened. */
	openings: Openings;
}

/** Those of one execution of a node. */
export function resourcesOf(context: IExecuteFunctions): Resources {
	return {
		context,
		clock: systemClock,
		signal: context.getExecutionCancelSignal(),
		openings: new Openings(),
	};
}
