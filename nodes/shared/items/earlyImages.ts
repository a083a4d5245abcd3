import { identifyImage } from '../images/identify';
import type { ImageSink } from '../openai/images';
import type { ImageCall } from './imageCall';
import type { Delivery } from './delivery';
import { storeImage, type ImageInStorage } from './storeImage';

/** Images of an answer that are stored at the same time. */
const MOST_STORING = 2;
/** Milliseconds for which an answer is held up in all. */
const LONGEST_HOLD_MS = 5_000;

/** Where the API's own answer has its images. */
const PLACE = /^data\/(\d+)\/b64_json$/;

/**
 * Stores the images of an answer of several while the others arrive, and lets their bytes go, so that not all of them
 * lie in memory at once. What is cropped or measured first is left to `deliverAnswer`, as is what cannot be stored.
 */
export class EarlyImages implements ImageSink {
	heldMs = 0;
	private readonly images = new WeakMap<Uint8Array, Promise<ImageInStorage | undefined>>();
	private readonly storing = new Set<Promise<unknown>>();

	constructor(
		private readonly delivery: Delivery,
		private readonly call: ImageCall,
	) {}

	/** @param path of the image in the answer. @param bytes are let go when they are stored. */
	readonly take = (path: string, bytes: Buffer): void => {
		const { request, inspect } = this.call;
		const position = PLACE.exec(path)?.[1];
		if (position === undefined || request.images < 2) return;
		if (request.exactPixels !== undefined || inspect !== undefined) return;
		const stored = this.store(Number(position), bytes).catch(() => undefined);
		this.images.set(bytes, stored);
		this.storing.add(stored);
		void stored.then(() => this.storing.delete(stored));
	};

	/** Where images come faster than they are stored, the answer waits, but not so long that the server gives up. */
	turn(): Promise<void> | undefined {
		const full = this.storing.size >= MOST_STORING && this.heldMs < LONGEST_HOLD_MS;
		return full ? this.hold() : undefined;
	}

	/** Undefined where the bytes are still to be stored. */
	async of(bytes: Uint8Array | undefined): Promise<ImageInStorage | undefined> {
		return bytes && (await this.images.get(bytes));
	}

	private async hold(): Promise<void> {
		const { clock, signal } = this.delivery;
		const since = clock.now();
		const over = new AbortController();
		const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
		await Promise.race([...this.storing, clock.sleep(LONGEST_HOLD_MS - this.heldMs, either)]);
		over.abort();
		this.heldMs += clock.now() - since;
	}

	private async store(position: number, bytes: Buffer): Promise<ImageInStorage | undefined> {
		const facts = identifyImage(bytes);
		return facts && (await storeImage(this.delivery, this.call, position, bytes, facts));
	}
}
