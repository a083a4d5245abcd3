import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { extensionOf, safeFileName } from '../items/fileName';
import { resourcesOf } from '../items/resources';
import { binaryStream, readBinary } from '../items/storedBinary';
import { Slices } from '../images/slices';
import type { ImageFacts } from '../images/types';
import { SettingError } from '../request/settings';
import { storeInput } from './storeInput';

/** Bytes that are hashed at once. */
const PIECE_BYTES = 2 ** 20;

/** An image that goes into an edit. Its bytes stay in n8n's storage until they are sent. */
export interface InputImage {
	/** How messages call it: 'the binary field "photo"'. */
	label: string;
	fileName: string;
	facts: ImageFacts;
	/** Bytes. */
	size: number;
	sha256: string;
	load(): Promise<Buffer>;
	/** The same in pieces; undefined if n8n keeps binaries in memory. */
	open?: () => Promise<AsyncIterable<Uint8Array>>;
	/** @throws {SettingError} if the file is gone from the storage. */
	checkStored(): Promise<void>;
}

/** Where an image is stored, and which parameter named it. */
export interface ImagePlace {
	context: IExecuteFunctions;
	/** The execution's: once it is aborted, nothing more is read. */
	signal?: AbortSignal | undefined;
	itemIndex: number;
	setting: string;
	label: string;
}

/** A file in n8n's storage, by its bytes or in pieces. */
export function storedFile(place: ImagePlace, binary: IBinaryData) {
	const { context, itemIndex, setting, label } = place;
	const { id } = binary;
	const storage = resourcesOf(context);
	const gone = (thrown: unknown): never => {
		context.logger.debug('A binary could not be read', { label, reason: String(thrown) });
		throw new SettingError(
			setting,
			`The file of ${label} is no longer in n8n's storage`,
			'Run the step that provides the file again.',
		);
	};
	const load = async () => await readBinary(storage, itemIndex, binary);
	return {
		load,
		/** @throws {SettingError} if the file is gone. */
		loadNow: async () => await load().catch(gone),
		...(id !== undefined && { open: async () => await binaryStream(storage, id) }),
		checkStored: async () => {
			if (id === undefined) return;
			const stream = await binaryStream(storage, id).catch(gone);
			stream.destroy();
		},
	};
}

/** Puts changed bytes into n8n's storage. */
export async function storeAgain(
	{ context }: ImagePlace,
	bytes: Uint8Array,
	{ fileName = 'image', mimeType }: Pick<IBinaryData, 'fileName' | 'mimeType'>,
): Promise<IBinaryData> {
	return await storeInput(context, bytes, { fileName, mimeType });
}

/** The image of a stored file whose bytes were looked at. */
export async function imageOf(
	place: ImagePlace,
	binary: IBinaryData,
	bytes: Uint8Array,
	facts: ImageFacts,
): Promise<InputImage> {
	const { load, open, checkStored } = storedFile(place, binary);
	return {
		label: place.label,
		// OpenAI looks at the file extension and the MIME type: both follow the content, not the given name.
		fileName: `${safeFileName(baseNameOf(binary.fileName))}.${extensionOf(facts.format)}`,
		facts,
		size: bytes.length,
		sha256: await sha256Of(bytes, place.signal),
		load,
		...(open && { open }),
		checkStored,
	};
}

/** A file of 50 MB takes 40 to 100 ms. */
async function sha256Of(bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	const slices = new Slices(signal);
	for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
		hash.update(bytes.subarray(at, at + PIECE_BYTES));
		if (slices.due) await slices.pause();
	}
	return hash.digest('base64url');
}

function baseNameOf(fileName: string | undefined): string {
	return fileName?.replace(/\.[^.]*$/, '') ?? '';
}
