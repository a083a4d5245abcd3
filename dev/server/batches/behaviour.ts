/** A status that lasts. */
export type LastingStatus = 'validating' | 'in_progress' | 'finalizing' | 'cancelling';

/** What tests and demos set about batches. A batch keeps what was set when it was created. */
export interface BatchBehaviour {
	/** How long each status lasts, in seconds of the server's clock; a status that is not named lasts 1. */
	secondsPerStatus: number | Readonly<Partial<Record<LastingStatus, number>>>;
	/** Most prompt tokens in the queue, by model. Null: no limit. */
	enqueuedTokens: number | null;
	/** What becomes of a batch that is too much for the queue: it fails, or is not created (HTTP 400). */
	tokenLimitForm: 'failed' | 'refused';
	/** Models that batches do not take, though the live endpoints do. */
	refusedModels: readonly string[];
	/** Largest file with the purpose `batch`, in bytes. */
	fileBytes: number;
	/** Most lines in a file. */
	lines: number;
	/** What a cancelled batch says of lines that did not run: nothing, or `batch_cancelled` in the error file. */
	cancelledLines: 'neither' | 'errorFile';
	/** All lines of a size and format show the same image: large results without the time to draw them. */
	oneDrawing: boolean;
}

export const DEFAULT_BATCHES: BatchBehaviour = {
	secondsPerStatus: 1,
	enqueuedTokens: 1_000_000,
	tokenLimitForm: 'failed',
	// Whether 2.6 is taken is not known.
	refusedModels: [],
	// 200 MB; that OpenAI means millions of bytes is assumed.
	fileBytes: 200_000_000,
	lines: 50_000,
	// OpenAI's documents do not say; both were thought possible.
	cancelledLines: 'neither',
	oneDrawing: false,
};

/** Seconds. */
export function secondsOf(status: LastingStatus, { secondsPerStatus }: BatchBehaviour): number {
	if (typeof secondsPerStatus === 'number') return secondsPerStatus;
	return secondsPerStatus[status] ?? 1;
}
