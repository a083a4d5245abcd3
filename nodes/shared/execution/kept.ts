import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { CallImage, ImageCall } from '../items/imageCall';
import { inThisExecution, type Storage } from '../items/storedBinary';
import { isTool, turnOf } from '../items/turn';
import { writtenFor } from './askedAsWritten';
import { hashOf } from './hashOf';

/** In the node's context, which n8n keeps across the tries of a node and saves with the execution. */
const CONTEXT_KEY = 'gptImageKept';

/** What an earlier try brought at one place of a turn: images, or the judge's answer. */
interface Brought {
	images?: CallImage[];
	answer?: unknown;
}

type Entry = Brought & {
	executionId: string;
	/** What was asked, as a person wrote it: compared when another execution retries this one. */
	written: string;
};

/** By turn and place. */
type AllKept = Record<string, Entry | undefined>;

/** What an earlier try left of a call. */
export interface KeptCall {
	images: CallImage[];
	/** Places in `images` to ask for once more; empty: nothing is to be asked for. */
	askAgain: number[];
}

/**
 * What earlier tries of this node brought. n8n's Retry On Fail and its retry of a failed execution run
 * the whole node again; what was paid for is taken from here instead of bought again.
 *
 * Within one execution a call is known by its place alone, for the parameters cannot change there while
 * what their expressions give may. In a retry of the execution it is new where a person changed the item's
 * data or, as written, a parameter that shapes the request.
 */
export class Kept {
	/** In a loop each turn has its own. */
	private readonly turn: string;
	/** By what it is of: an item's calls share it, and items may be large. */
	private readonly written = new Map<string, Promise<string>>();

	constructor(private readonly context: IExecuteFunctions) {
		this.turn = turnOf(context);
	}

	/**
	 * The images that an earlier try brought for this call and that are still in storage; undefined where
	 * none are. What was refused or may have been billed is asked for again when a person retries the
	 * execution, not when n8n does by itself.
	 */
	async images(call: ImageCall, storage: Storage): Promise<KeptCall | undefined> {
		const place = await placeOf(this.context, call);
		// At once, for what arrives is kept also when the execution has been stopped by then.
		const written = await this.writtenFor(call);
		const found = this.find(place, written);
		if (found?.images === undefined) return undefined;
		const askAgain: number[] = [];
		const images: CallImage[] = [];
		for (const [position, image] of found.images.entries()) {
			if (image.binary === undefined) {
				if (!found.sameExecution) askAgain.push(position);
				images.push(image);
				continue;
			}
			const stored = await inThisExecution(storage, image, found.sameExecution);
			if (stored === undefined) askAgain.push(position);
			images.push(stored ?? image);
		}
		return askAgain.length === images.length ? undefined : { images, askAgain };
	}

	async keepImages(call: ImageCall, images: CallImage[]): Promise<void> {
		this.keep(await placeOf(this.context, call), await this.writtenFor(call), {
			images: images.map((image) =>
				image.binary === undefined ? { json: image.json, label: image.label } : image,
			),
		});
	}

	/** @param written counts only where another execution kept the value. */
	find(place: string, written: string): (Brought & { sameExecution: boolean }) | undefined {
		const entry = this.read()[this.keyOf(place)];
		if (entry === undefined) return undefined;
		const sameExecution = entry.executionId === this.context.getExecutionId();
		if (!sameExecution && entry.written !== written) return undefined;
		return { ...entry, sameExecution };
	}

	keep(place: string, written: string, brought: Brought): void {
		const kept = this.read();
		const executionId = this.context.getExecutionId();
		kept[this.keyOf(place)] = { executionId, written, ...brought };
		this.context.getContext('node')[CONTEXT_KEY] = kept as unknown as IDataObject;
	}

	/** Forgets one place of this turn. */
	forget(place: string): void {
		delete this.read()[this.keyOf(place)];
	}

	/**
	 * Forgets what this turn kept: its images are in the output now. The calls of an agent's tool share a
	 * turn and may be under way at the same time: there only these calls are forgotten.
	 */
	async clear(calls: ImageCall[]): Promise<void> {
		const kept = this.read();
		const own = isTool(this.context)
			? await Promise.all(calls.map(async (call) => this.keyOf(await placeOf(this.context, call))))
			: Object.keys(kept).filter((key) => key.startsWith(this.keyOf('')));
		for (const key of own) delete kept[key];
		if (Object.keys(kept).length === 0) delete this.context.getContext('node')[CONTEXT_KEY];
	}

	private keyOf(place: string): string {
		return `${this.turn}:${place}`;
	}

	/** What shapes a call, as written. */
	async writtenFor({
		itemIndexes,
		letter,
		row,
	}: Pick<ImageCall, 'itemIndexes' | 'letter' | 'row'>): Promise<string> {
		const key = `${itemIndexes[0]}:${letter}`;
		const written = this.written.get(key) ?? writtenFor(this.context, itemIndexes, row);
		this.written.set(key, written);
		return await written;
	}

	private read(): AllKept {
		const context: IDataObject = this.context.getContext('node');
		return (context[CONTEXT_KEY] as unknown as AllKept | undefined) ?? {};
	}
}

/**
 * The place of a call within its turn. n8n counts each call of an agent's tool, and each try of one, as a
 * run of its own, so that the place says too little there: the request as it is sent is added.
 */
async function placeOf(context: IExecuteFunctions, call: ImageCall): Promise<string> {
	const { itemIndex, preset, letter, firstOfFormat, request, fingerprint } = call;
	const place = [itemIndex, preset ?? '', letter ?? '', firstOfFormat].join(':');
	if (!isTool(context)) return place;
	const { operation, body, exactPixels } = request;
	return `${place}:${await hashOf([operation, body, exactPixels, fingerprint])}`;
}
