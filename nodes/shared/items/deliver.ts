import { freeBuffer } from '../freeBuffer';
import { identifyImage } from '../images/identify';
import { CATALOG_CHECKED_ON } from '../models/catalog';
import { costUsdOf, type Usage } from '../models/prices';
import { couldTake, toPrice } from '../models/plausibleUsage';
import type { ImagesAnswer } from '../openai/imagesAnswer';
import type { AnsweredImage } from '../openai/imagesIn';
import { textOf, usdInText } from '../words';
import { billed, brokenImage, type KnownOfImage } from './brokenImage';
import { aboutCall } from './failures/missingImage';
import type { Delivery } from './delivery';
import type { EarlyImages } from './earlyImages';
import { imageIndex, type CallImage, type ImageCall } from './imageCall';
import type { DeliveredImageJson, WarningJson } from './imageJson';
import { otherNumber, otherThanAsked } from './otherThanAsked';
import { storeImage, type ImageInStorage } from './storeImage';
import { shareUsage } from './usageShares';

/** An image of an answer with what was stored of it meanwhile. */
interface Answered extends AnsweredImage {
	early?: ImageInStorage;
}

const FETCH_IT =
	'The service may have billed this image, so it was not asked for again. Fetch it from the address in image.error.url, for example with an HTTP Request node.';
const CHECK_STORAGE =
	'Check the binary data storage of this n8n: its disk may be full, or its database or bucket out of reach.';

/**
 * Stores every image of an answer: exact pixels where they were asked for, a real file name and MIME
 * type. Each image's bytes are let go as soon as they are stored: `answer` is used up. One that cannot
 * be read is reported as such next to its neighbours.
 * @param early what was stored while the answer arrived.
 * @throws the signal's reason where the execution was stopped.
 */
export async function deliverAnswer(
	delivery: Delivery,
	call: ImageCall,
	answer: ImagesAnswer,
	early?: EarlyImages,
): Promise<CallImage[]> {
	const images: Answered[] = await Promise.all(
		answer.images.map(async (image) => ({ ...image, early: await early?.of(image.bytes) })),
	);
	const believed = isBelievable(call, answer.usage, images) ? answer.usage : null;
	const sharesOf = (usage: Usage | null) =>
		usage === null ? [] : shareUsage(usage, answer.images.length);
	const shares = sharesOf(believed);
	const priced = sharesOf(believed && toPrice(believed, { inputs: call.inputSizes }));
	const warnings = [
		...call.warnings,
		...otherNumber(call, answer),
		...(answer.usage === null ? untold(call) : []),
		...(believed === answer.usage ? [] : [UNBELIEVABLE]),
	];
	const delivered: CallImage[] = [];
	for (const [position, answered] of images.entries()) {
		const usage = shares[position] ?? null;
		const common = {
			...aboutCall(call),
			index: imageIndex(call, position),
			durationMs: answer.durationMs,
			attempts: answer.attempts,
			requestId: answer.requestId,
			usage,
			costUsd: costOf(call, priced[position]),
			pricesAsOf: CATALOG_CHECKED_ON,
			warnings,
		};
		delivered.push(
			await deliverOne(delivery, call, answer, answered, common, position).catch(
				(thrown: unknown) => {
					delivery.signal?.throwIfAborted();
					return brokenImage(common, answer, {
						message: `The image arrived and could not be stored: ${textOf(thrown)}`,
						howToFix: CHECK_STORAGE,
					});
				},
			),
		);
		if (answered.bytes) freeBuffer(answered.bytes);
		answered.bytes = undefined;
		answer.images[position]!.bytes = undefined;
	}
	return delivered;
}

const UNBELIEVABLE: WarningJson = {
	setting: 'model',
	message:
		'The server reported fewer tokens than such an image takes, so its cost is not known and Max Spend counts the most it could be',
};

/** Where the server tells no tokens: what the images may have cost. Nothing of a model without known prices. */
function untold({ request }: ImageCall): WarningJson[] {
	const { costUsd, budgetUsd } = request.estimate;
	if (costUsd === null && budgetUsd === null) return [];
	const estimate =
		costUsd === null ? '' : ` (the estimate for this request is ${usdInText(costUsd)})`;
	const message = `The server did not report how many tokens were used, so the cost is not known${estimate}, and Max Spend counts the most it could be`;
	return [{ setting: 'model', message }];
}

const costOf = ({ request: { body, service } }: ImageCall, usage: Usage | undefined) =>
	usage === undefined ? null : costUsdOf(body.model, usage, service);

/** Whether the tokens that a server reports are at least what its images take. */
function isBelievable(
	{ request, inputSizes }: ImageCall,
	usage: Usage | null,
	images: readonly Answered[],
): boolean {
	if (usage === null) return true;
	const { model, quality, size, output_format, prompt } = request.body;
	const outputFormat = output_format;
	const promptBytes = Buffer.byteLength(prompt);
	const delivered = images.map(factsOf);
	const asked = { model, quality, size, outputFormat, promptBytes, inputs: inputSizes };
	return couldTake(usage, asked, delivered);
}

const factsOf = ({ bytes, early }: Answered) => early?.arrived ?? (bytes && identifyImage(bytes));

async function deliverOne(
	delivery: Delivery,
	call: ImageCall,
	answer: ImagesAnswer,
	{ bytes, unreadable, url, early }: Answered,
	common: KnownOfImage,
	position: number,
): Promise<CallImage> {
	const arrived = factsOf({ bytes, early });
	if (bytes === undefined || arrived === undefined) {
		return brokenImage(common, answer, {
			message: unreadable ?? 'The answer contains bytes that are not an image',
			howToFix: url === undefined ? billed(answer) : FETCH_IT,
			url,
		});
	}
	const cutOff = { setting: 'model', message: 'The file seems to be cut off at its end' };
	const stored = early ?? (await storeImage(delivery, call, position, bytes, arrived));
	const { format, mimeType, width, height } = stored.facts;
	const json: DeliveredImageJson = {
		status: 'ok',
		...common,
		...{ width, height, format, mimeType },
		bytes: stored.bytes,
		fileName: stored.fileName,
		quality: answer.quality ?? null,
		background: answer.background ?? null,
		size: answer.size ?? (arrived.width > 0 ? `${arrived.width}x${arrived.height}` : null),
		...stored.inspection,
		warnings: [
			...common.warnings,
			...(arrived.complete ? [] : [cutOff]),
			...otherThanAsked(call, answer, arrived),
			...stored.warnings,
		],
	};
	const { binary, moreBinary } = stored;
	return { json, binary, ...(moreBinary && { moreBinary }) };
}
