import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { mendedToShow } from '../../shared/inputs/mended';
import { resourcesOf } from '../../shared/items/resources';
import { readBinary } from '../../shared/items/storedBinary';
import { identifyImage } from '../../shared/images/identify';
import { CATALOG_CHECKED_ON } from '../../shared/models/catalog';
import type { CallImage } from '../../shared/items/imageCall';
import type { DeliveredImageJson, FailedImageJson } from '../../shared/items/imageJson';
import { SettingError } from '../../shared/request/settings';
import type { FinishedCell } from './cell';
import type { ExistingImage } from './existing';

/** Opens no pixels, unless the file has no end mark. @throws {SettingError} if it is gone from n8n's storage. */
export async function loadExisting(
	context: IExecuteFunctions,
	image: ExistingImage,
	cell: Pick<FinishedCell, 'column' | 'variant' | 'shownAs'>,
): Promise<{ cell: FinishedCell; bytes?: Uint8Array }> {
	const { itemIndex, prompt, promptIndex, variantIndex, repetition, binary, before } = image;
	const place = { itemIndex, prompt, promptIndex, variantIndex, repetition, ...cell };
	if (binary === undefined) {
		return { cell: { ...place, image: { json: failedJson(image) } } };
	}
	const resources = resourcesOf(context);
	const stored = await readBinary(resources, itemIndex, binary).catch(() => {
		throw new SettingError(
			'inputFields',
			`The file ${binary.fileName ?? 'of the image'} is no longer in n8n's storage`,
			'Run the step that provides the file again.',
		);
	});
	const bytes = await mendedToShow(stored, resources.signal);
	const facts = identifyImage(bytes);
	const own = before.status === 'ok' ? before : undefined;
	const mimeType = facts?.mimeType ?? withMimeType(binary).mimeType;
	const json: DeliveredImageJson = {
		...own,
		status: 'ok',
		model: own?.model ?? image.variantName,
		prompt,
		index: own?.index ?? repetition + 1,
		count: own?.count ?? 1,
		width: facts?.width ?? 0,
		height: facts?.height ?? 0,
		format: facts?.format ?? 'unknown',
		mimeType,
		bytes: stored.length,
		fileName: binary.fileName ?? own?.fileName ?? '',
		quality: own?.quality ?? null,
		background: own?.background ?? null,
		size: own?.size ?? null,
		durationMs: own?.durationMs ?? null,
		attempts: own?.attempts ?? 0,
		requestId: own?.requestId ?? null,
		usage: own?.usage ?? null,
		costUsd: own?.costUsd ?? null,
		pricesAsOf: own?.pricesAsOf ?? CATALOG_CHECKED_ON,
		warnings: own?.warnings ?? [],
	};
	const fileName = json.fileName || `item ${itemIndex + 1}`;
	const callImage: CallImage = { json, binary: { ...binary, mimeType } };
	return { cell: { ...place, fileName, image: callImage }, bytes };
}

/** n8n takes for a binary only what has a MIME type; one that a Code node made may have none. */
function withMimeType(binary: IBinaryData): IBinaryData {
	return { ...binary, mimeType: binary.mimeType || 'application/octet-stream' };
}

function failedJson({ prompt, variantName, before }: ExistingImage): FailedImageJson {
	const { error, ...own } = before as Partial<FailedImageJson>;
	return {
		model: variantName,
		index: 1,
		count: 1,
		durationMs: null,
		attempts: 0,
		requestId: null,
		usage: null,
		costUsd: null,
		pricesAsOf: CATALOG_CHECKED_ON,
		...own,
		status: own.status ?? 'failed',
		prompt,
		warnings: own.warnings ?? [],
		error: {
			reason: 'bad_answer',
			message: 'There is no image',
			code: null,
			param: null,
			requestId: null,
			retryable: false,
			howToFix: '',
			...error,
			categories: error?.categories ?? [],
		},
	};
}
