import type { IDataObject } from 'n8n-workflow';
import type { Round } from './types';

/** What the node keeps in its context, which n8n saves with the execution when it waits and when it resumes. */
export interface ReviewStore {
	/** The round that waits for answers. */
	open?: Round;
	/** How many rounds this execution has had. */
	rounds: number;
}

/** The store in a node's context; made if there is none. */
export function storeIn(context: IDataObject): ReviewStore {
	context.review ??= { rounds: 0 };
	return context.review as unknown as ReviewStore;
}
