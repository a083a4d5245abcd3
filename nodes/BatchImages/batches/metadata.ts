import { BATCH_LIMITS } from '../../shared/models/batch';
import type { ApiBatch } from '../../shared/openai/batches';

/** By which a batch of this package is told from others of the account. */
const MADE_BY = 'n8n-nodes-gpt-image';

/** What a batch carries with it, so that it can be found and collected by its ID alone. */
export interface BatchMetadata {
	/** A random ID of this execution, run and file. */
	identity: string;
	/** Hash of its lines. */
	content: string;
	/** n8n's IDs. */
	workflow: string;
	node: string;
	model: string;
	/** ID of the file with its rows. */
	manifest: string;
	label?: string;
}

/** As pairs of texts that the API takes. */
export function metadataPairs(metadata: BatchMetadata): Record<string, string> {
	const pairs = Object.entries({ made_by: MADE_BY, ...metadata });
	return Object.fromEntries(
		pairs
			.filter(([, value]) => value !== undefined && value !== '')
			.map(([name, value]) => [name, value!.slice(0, BATCH_LIMITS.metadataValueCharacters)]),
	);
}

/** Whether this package made the batch. */
export function isOurs({ metadata }: Pick<ApiBatch, 'metadata'>): boolean {
	return metadata?.made_by === MADE_BY;
}
