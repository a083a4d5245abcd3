import type { Batch } from './batch';
import { expiresAtOf, momentOf, type BatchMoment } from './moment';

/** A batch as `GET /v1/batches/{id}` shows it. @param now seconds. */
export function showBatch(batch: Batch, now: number, moment = momentOf(batch, now)) {
	const { order, input, fault } = batch;
	const { status, times } = moment;
	const isOdd = fault?.kind === 'unknownStatus' && status === (fault.inPlaceOf ?? 'in_progress');
	const time = (at: number | undefined) => (at === undefined ? null : Math.floor(at));
	const failed = status === 'failed';
	return {
		id: batch.id,
		object: 'batch',
		endpoint: order.endpoint,
		model: input.model,
		errors: failed ? { object: 'list', data: input.errors } : null,
		input_file_id: order.inputFileId,
		completion_window: order.completionWindow,
		status: isOdd ? (fault.status ?? 'paused') : status,
		output_file_id: batch.results?.output ?? null,
		error_file_id: batch.results?.error ?? null,
		created_at: Math.floor(batch.createdAt),
		in_progress_at: time(times.in_progress),
		expires_at: Math.floor(expiresAtOf(batch)),
		finalizing_at: time(times.finalizing),
		completed_at: time(times.completed),
		failed_at: time(times.failed),
		expired_at: time(times.expired),
		cancelling_at: time(times.cancelling),
		cancelled_at: time(times.cancelled),
		request_counts: countsOf(batch, moment),
		usage: usageOf(batch, moment),
		metadata: order.metadata,
	};
}

/** Before validation has ended, and where it failed, all are 0; lines that expire count as failed (assumed). */
function countsOf(batch: Batch, { status, ran }: BatchMoment) {
	if (status === 'validating' || status === 'failed') return { total: 0, completed: 0, failed: 0 };
	const total = batch.running.length;
	const counted = ran.filter(({ customId }) => !batch.missing.has(customId));
	const completed = counted.filter(({ outcome }) => outcome.kind === 'made').length;
	const unrun = status === 'expired' ? total - ran.length : 0;
	return { total, completed, failed: counted.length - completed + unrun };
}

function usageOf(batch: Batch, { ran }: BatchMoment) {
	const sums = { input: 0, output: 0 };
	for (const { outcome, customId } of ran) {
		if (outcome.kind !== 'made' || batch.missing.has(customId)) continue;
		sums.input += outcome.usage.input_tokens;
		sums.output += outcome.usage.output_tokens;
	}
	return {
		input_tokens: sums.input,
		input_tokens_details: { cached_tokens: 0 },
		output_tokens: sums.output,
		output_tokens_details: { reasoning_tokens: 0 },
		total_tokens: sums.input + sums.output,
	};
}
