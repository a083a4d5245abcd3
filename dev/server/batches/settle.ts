import type { ServerState } from '../behaviour/state';
import type { MadeContent } from '../files/heldFiles';
import type { Batch } from './batch';
import { momentOf } from './moment';
import { errorsOf, outputOf } from './results';

/** Puts the result files of batches that have ended by now where they can be had. */
export function settleBatches(state: ServerState): void {
	const now = state.clock.now();
	for (const batch of state.batches.values()) {
		if (batch.results) continue;
		const moment = momentOf(batch, now);
		if (moment.endedAt === null) continue;
		const keep = (name: string, made: MadeContent | null) =>
			made && keepResult(batch, name, made, moment.endedAt ?? now, state);
		batch.results = {
			output: keep('output', outputOf(batch, moment, state)),
			error: keep('error', errorsOf(batch, moment)),
		};
	}
}

function keepResult(
	batch: Batch,
	name: string,
	made: MadeContent,
	endedAt: number,
	state: ServerState,
): string {
	const createdAt = Math.floor(endedAt);
	const lasts = batch.order.outputExpiresAfter;
	return state.files.add({
		purpose: 'batch_output',
		fileName: `${batch.id}_${name}.jsonl`,
		createdAt,
		// That results stay for good where nothing is asked for is assumed.
		expiresAt: lasts === null ? null : createdAt + lasts,
		content: { kind: 'made', made },
	}).id;
}
