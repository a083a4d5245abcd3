import type { BinaryHelperFunctions, IBinaryData, IExecuteFunctions, Logger } from 'n8n-workflow';
import type { Clock } from '../openai/clock';
import { textOf } from '../words';
import type { StoredImage } from './imageCall';
import { bufferOf } from '../bufferOf';

/** n8n's storage of binary data, as an execution of a node or a request to its page uses it. */
export interface Storage {
	context: { helpers: BinaryHelperFunctions; logger: Logger };
	clock: Clock;
	/** Ends waiting. */
	signal: AbortSignal | undefined;
}

/**
 * Milliseconds between tries: a locked database is free again within a second, one that fails over or a
 * bucket that hiccups within half a minute. What is stored here was paid for.
 */
const PAUSES_MS = [200, 1_000, 5_000, 20_000];

/** Puts a file into n8n's storage. @throws what the storage throws the last time. */
export async function storeBinary(
	storage: Storage,
	bytes: Uint8Array,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const buffer = bufferOf(bytes);
	return await patiently(
		storage,
		async () => await storage.context.helpers.prepareBinaryData(buffer, fileName, mimeType),
	);
}

/** The bytes of a file of an item, wherever n8n keeps them. @throws what the storage throws the last time. */
export async function readBinary(
	storage: Storage & { context: Pick<IExecuteFunctions, 'helpers'> },
	itemIndex: number,
	binary: IBinaryData,
): Promise<Buffer> {
	// n8n takes for a binary only what has a MIME type; one that a Code node made may have none.
	const typed = { ...binary, mimeType: binary.mimeType || 'application/octet-stream' };
	const { helpers } = storage.context;
	const load = async () => await helpers.getBinaryDataBuffer(itemIndex, typed);
	return typed.id === undefined ? await load() : await read(storage, load);
}

/** @param isFinal whether what was thrown will be thrown again. */
async function patiently<Result>(
	{ context, clock, signal }: Storage,
	attempt: () => Promise<Result>,
	isFinal: (thrown: unknown) => boolean = () => false,
): Promise<Result> {
	for (const pause of PAUSES_MS) {
		const done = await attempt().then(
			(result) => ({ result }),
			(thrown: unknown) => {
				if (isFinal(thrown) || signal?.aborted) throw thrown;
				const reason = textOf(thrown);
				context.logger.warn('Binary data storage failed and is tried again', { reason, pause });
				return undefined;
			},
		);
		if (done !== undefined) return done.result;
		await clock.sleep(pause, signal);
		signal?.throwIfAborted();
	}
	return await attempt();
}

/**
 * An image of an earlier try with binaries of this execution: those that another execution stored are
 * copied. Undefined where they are no longer in storage.
 */
export async function inThisExecution(
	storage: Storage,
	image: StoredImage,
	sameExecution: boolean,
): Promise<StoredImage | undefined> {
	const own = async (binary: IBinaryData) => {
		const { id } = binary;
		if (id === undefined) return binary;
		if (!sameExecution) return await copied(storage, binary, id);
		await read(storage, async () => await storage.context.helpers.getBinaryMetadata(id));
		return binary;
	};
	try {
		const moreBinary: Record<string, IBinaryData> = {};
		for (const [name, binary] of Object.entries(image.moreBinary ?? {})) {
			moreBinary[name] = await own(binary);
		}
		const binary = await own(image.binary);
		return { ...image, binary, ...(image.moreBinary && { moreBinary }) };
	} catch (gone) {
		storage.signal?.throwIfAborted();
		storage.context.logger.debug('A kept image is no longer in storage and is requested again', {
			reason: textOf(gone),
		});
		return undefined;
	}
}

/** A stored file in pieces. @throws what the storage throws the last time. */
export async function binaryStream(
	storage: Storage,
	id: string,
): ReturnType<BinaryHelperFunctions['getBinaryStream']> {
	return await read(storage, async () => await storage.context.helpers.getBinaryStream(id));
}

async function copied(storage: Storage, binary: IBinaryData, id: string): Promise<IBinaryData> {
	const bytes = await read(storage, async () => {
		const chunks: Uint8Array[] = [];
		for await (const chunk of await storage.context.helpers.getBinaryStream(id)) chunks.push(chunk);
		return Buffer.concat(chunks);
	});
	const { fileName = 'image', mimeType } = binary;
	// Where it cannot be stored, it is still to be had under the other execution.
	return await storeBinary(storage, bytes, fileName, mimeType).catch(() => binary);
}

async function read<Result>(storage: Storage, attempt: () => Promise<Result>): Promise<Result> {
	return await patiently(storage, attempt, isGone);
}

/** Whether the storage says that it has no such file, in its own words or the system's. */
function isGone(thrown: unknown): boolean {
	const { name = '', code } = thrown as { name?: string; code?: unknown };
	return (
		code === 'ENOENT' ||
		/not ?found|no such|no binary data manager|invalid format|404/i.test(
			`${name} ${textOf(thrown)}`,
		)
	);
}
