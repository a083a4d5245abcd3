import { freeBuffer } from '../../shared/freeBuffer';
import { ImageDecodeError } from '../../shared/images/imageDecodeError';
import { hammingDistance, perceptualHash } from '../../shared/images/perceptualHash';
import { structuralSimilarity } from '../../shared/images/similarity';
import type { Raster } from '../../shared/images/types';
import type { InputImage } from '../../shared/inputs/storedImage';
import type { Resources } from '../../shared/items/resources';
import { expected } from '../../shared/words';
import { Backlog } from './backlog';
import { DECODE_LIMITS } from '../matrix/baselines';
import { cellKey, type CellPlace } from '../matrix/cell';
import type { ContactSheet } from '../sheet/contactSheet';
import type { Thumbnail } from './thumbnail';
import { openSmall } from '../../shared/images/shrink';
import { openShown } from './openShown';
import { Thumbnails, THUMBNAIL_EDGE } from './thumbnail';
import { Originals } from './originals';
import { spareBytes, thumbnailBudgetBytes } from './thumbnailBudget';

/** What was seen of a cell's image. */
export interface SeenImage {
	/** Small; of an image that cannot be opened here the file itself, where a browser can show it. */
	thumbnail?: Thumbnail;
	/** Why it cannot be opened here. */
	cannotBeOpened?: string;
	/** SSIM to the stored image, 0 to 1. */
	similarity?: number;
	/** Bits of 64 in which the perceptual hashes differ. */
	perceptualDistance?: number;
}

interface Baseline {
	/** Small: no measure looks at more. */
	raster: Raster;
	hash: string;
}

/** Bytes of files that may wait in memory to be looked at. */
const BACKLOG_BYTES = 24_000_000;

/**
 * Looks at each image once, after it arrived: puts it on the contact sheet, makes its thumbnail, and
 * compares it with the stored image. Only small things are kept.
 */
export class Gallery {
	readonly seen = new Map<string, SeenImage>();
	readonly baselineThumbnails = new Map<number, Thumbnail>();
	private readonly baselines = new Map<number, Promise<Baseline>>();
	private readonly left = new Map<number, number>();
	private readonly taken = new Set<string>();
	private readonly backlog: Backlog;
	private readonly edge: number;
	private readonly thumbnails: Thumbnails;
	private readonly originals: Originals;

	/**
	 * @param stored the stored images by prompt; none if there is no baseline.
	 * @param cellsPerPrompt after this many images of a prompt its baseline is released.
	 * @param report how many images it is going to show, which holds its size, and whether it may have files as
	 * they are where they cannot be opened here.
	 * @param resources through which images are opened, a few at a time, until the execution is stopped.
	 */
	constructor(
		private readonly sheet: ContactSheet,
		private readonly stored: ReadonlyMap<number, InputImage>,
		private readonly cellsPerPrompt: number,
		{ images, withOriginals }: { images: number; withOriginals: boolean },
		private readonly resources: Pick<Resources, 'openings' | 'signal'>,
	) {
		this.backlog = new Backlog(resources.openings, BACKLOG_BYTES, resources.signal);
		this.thumbnails = new Thumbnails(thumbnailBudgetBytes(images));
		this.originals = new Originals(withOriginals ? spareBytes(images) : 0);
		this.edge = Math.max(sheet.longestEdge, THUMBNAIL_EDGE);
	}

	/**
	 * Takes in an image; it is looked at later, and waited for only where many wait. Of two
	 * images for one place the first counts.
	 * @param bytes are the gallery's from then on: it gives their memory back.
	 * @param name of the file, for the sheet where it cannot be opened.
	 */
	async add(place: CellPlace, bytes: Uint8Array, name?: string): Promise<void> {
		if (this.isTaken(place)) return;
		await this.backlog.add(bytes.length, async () => await this.look(place, bytes, name));
	}

	/**
	 * The same for an image that is in storage: its bytes are loaded when it is looked at.
	 * @param load gives bytes that are the gallery's from then on. What it throws comes back from `settle`.
	 */
	addStored(place: CellPlace, load: () => Promise<Uint8Array>): void {
		if (this.isTaken(place)) return;
		void this.backlog.add(0, async () => await this.look(place, await load()));
	}

	/** @param text why there is no image; what stands before a colon becomes the heading. */
	async addMissing(place: CellPlace, text: string): Promise<void> {
		if (!this.isTaken(place)) await this.placeText(place, text);
	}

	/** Resolves when every image that was taken in has been looked at. */
	async settle(): Promise<void> {
		await this.backlog.done();
	}

	seenAt(place: CellPlace): SeenImage | undefined {
		return this.seen.get(cellKey(place));
	}

	/** Puts the stored images on the sheet that no delivered image was compared with. */
	async addLeftBaselines(): Promise<void> {
		for (const promptIndex of this.stored.keys()) {
			if (!this.baselineThumbnails.has(promptIndex)) {
				await this.resources.openings.run(async () => await this.baselineOf(promptIndex));
			}
			this.baselines.delete(promptIndex);
		}
	}

	private isTaken(place: CellPlace): boolean {
		const key = cellKey(place);
		if (this.taken.has(key)) return true;
		this.taken.add(key);
		return false;
	}

	/** What cannot be opened is said on the sheet. */
	private async look(place: CellPlace, bytes: Uint8Array, name?: string): Promise<void> {
		try {
			const { signal } = this.resources;
			const raster = await this.open(bytes);
			const seen: SeenImage = { thumbnail: await this.thumbnails.make(raster, signal) };
			const baseline = await this.baselineOf(place.promptIndex);
			if (baseline) {
				seen.similarity = await structuralSimilarity(baseline.raster, raster, signal);
				seen.perceptualDistance = hammingDistance(
					baseline.hash,
					await perceptualHash(raster, signal),
				);
			}
			this.seen.set(cellKey(place), seen);
			await this.sheet.place(place.promptIndex, place.column, raster, place.repetition);
			for (const used of [bytes, raster.data]) freeBuffer(used);
		} catch (thrown) {
			const { message } = expected(thrown, ImageDecodeError);
			const thumbnail = this.originals.take(bytes);
			this.seen.set(cellKey(place), { ...(thumbnail && { thumbnail }), cannotBeOpened: message });
			await this.placeText(place, `Cannot be shown: ${name ? `${name}. ` : ''}${message}`);
			return;
		}
		this.letGo(place.promptIndex);
	}

	/** No larger than the sheet and the report show it. @throws {ImageDecodeError} */
	private async open(bytes: Uint8Array): Promise<Raster> {
		return await openShown(bytes, this.edge, this.resources.signal);
	}

	private async placeText(place: CellPlace, text: string): Promise<void> {
		await this.sheet.place(place.promptIndex, place.column, { text }, place.repetition);
		this.letGo(place.promptIndex);
	}

	private async baselineOf(promptIndex: number): Promise<Baseline | undefined> {
		const image = this.stored.get(promptIndex);
		if (image === undefined) return undefined;
		let baseline = this.baselines.get(promptIndex);
		if (baseline === undefined) {
			baseline = this.openBaseline(promptIndex, image);
			this.baselines.set(promptIndex, baseline);
		}
		return await baseline;
	}

	private async openBaseline(promptIndex: number, image: InputImage): Promise<Baseline> {
		const { signal } = this.resources;
		const bytes = await image.load();
		const { raster } = await openSmall(bytes, image.facts, DECODE_LIMITS, this.edge, signal);
		const thumbnail = await this.thumbnails.make(raster, signal);
		if (thumbnail) this.baselineThumbnails.set(promptIndex, thumbnail);
		await this.sheet.place(promptIndex, 'baseline', raster);
		return { raster, hash: await perceptualHash(raster, signal) };
	}

	private letGo(promptIndex: number): void {
		const left = (this.left.get(promptIndex) ?? this.cellsPerPrompt) - 1;
		this.left.set(promptIndex, left);
		if (left === 0 && this.baselineThumbnails.has(promptIndex)) this.baselines.delete(promptIndex);
	}
}
