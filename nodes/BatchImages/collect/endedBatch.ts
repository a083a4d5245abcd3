import { requestDeps, type Session } from '../../shared/execution/session';
import type { CallImage } from '../../shared/items/imageCall';
import { inThisExecution } from '../../shared/items/storedBinary';
import { ApiError } from '../../shared/openai/errors/apiError';
import type { ApiBatch } from '../../shared/openai/batches';
import { deleteFile } from '../../shared/openai/files';
import { expected } from '../../shared/words';
import { isRow, readManifest } from '../batches/manifest';
import type { BatchJson, BatchRow } from '../batches/types';
import { unknownRow } from '../results/callOfRow';
import { Collection, type CutOff } from '../results/collection';
import { hasUnseen, unmadeRow } from '../results/unmade';

/** What came of a batch: an image, or why there is none, for each row. */
export interface CollectedBatch {
	batch: ApiBatch;
	json: BatchJson;
	images: Array<{ row: BatchRow; image: CallImage }>;
	/** Those that this try read; an earlier one had stored the others. */
	asked: CallImage[];
	cutOff: CutOff | undefined;
	/** Entries that to collect again would not change: their line was read, and holds no image. */
	final: ReadonlySet<CallImage>;
	/** Lines of its files that name no row. */
	nameless: number;
}

/** What is kept of a batch for another try. */
type KeptImages = Record<string, CallImage>;

/**
 * Reads both files of a batch that has ended, and stores each image.
 * @param takenNames of the run's files, in lower case.
 * @throws {ApiError}; what has been stored is kept for another try.
 */
export async function collectEnded(
	session: Session,
	batch: ApiBatch,
	json: BatchJson,
	takenNames: Set<string>,
): Promise<CollectedBatch> {
	const rows = await rowsOf(session, json);
	const collection = new Collection(session, json, rows, takenNames);
	const place = `collect:${batch.id}`;
	const before = await fromEarlierTry(session, place, batch.id);
	for (const [customId, image] of before) collection.keep(customId, image);
	let cutOff: CutOff | undefined;
	try {
		for (const fileId of [batch.output_file_id, batch.error_file_id]) {
			if (fileId && !isWhole(rows, collection)) {
				cutOff = (await collection.read(fileId).catch(gone(batch.id))) ?? cutOff;
			}
		}
	} finally {
		const stored = [...collection.images].filter(([, { binary }]) => binary !== undefined);
		const answer: KeptImages = Object.fromEntries(stored);
		if (stored.length > 0) session.kept.keep(place, batch.id, { answer });
	}
	const all = [...rows, ...collection.strangers.values()];
	// Of a batch that nothing is known of, one entry says what became of it.
	const told = all.length > 0 ? all : [unknownRow(batch.id)];
	const { made, nameless } = collection;
	const unclear = { cutOff, unseen: hasUnseen(batch, made.size, nameless) };
	const images = told.map((row, position) => {
		const image =
			collection.images.get(row.customId) ??
			unmadeRow(batch, json, row, position, unclear, session.redact);
		return { row, image };
	});
	const final = new Set(
		[...collection.images].flatMap(([customId, image]) => (made.has(customId) ? [] : [image])),
	);
	const asked = images
		.map(({ image }) => image)
		.filter((image) => ![...before.values()].includes(image));
	return { batch, json, images, asked, cutOff, final, nameless };
}

const isWhole = (rows: readonly BatchRow[], { images }: Collection) =>
	rows.length > 0 && rows.every(({ customId }) => images.get(customId)?.binary !== undefined);

/** From the item, else from the file that was uploaded with the batch; none where that is gone. */
async function rowsOf(session: Session, json: BatchJson): Promise<BatchRow[]> {
	if (Array.isArray(json.rows)) return json.rows.filter(isRow);
	if (json.manifestFileId === null) return [];
	try {
		return await readManifest(requestDeps(session), json.manifestFileId);
	} catch (thrown) {
		const error = expected(thrown, ApiError);
		if (error.status === 404) return [];
		throw error;
	}
}

async function fromEarlierTry(
	session: Session,
	place: string,
	written: string,
): Promise<Map<string, CallImage>> {
	const found = session.kept.find(place, written);
	const images = new Map<string, CallImage>();
	if (!found) return images;
	for (const [customId, image] of Object.entries((found.answer ?? {}) as KeptImages)) {
		if (image.binary === undefined) continue;
		const own = await inThisExecution(session, image, found.sameExecution);
		if (own) images.set(customId, own);
	}
	return images;
}

const gone = (id: string) => (thrown: unknown) => {
	if (!(thrown instanceof ApiError) || thrown.status !== 404) throw thrown;
	throw new ApiError(`The results of batch ${id} are no longer there`, {
		...thrown,
		reason: 'invalid',
		stops: null,
		howToFix:
			'They were deleted after an earlier Collect (Delete Files), or their 30 days are over. The images are in the execution that collected them.',
	});
};

/**
 * Deletes the files of a batch whose images are all stored: results, lines and rows. Input images may be of
 * other batches too: they expire by themselves.
 * @returns why not, in words, where a file could not be deleted.
 */
export async function deleteFilesOf(
	session: Session,
	{ batch, json, images, cutOff, final }: CollectedBatch,
): Promise<string | undefined> {
	const unclear =
		cutOff !== undefined || images.some(({ image }) => isUnstored(image) && !final.has(image));
	if (unclear) {
		return `The files of batch ${batch.id} were not deleted: not all of its images could be read and stored. They can be collected again for 30 days`;
	}
	const { output_file_id, error_file_id, input_file_id } = batch;
	const ids = [output_file_id, error_file_id, input_file_id, json.manifestFileId];
	for (const id of ids) {
		if (!id) continue;
		try {
			await deleteFile(requestDeps(session), id);
		} catch (thrown) {
			session.signal?.throwIfAborted();
			if (thrown instanceof ApiError && thrown.status === 404) continue;
			return `A file of batch ${batch.id} could not be deleted (${id}): it expires 30 days after it was made`;
		}
	}
	return undefined;
}

/** The image may have been made, and is not here. */
const isUnstored = ({ binary, json }: CallImage) => binary === undefined && json.costUsd !== 0;
