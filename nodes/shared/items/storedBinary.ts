import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { StoredImage } from './imageCall';
import { textOf } from '../words';

/** Storage may be busy for a moment, and what is stored here was paid for. */
const TRIES = 3;

/** Puts a file into n8n's storage. @throws what the storage throws the last time. */
export async function storeBinary(
	context: IExecuteFunctions,
	bytes: Uint8Array,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const store = async () => await context.helpers.prepareBinaryData(buffer, fileName, mimeType);
	for (let tries = 1; tries < TRIES; tries++) {
		const stored = await store().catch((thrown: unknown) => {
			context.logger.warn('An image could not be stored and is stored once more', {
				reason: textOf(thrown),
			});
			return undefined;
		});
		if (stored !== undefined) return stored;
	}
	return await store();
}

/**
 * An image of an earlier try with binaries of this execution: those that another execution stored are
 * copied. Undefined where they are no longer in storage.
 */
export async function inThisExecution(
	context: IExecuteFunctions,
	image: StoredImage,
	sameExecution: boolean,
): Promise<StoredImage | undefined> {
	const own = async (binary: IBinaryData) => {
		if (binary.id === undefined) return binary;
		if (!sameExecution) return await copy(context, binary, binary.id);
		await context.helpers.getBinaryMetadata(binary.id);
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
		context.logger.debug('A kept image is no longer in storage and is requested again', {
			reason: textOf(gone),
		});
		return undefined;
	}
}

async function copy(
	context: IExecuteFunctions,
	{ fileName, mimeType }: IBinaryData,
	id: string,
): Promise<IBinaryData> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await context.helpers.getBinaryStream(id)) chunks.push(chunk);
	return await context.helpers.prepareBinaryData(Buffer.concat(chunks), fileName, mimeType);
}
