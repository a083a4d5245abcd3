import { randomUUID } from 'node:crypto';
import type { Fault } from '../behaviour/faults';
import type { Settings } from '../behaviour/settings';
import { randomOf } from '../painting/palette';
import type { UploadedFile } from '../types';
import type { BatchBehaviour } from './behaviour';
import type { BatchOrder } from './batchRules';
import type { BatchError, BatchLine } from './types';

/** A batch as it was created. What time makes of it is worked out in `moment.ts`. */
export class Batch {
	readonly id = `batch_${randomUUID().replaceAll('-', '')}`;
	/** In the order in which they run, which is the order of the results. */
	readonly running: readonly BatchLine[];
	/** Seconds; null where nobody cancelled it. */
	cancelledAt: number | null = null;
	/** Ids of the result files, once it has ended; null where there would be nothing in it. */
	results: { output: string | null; error: string | null } | null = null;
	/** `custom_id`s in neither file. */
	readonly missing: ReadonlySet<string>;

	constructor(
		/** Seconds since 1970. */
		readonly createdAt: number,
		readonly order: BatchOrder,
		readonly input: BatchInput,
		readonly behaviour: BatchBehaviour,
		readonly settings: Settings,
		readonly fault: Fault | undefined,
	) {
		this.running = otherOrder(input.lines, this.id);
		const count = fault?.kind === 'missingLines' ? (fault.count ?? 1) : 0;
		this.missing = new Set(
			count > 0 ? this.running.slice(-count).map(({ customId }) => customId) : [],
		);
	}

	get promptTokens(): number {
		return this.input.lines.reduce((sum, line) => sum + line.promptTokens, 0);
	}
}

/** What a batch has read of its input file. */
export interface BatchInput {
	/** The whole file: lines are read again when they are drawn. */
	bytes: Buffer;
	/** Null where no line names one. */
	model: string | null;
	lines: readonly BatchLine[];
	/** Why validation fails; empty where it does not. */
	errors: readonly BatchError[];
	/** The files that lines name, by id. They stay with the batch when they are deleted (assumed). */
	references: ReadonlyMap<string, UploadedFile>;
}

/** The same for the same seed, and never the order of the input where there are two or more. */
function otherOrder(lines: readonly BatchLine[], seed: string): BatchLine[] {
	const random = randomOf(seed);
	const shuffled = lines
		.map((line) => ({ line, key: random() }))
		.sort((a, b) => a.key - b.key)
		.map(({ line }) => line);
	const isSame = shuffled.every((line, index) => line === lines[index]);
	return isSame ? shuffled.reverse() : shuffled;
}
