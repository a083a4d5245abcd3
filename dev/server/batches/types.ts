import type { ApiUsage } from '../types';
import type { Fault } from '../behaviour/faults';

export type BatchStatus =
	| 'validating'
	| 'failed'
	| 'in_progress'
	| 'finalizing'
	| 'completed'
	| 'expired'
	| 'cancelling'
	| 'cancelled';

/** One of a batch's `errors.data`. */
export interface BatchError {
	code: string;
	message: string;
	param: string | null;
	line: number | null;
}

/** A line that can run: where it lies in the input file. */
export interface CheckedLine {
	customId: string;
	/** From 1. */
	number: number;
	/** Bytes. */
	start: number;
	/** Bytes; the line break is not in it. */
	end: number;
}

/** What becomes of a line when it runs. */
export type LineOutcome =
	| { kind: 'made'; usage: ApiUsage; fault: Fault | undefined }
	| { kind: 'failed'; status: number; body: unknown }
	/** By a fault: what its line says. */
	| { kind: 'failed'; status: null; says: { response: unknown; error: unknown } };

export interface BatchLine extends CheckedLine {
	/** What it takes of the queue. */
	promptTokens: number;
	outcome: LineOutcome;
}
