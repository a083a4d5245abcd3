import type { Fault } from '../behaviour/faults';
import type { ServerState } from '../behaviour/state';
import { pageOf } from '../listPages';
import type { Answer } from '../reply';
import { errorAnswer } from '../rules/errorAnswer';
import type { UploadedFile } from '../types';
import { Batch, type BatchInput } from './batch';
import { type BatchOrder, readOrder } from './batchRules';
import { judgeLine } from './lineJobs';
import { momentOf } from './moment';
import { overLimit, tokenLimitRefusal } from './queue';
import { checkFile } from './readLines';
import { settleBatches } from './settle';
import { showBatch } from './showBatch';

/** POST /v1/batches */
export const createBatch: Answer = async ({ request }, state, _match, fault) => {
	const { settings, batchBehaviour } = state;
	const order = readOrder(request);
	const now = state.clock.now();
	state.creations.take(now);
	const input = await readInput(order, state);
	const batch = new Batch(now, order, faulty(input, fault), batchBehaviour, settings, fault);
	const full = input.errors.length === 0 ? overLimit(batch, state, fault) : null;
	const form = fault?.kind === 'tokenLimit' ? fault.form : batchBehaviour.tokenLimitForm;
	if (full && form === 'refused') throw tokenLimitRefusal(full);
	const created = full
		? new Batch(now, order, { ...batch.input, errors: [full] }, batchBehaviour, settings, fault)
		: batch;
	state.batches.set(created.id, created);
	// At the moment of its creation it is validating, however short that may last.
	const moment = { status: 'validating', times: {}, ran: [], endedAt: null } as const;
	return { id: created.id, body: showBatch(created, now, moment) };
};

/** GET /v1/batches/{id} */
export const retrieveBatch: Answer = (_exchange, state, [, id = '']) => ({
	id,
	body: showBatch(foundBatch(id, state), state.clock.now()),
});

/** GET /v1/batches?limit=&after=, the newest first */
export const listBatches: Answer = ({ request }, state) => {
	const now = state.clock.now();
	const page = pageOf([...state.batches.values()].reverse(), request, { most: 100, usual: 20 });
	return { body: { ...page, data: page.data.map((batch) => showBatch(batch, now)) } };
};

/** POST /v1/batches/{id}/cancel. The words for a batch that has ended, and its status, are assumed. */
export const cancelBatch: Answer = (_exchange, state, [, id = '']) => {
	const batch = foundBatch(id, state);
	const now = state.clock.now();
	const { status, endedAt } = momentOf(batch, now);
	if (endedAt !== null) {
		throw errorAnswer(`Cannot cancel a batch with status '${status}'.`, { status: 409 });
	}
	batch.cancelledAt ??= now;
	const body = showBatch(batch, now, { ...momentOf(batch, now), status: 'cancelling' });
	settleBatches(state);
	return { id, body };
};

function foundBatch(id: string, state: ServerState): Batch {
	const batch = state.batches.get(id);
	if (batch) return batch;
	throw errorAnswer(`No batch found with id '${id}'.`, { status: 404 });
}

/** @throws {ErrorAnswer} for a file that is not there, or is for something else (assumed). */
async function readInput(order: BatchOrder, state: ServerState): Promise<BatchInput> {
	const { settings, batchBehaviour } = state;
	const held = state.files.find(order.inputFileId, state.clock.now());
	const param = 'input_file_id';
	if (!held) throw errorAnswer(`No such File object: ${order.inputFileId}`, { status: 404, param });
	if (held.content.kind !== 'bytes' || held.purpose !== 'batch') {
		throw errorAnswer(`Invalid purpose '${held.purpose}' of the input file: expected 'batch'.`, {
			param,
		});
	}
	const { bytes } = held.content.file;
	const { lines, model, errors } = checkFile(bytes, order.endpoint, settings, batchBehaviour);
	const references = new Map<string, UploadedFile>();
	if (errors.length > 0) return { bytes, model, lines: [], errors, references };
	const context = {
		bytes,
		endpoint: order.endpoint,
		settings,
		findFile: (id: string) => {
			const file = state.findImage(id);
			if (file) references.set(id, file);
			return file;
		},
		takeFault: state.faults.take.bind(state.faults),
	};
	const judged = [];
	for (const line of lines) judged.push(await judgeLine(line, context));
	return { bytes, model, lines: judged, errors, references };
}

function faulty(input: BatchInput, fault: Fault | undefined): BatchInput {
	if (fault?.kind !== 'batchFails') return input;
	const usual = {
		code: 'invalid_json_line',
		message: 'This line is not parseable as valid JSON.',
		param: null,
		line: 1,
	};
	return { ...input, errors: fault.errors ?? [usual] };
}
