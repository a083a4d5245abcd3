/** What OpenAI's Batch API asks for and allows. The one place for these facts; sources as in the catalog. */

/** How a request is served: at once, or within a day at a lower price. */
export type Service = 'live' | 'batch';

/** What the prices of the catalog are multiplied by. */
export const PRICE_FACTOR: Readonly<Record<Service, number>> = { live: 1, batch: 0.5 };

export const BATCH_LIMITS = {
	/** Ours: a batch's rows travel through every pass of a loop. OpenAI takes 50,000 lines. */
	lines: 500,
	/** OpenAI takes files of 200 MB. */
	fileBytes: 190_000_000,
	/** Prompt tokens in the queue, a model and organization, are 1,000,000 (observed); counted here by estimate. */
	enqueuedTokens: 900_000,
	/** Of one batch: two that fit alone can refuse each other. */
	batchTokens: 450_000,
	/** Seconds until uploads and results are deleted by OpenAI: 30 days, the most that it takes. */
	expiresAfterSeconds: 2_592_000,
	/** Hours. */
	completionWindow: 24,
	metadataValueCharacters: 512,
	/** Characters of Batch Label: one pair of the metadata, with room for what is shown of it. */
	labelCharacters: 100,
} as const;

/** Formats that no batch was seen to deliver. */
export const FORMATS_WITHOUT_BATCH = ['gif', 'svg'] as const;
