import type { MissingImage } from '../../shared/items/imageCall';
import type { ApiBatch } from '../../shared/openai/batches';
import type { Redactor } from '../../shared/openai/redact';
import { count } from '../../shared/words';
import type { BatchJson, BatchRow } from '../batches/types';
import { callOfRow } from './callOfRow';
import type { CutOff } from './collection';
import { missingRow, notMade } from './missingRow';
import { COLLECT_AGAIN, SUBMIT_AGAIN, WINDOW_OVER } from './reasons';

/** The entry of a row that neither file of an ended batch names. */
export function unmadeRow(
	batch: ApiBatch,
	json: BatchJson,
	row: BatchRow,
	position: number,
	cutOff: CutOff | undefined,
	redact: Redactor,
): MissingImage {
	const call = callOfRow(json, row);
	if (batch.status === 'failed') {
		const { message, code, ofLine } = whyFailed(batch, position);
		const said = `The batch failed before any image was made: "${redact.text(message)}"`;
		const howToFix =
			'Nothing was billed. Correct what the message names, and submit the items again.';
		return missingRow(
			call,
			notMade(said, howToFix, { code }),
			redact,
			ofLine ? 'invalid' : 'failed',
		);
	}
	if (cutOff) {
		const of = cutOff.bytes === null ? '' : ` of ${count(cutOff.bytes)}`;
		const said = `The result file ended after ${count(cutOff.received)}${of} bytes, before this image`;
		return missingRow(call, notMade(said, COLLECT_AGAIN, { maybeBilled: true }), redact);
	}
	if (batch.status === 'expired') {
		return missingRow(call, notMade(WINDOW_OVER, SUBMIT_AGAIN), redact, 'expired');
	}
	if (batch.status === 'cancelled') {
		const said = 'The batch was canceled before this image was made';
		return missingRow(call, notMade(said, SUBMIT_AGAIN), redact, 'cancelled');
	}
	const said = `The batch ended (${redact.text(batch.status)}) without this image: neither of its result files names it`;
	return missingRow(call, notMade(said, SUBMIT_AGAIN), redact);
}

/** What the batch's own list of errors says: of the row's line, else of the whole. */
function whyFailed({ errors }: ApiBatch, position: number) {
	const all = errors?.data ?? [];
	const own = all.find(({ line }) => line === position + 1);
	const error = own ?? all[0];
	return {
		message: error?.message ?? error?.code ?? 'no reason given',
		code: error?.code ?? null,
		ofLine: own !== undefined,
	};
}
