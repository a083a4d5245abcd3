import { createHash } from 'crypto';
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { CallImage, ImageCall, StoredImage } from './imageCall';

/** In the node's context, which n8n keeps across the tries of a node and saves with the execution. */
const CONTEXT_KEY = 'gptImageKept';

interface KeptCall {
	executionId: string;
	images: CallImage[];
}

/**
 * The images that earlier tries of this node brought. n8n's Retry On Fail and its retry of a failed
 * execution run the whole node anew; what was paid for is taken from here instead of bought again.
 */
export class KeptImages {
	/** Which run of the node the images belong to: in a loop each turn has its own. */
	private readonly run: string;

	constructor(private readonly context: IExecuteFunctions) {
		// n8n counts a repeated agent tool call as a new run: calls of tools share one list.
		this.run = context.isToolExecution()
			? 'tool'
			: String(context.getWorkflowDataProxy(0).$runIndex);
	}

	/** What an earlier try brought for this call and is still in storage; undefined where nothing is. */
	async find(call: ImageCall): Promise<CallImage[] | undefined> {
		const kept = this.store()[this.keyOf(call)];
		if (kept === undefined) return undefined;
		const sameExecution = kept.executionId === this.context.getExecutionId();
		// A refusal is asked again when a person retries the execution, not when n8n does by itself.
		const brought = kept.images.some(({ binary }) => binary !== undefined);
		if (!sameExecution && !brought) return undefined;
		const images: CallImage[] = [];
		for (const image of kept.images) {
			if (image.binary === undefined) {
				images.push(image);
				continue;
			}
			const stored = await this.fromStorage(image, sameExecution);
			if (stored === undefined) return undefined;
			images.push(stored);
		}
		return images;
	}

	keep(call: ImageCall, images: CallImage[]): void {
		this.store()[this.keyOf(call)] = {
			executionId: this.context.getExecutionId(),
			images: images.map((image) =>
				image.binary === undefined ? { json: image.json, setting: image.setting } : image,
			),
		};
	}

	/** Forgets this run's images: they are in the output now. */
	clear(): void {
		const store = this.store();
		for (const key of Object.keys(store)) {
			if (key.startsWith(`${this.run}:`)) delete store[key];
		}
		if (Object.keys(store).length === 0) delete this.context.getContext('node')[CONTEXT_KEY];
	}

	private store(): Record<string, KeptCall> {
		const context: IDataObject = this.context.getContext('node');
		context[CONTEXT_KEY] ??= {};
		return context[CONTEXT_KEY] as unknown as Record<string, KeptCall>;
	}

	private keyOf({
		itemIndex,
		preset,
		letter,
		firstIndex,
		request,
		fingerprint,
	}: ImageCall): string {
		const what = JSON.stringify([
			request.operation,
			request.body,
			request.exactPixels,
			fingerprint,
		]);
		const hash = createHash('sha256').update(what).digest('base64url');
		return [this.run, itemIndex, preset ?? '', letter ?? '', firstIndex, hash].join(':');
	}

	/** The image with its binary, copied into this execution where an earlier execution stored it. */
	private async fromStorage(
		image: StoredImage,
		sameExecution: boolean,
	): Promise<StoredImage | undefined> {
		try {
			const own = async (binary: IBinaryData) => {
				if (binary.id === undefined) return binary;
				if (sameExecution) {
					await this.context.helpers.getBinaryMetadata(binary.id);
					return binary;
				}
				return await this.copy(binary, binary.id);
			};
			const moreBinary: Record<string, IBinaryData> = {};
			for (const [name, binary] of Object.entries(image.moreBinary ?? {})) {
				moreBinary[name] = await own(binary);
			}
			return {
				...image,
				binary: await own(image.binary),
				...(image.moreBinary && { moreBinary }),
			};
		} catch (gone) {
			this.context.logger.debug('A kept image is no longer in storage and is requested again', {
				reason: gone instanceof Error ? gone.message : String(gone),
			});
			return undefined;
		}
	}

	private async copy(binary: IBinaryData, id: string): Promise<IBinaryData> {
		const chunks: Uint8Array[] = [];
		for await (const chunk of await this.context.helpers.getBinaryStream(id)) chunks.push(chunk);
		return await this.context.helpers.prepareBinaryData(
			Buffer.concat(chunks),
			binary.fileName,
			binary.mimeType,
		);
	}
}
