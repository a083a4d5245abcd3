import { BATCH_LIMITS } from '../../shared/models/batch';
import type { BatchLine } from './lines';

/** Bytes of a line beside its prompt: names, settings, the IDs of 17 files. */
const OTHER_BYTES = 4096;

/** The lines as batches: one endpoint and model each, within what a batch may hold. Their order stays. */
export function intoBatches(lines: readonly BatchLine[]): BatchLine[][] {
	const kinds = new Map<string, BatchLine[]>();
	for (const line of lines) {
		const kind = `${line.endpoint} ${line.call.request.body.model}`;
		const same = kinds.get(kind);
		if (same) same.push(line);
		else kinds.set(kind, [line]);
	}
	return [...kinds.values()].flatMap(cut);
}

function cut(lines: BatchLine[]): BatchLine[][] {
	const batches: BatchLine[][] = [];
	let [bytes, tokens] = [0, 0];
	for (const line of lines) {
		const lineBytes = Buffer.byteLength(line.row.prompt) * 2 + OTHER_BYTES;
		const last = batches.at(-1);
		const isFull =
			last === undefined ||
			last.length >= BATCH_LIMITS.lines ||
			bytes + lineBytes > BATCH_LIMITS.fileBytes ||
			tokens + line.tokens > BATCH_LIMITS.batchTokens;
		if (isFull) {
			batches.push([line]);
			[bytes, tokens] = [lineBytes, line.tokens];
		} else {
			last.push(line);
			bytes += lineBytes;
			tokens += line.tokens;
		}
	}
	return batches;
}
