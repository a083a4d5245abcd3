import type { IExecuteFunctions } from 'n8n-workflow';
import type { AnsweredImage, ImagesAnswer } from '../openai/imagesAnswer';
import { identifyImage } from '../images/identify';
import { CATALOG_CHECKED_ON } from '../models/catalog';
import { costUsdOf } from '../models/prices';
import type { Warning } from '../request/settings';
import { inExactPixels } from './exactDelivery';
import type { FileNames } from './fileName';
import type { CallImage, ImageCall, Inspection, StoredImage } from './imageCall';
import type { DeliveredImageJson } from './imageJson';
import { storeBinary } from './storedBinary';
import { textOf } from '../words';
import { shareUsage } from './usageShares';

/** Where the images of a call go. */
export interface Delivery {
	context: IExecuteFunctions;
	fileNames: FileNames;
}

/**
 * Stores every image of an answer: exact pixels where they were asked for, a real file name and MIME
 * type. Each image's bytes are let go as soon as they are stored. One that cannot be read is told as
 * such beside its neighbours.
 */
export async function deliverAnswer(
	delivery: Delivery,
	call: ImageCall,
	answer: ImagesAnswer,
): Promise<CallImage[]> {
	const shares = answer.usage === null ? [] : shareUsage(answer.usage, answer.images.length);
	const warnings = [...call.request.warnings, ...fewerWarning(call, answer)];
	const delivered: CallImage[] = [];
	for (const [position, answered] of answer.images.entries()) {
		const usage = shares[position] ?? null;
		const common = {
			model: call.request.body.model,
			prompt: call.prompt,
			...(call.preset !== undefined && { preset: call.preset }),
			index: call.firstIndex + position + 1,
			count: call.itemCount,
			durationMs: answer.durationMs,
			attempts: answer.attempts,
			requestId: answer.requestId,
			usage,
			costUsd: usage && costUsdOf(call.request.body.model, usage),
			pricesAsOf: CATALOG_CHECKED_ON,
			warnings: [...warnings],
		};
		delivered.push(
			await deliverOne(delivery, call, answer, answered, common).catch((thrown: unknown) =>
				broken(common, `The image arrived and could not be stored: ${textOf(thrown)}`, STORAGE),
			),
		);
		answered.bytes = undefined;
	}
	return delivered;
}

/** An image that is not in the answer leaves no entry; the others say so. */
function fewerWarning({ request }: ImageCall, { images }: ImagesAnswer): Warning[] {
	const asked = request.body.n ?? 1;
	if (images.length >= asked) return [];
	const message = `The server delivered ${images.length} of ${asked} images that were asked for`;
	return [{ setting: 'n', message }];
}

type Common = Pick<
	DeliveredImageJson,
	| 'model'
	| 'prompt'
	| 'preset'
	| 'index'
	| 'count'
	| 'durationMs'
	| 'attempts'
	| 'requestId'
	| 'usage'
	| 'costUsd'
	| 'pricesAsOf'
	| 'warnings'
>;

async function deliverOne(
	delivery: Delivery,
	call: ImageCall,
	answer: ImagesAnswer,
	answered: AnsweredImage,
	common: Common,
): Promise<CallImage> {
	const facts = answered.bytes && identifyImage(answered.bytes);
	if (answered.bytes === undefined || facts === undefined) {
		return broken(common, answered.unreadable ?? 'The answer holds bytes that are no image');
	}
	const warnings = [...common.warnings];
	if (!facts.complete) {
		warnings.push({ setting: 'model', message: 'The file seems to be cut off at its end' });
	}
	const { bytes, facts: final } = await inExactPixels(call, answered.bytes, facts, warnings);
	const inspection = await inspected(call, bytes, warnings);
	const json: DeliveredImageJson = {
		status: 'ok',
		...common,
		width: final.width,
		height: final.height,
		format: final.format,
		mimeType: final.mimeType,
		bytes: bytes.length,
		fileName: '',
		quality: answer.quality ?? null,
		background: answer.background ?? null,
		size: answer.size ?? (facts.width > 0 ? `${facts.width}x${facts.height}` : null),
		...inspection?.json,
		warnings: [...warnings, ...(inspection?.json.warnings ?? [])],
	};
	return await store(delivery, call, json, bytes, inspection);
}

async function store(
	{ context, fileNames }: Delivery,
	call: ImageCall,
	json: DeliveredImageJson,
	bytes: Uint8Array,
	inspection: Inspection | undefined,
): Promise<StoredImage> {
	const fileName = (extension: string) =>
		fileNames.next(
			{
				prompt: json.prompt,
				model: json.model,
				preset: json.preset,
				letter: call.shownAs ?? call.letter,
				item: call.itemIndex + 1,
				index: json.index,
				count: json.count,
				width: json.width,
				height: json.height,
			},
			extension,
		);
	json.fileName = fileName(extensionOf(json.format));
	const binary = await storeBinary(context, bytes, json.fileName, json.mimeType);
	const moreBinary: StoredImage['moreBinary'] = {};
	for (const [name, file] of Object.entries(inspection?.files ?? {})) {
		const ownName = json.fileName.replace(/(\.\w+)$/, `-${name}.${file.extension}`);
		try {
			moreBinary[name] = await storeBinary(context, file.bytes, ownName, file.mimeType);
		} catch (thrown) {
			json.warnings.push({ setting: 'options', message: `No ${name} file: ${textOf(thrown)}` });
		}
	}
	return Object.keys(moreBinary).length === 0 ? { json, binary } : { json, binary, moreBinary };
}

/** What the call measures on the image. It never costs the image. */
async function inspected(
	call: ImageCall,
	bytes: Uint8Array,
	warnings: Warning[],
): Promise<Inspection | undefined> {
	try {
		return await call.inspect?.(bytes);
	} catch (thrown) {
		warnings.push({ setting: 'options', message: `Not measured: ${textOf(thrown)}` });
		return undefined;
	}
}

const BILLED =
	'The service may have billed this image. Look the request up by its ID before running the item again, and check the Base URL of the credential where it is not OpenAI.';
const STORAGE =
	'Check the binary data storage of this n8n: its disk may be full, or its database or bucket out of reach.';

function broken(common: Common, message: string, howToFix = BILLED): CallImage {
	return {
		json: {
			status: 'failed',
			...common,
			error: {
				reason: 'bad_answer',
				message,
				code: null,
				param: null,
				requestId: common.requestId,
				retryable: false,
				howToFix,
				categories: [],
			},
		},
	};
}

function extensionOf(format: string): string {
	return format === 'jpeg' ? 'jpg' : format;
}
