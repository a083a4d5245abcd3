import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { CallImage, ImageCall } from '../items/imageCall';
import { inThisExecution } from '../items/storedBinary';
import { turnOf } from './turn';

/** In the node's context, which n8n keeps across the tries of a node and saves with the execution. */
const CONTEXT_KEY = 'gptImageKept';

/** By call. */
type Kept = Record<string, { executionId: string; images: CallImage[] } | undefined>;

/** What an earlier try left of a call. */
export interface KeptCall {
	images: CallImage[];
	/** Places in `images` to ask for once more; empty: nothing is to be asked for. */
	askAgain: number[];
}

/**
 * What earlier tries of this node brought. n8n's Retry On Fail and its retry of a failed execution run
 * the whole node again; what was paid for is taken from here instead of bought again.
 */
export class KeptImages {
	private readonly turn: string;

	constructor(private readonly context: IExecuteFunctions) {
		this.turn = turnOf(context);
	}

	/**
	 * What an earlier try brought for this call and is still in storage; undefined where nothing is.
	 * What was refused or may have been billed is asked for again when a person retries the execution,
	 * not when n8n does by itself.
	 */
	async find(call: ImageCall): Promise<KeptCall | undefined> {
		const kept = this.read()[this.keyOf(call)];
		if (kept === undefined) return undefined;
		const sameExecution = kept.executionId === this.context.getExecutionId();
		const askAgain: number[] = [];
		const images: CallImage[] = [];
		for (const [place, image] of kept.images.entries()) {
			if (image.binary === undefined) {
				if (!sameExecution) askAgain.push(place);
				images.push(image);
				continue;
			}
			const stored = await inThisExecution(this.context, image, sameExecution);
			if (stored === undefined) askAgain.push(place);
			images.push(stored ?? image);
		}
		return askAgain.length === images.length ? undefined : { images, askAgain };
	}

	keep(call: ImageCall, images: CallImage[]): void {
		this.write()[this.keyOf(call)] = {
			executionId: this.context.getExecutionId(),
			images: images.map((image) =>
				image.binary === undefined ? { json: image.json, label: image.label } : image,
			),
		};
	}

	/** Forgets these calls: their images are in the output now. */
	clear(calls: ImageCall[]): void {
		const kept = this.read();
		for (const call of calls) delete kept[this.keyOf(call)];
		if (Object.keys(kept).length > 0) return;
		delete this.context.getContext('node')[CONTEXT_KEY];
	}

	private read(): Kept {
		const context: IDataObject = this.context.getContext('node');
		return (context[CONTEXT_KEY] as unknown as Kept | undefined) ?? {};
	}

	private write(): Kept {
		const kept = this.read();
		this.context.getContext('node')[CONTEXT_KEY] = kept as unknown as IDataObject;
		return kept;
	}

	private keyOf(call: ImageCall): string {
		const { itemIndex, preset, letter, firstIndex, request, fingerprint } = call;
		const { operation, body, exactPixels } = request;
		const what = JSON.stringify([operation, body, exactPixels, fingerprint]);
		const hash = createHash('sha256').update(what).digest('base64url');
		return [this.turn, itemIndex, preset ?? '', letter ?? '', firstIndex, hash].join(':');
	}
}
