import type { IExecuteFunctions } from 'n8n-workflow';
import type { AnsweredImage, ImagesAnswer } from '../client/answer';
import { c2paPresent } from '../images/aiMark';
import { toExactPixels } from '../images/exactPixels';
import { identifyImage } from '../images/identify';
import type { ImageFacts } from '../images/types';
import { CATALOG_CHECKED_ON } from '../models/catalog';
import { costUsdOf } from '../models/prices';
import type { Warning } from '../request/settings';
import type { FileNames } from './fileName';
import type { CallImage, ImageCall, Inspection, StoredImage } from './imageCall';
import type { DeliveredImageJson } from './imageJson';
import { shareUsage } from './usageShares';

/** JPEG quality for a crop where the request names no output compression. */
const JPEG_QUALITY = 92;

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
			warnings: [...call.request.warnings],
		};
		delivered.push(await deliverOne(delivery, call, answer, answered, common));
		answered.bytes = undefined;
	}
	return delivered;
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
				letter: call.letter,
				item: call.itemIndex + 1,
				index: json.index,
				count: json.count,
				width: json.width,
				height: json.height,
			},
			extension,
		);
	json.fileName = fileName(extensionOf(json.format));
	const binary = await context.helpers.prepareBinaryData(
		asBuffer(bytes),
		json.fileName,
		json.mimeType,
	);
	const files = Object.entries(inspection?.files ?? {});
	if (files.length === 0) return { json, binary };
	const moreBinary: StoredImage['moreBinary'] = {};
	for (const [name, file] of files) {
		moreBinary[name] = await context.helpers.prepareBinaryData(
			asBuffer(file.bytes),
			json.fileName.replace(/(\.\w+)$/, `-${name}.${file.extension}`),
			file.mimeType,
		);
	}
	return { json, binary, moreBinary };
}

/** Crops where the call asks for it. What cannot be cropped is delivered as it came: it was paid for. */
async function inExactPixels(
	{ request }: ImageCall,
	bytes: Uint8Array,
	facts: ImageFacts,
	warnings: Warning[],
): Promise<{ bytes: Uint8Array; facts: ImageFacts }> {
	const target = request.exactPixels;
	if (target === undefined) return { bytes, facts };
	if (facts.width === target.width && facts.height === target.height) return { bytes, facts };
	if (facts.format !== 'png' && facts.format !== 'jpeg') {
		warnings.push({
			setting: 'outputFormat',
			message: `Delivered in ${facts.width}x${facts.height}: only PNG and JPEG can be cropped to ${target.width}x${target.height}, and this is ${facts.format}`,
		});
		return { bytes, facts };
	}
	try {
		const quality = request.body.output_compression ?? JPEG_QUALITY;
		const exact = await toExactPixels(bytes, facts, target, facts.format, quality);
		if (c2paPresent(bytes)) {
			warnings.push({
				setting: 'size',
				message:
					"Cropping to exact pixels removed OpenAI's content credentials (C2PA); the file is marked as made by AI in its XMP data instead",
			});
		}
		return { bytes: exact.bytes, facts: identifyImage(exact.bytes) ?? facts };
	} catch (thrown) {
		warnings.push({
			setting: 'size',
			message: `Delivered as it came, in ${facts.width}x${facts.height}: it could not be cropped (${textOf(thrown)})`,
		});
		return { bytes, facts };
	}
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

const textOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

function broken(common: Common, message: string): CallImage {
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
				howToFix:
					'The service may have billed this image. Look the request up by its ID before running the item again, and check the Base URL of the credential where it is not OpenAI.',
				categories: [],
			},
		},
	};
}

function extensionOf(format: string): string {
	return format === 'jpeg' ? 'jpg' : format;
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
