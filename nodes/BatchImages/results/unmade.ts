import type { MissingImage } from '../../shared/items/imageCall';
import type { ApiBatch } from '../../shared/openai/batches';
import type { Redactor } from '../../shared/openai/redact';
import { count } from '../../shared/words';
import { isKnownStatus } from '../batches/status';
import type { BatchJson, BatchRow } from '../batches/types';
import { callOfRow } from './callOfRow';
import type { CutOff } from './collection';
import { missingRow, notMade } from './missingRow';
import { COLLECT_AGAIN, SUBMIT_AGAIN, WINDOW_OVER } from './reasons';

/** What of the results of a batch could not be told apart: any of it may be the missing row's. */
export interface Unclear {
	cutOff: CutOff | undefined;
	/** Images that may have been made and are of no row that has come. */
	unseen: boolean;
}

/**
 * Whether images may have been made that its files did not bring.
 * @param made how many lines brought an image, or may have.
 * @param nameless how many lines named no row.
 */
export function hasUnseen(batch: ApiBatch, made: number, nameless: number): boolean {
	if (nameless > 0) return true;
	if (batch.request_counts) return batch.request_counts.completed > made;
	return batch.status !== 'failed';
}

/** The entry of a row that neither file of an ended batch names. */
export function unmadeRow(
	batch: ApiBatch,
	json: BatchJson,
	row: BatchRow,
	position: number,
	{ cutOff, unseen }: Unclear,
	redact: Redactor,
): MissingImage {
	const call = callOfRow(json, row);
	const isUnclear = unseen || !isKnownStatus(batch.status);
	if (batch.status === 'failed' && !isUnclear) {
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
	const named = NAMED[batch.status];
	if (isUnclear || named === undefined) {
		const said = `The batch ended (${redact.text(batch.status)}) without this image: neither of its result files names it`;
		const howToFix = isUnclear ? COLLECT_AGAIN : SUBMIT_AGAIN;
		const why = notMade(said, howToFix, { maybeBilled: isUnclear });
		return missingRow(call, why, redact, named?.status);
	}
	return missingRow(call, notMade(named.says, SUBMIT_AGAIN), redact, named.status);
}

/** What a batch's own status says of the images that it did not make. */
const NAMED: Readonly<Record<string, { says: string; status: 'expired' | 'cancelled' }>> = {
	expired: { says: WINDOW_OVER, status: 'expired' },
	cancelled: { says: 'The batch was canceled before this image was made', status: 'cancelled' },
};

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
