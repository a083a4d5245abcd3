import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { identifyImage } from '../../shared/images/identify';
import type { ImageFacts } from '../../shared/images/types';
import { mendedToShow } from '../../shared/inputs/mended';
import { expected } from '../../shared/words';
import { binariesOf, namedBinary } from '../../shared/items/findBinaries';
import { resourcesOf } from '../../shared/items/resources';
import { readBinary, storeBinary } from '../../shared/items/storedBinary';
import { SettingError } from '../../shared/request/settings';
import { isShown } from './preview';

/** A file of an input item that was looked into. */
export interface OpenedFile {
	field: string;
	binary: IBinaryData;
	bytes: Uint8Array;
	facts: ImageFacts;
}

/**
 * Whether an item is one that stands for an image that was not made: nothing of it can be shown, and that is
 * no mistake of the workflow.
 */
export function isMissingImage(context: IExecuteFunctions, itemIndex: number): boolean {
	const { image } = context.getInputData()[itemIndex]?.json ?? {};
	const status = (image as { status?: unknown } | null | undefined)?.status;
	return status !== undefined && status !== 'ok';
}

/** The item's images by the names of their fields. @throws {SettingError} if there is none. */
export function fieldsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: string[],
	excluded: Set<string>,
): Array<{ field: string; binary: IBinaryData }> {
	const found = binariesOf(context, itemIndex, fields, excluded, 'The item');
	if (found.length > 0) return found;
	throw new SettingError(
		'inputFields',
		'The item has no image to review',
		'Name the binary fields that hold the images in Input Binary Fields.',
	);
}

/** The version before, where the item has one: the first round has none. */
export function versionBefore(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): IBinaryData | undefined {
	if (field === '') return undefined;
	try {
		return namedBinary(context, itemIndex, 'compareWith', field);
	} catch (thrown) {
		expected(thrown, SettingError);
		return undefined;
	}
}

/** Reads a file, mends it without loss, and tells what it is. @throws {SettingError} for what no browser shows. */
export async function openFile(
	context: IExecuteFunctions,
	itemIndex: number,
	setting: string,
	field: string,
	binary: IBinaryData,
): Promise<OpenedFile> {
	const reject = (what: string, howToFix: string): never => {
		throw new SettingError(setting, `The binary field "${field}" ${what}`, howToFix);
	};
	const typed = { ...binary, mimeType: binary.mimeType || 'application/octet-stream' };
	const resources = resourcesOf(context);
	const given = await readBinary(resources, itemIndex, typed).catch(() =>
		reject("is no longer in n8n's storage", 'Run the step that provides the file again.'),
	);
	const bytes = await mendedToShow(given, resources.signal);
	const facts = identifyImage(bytes);
	if (facts === undefined) {
		return reject(
			'holds no image that can be recognized',
			'Check the step that provides the file: it may have stored a web page or a message instead.',
		);
	}
	if (!isShown(facts)) {
		reject(
			`is a ${facts.format.toUpperCase()} file, which browsers do not show`,
			'Convert it to PNG, JPEG or WebP before this step.',
		);
	}
	if (!facts.complete) {
		reject('is cut off at its end', 'Check the step that provides the file, and load it again.');
	}
	if (bytes === given) return { field, binary: typed, bytes, facts };
	const { mimeType } = facts;
	const whole = await storeBinary(resources, bytes, typed.fileName ?? field, mimeType);
	return { field, binary: whole, bytes, facts };
}
