import { decodeImage } from '../shared/images/exactPixels';
import { identifyImage } from '../shared/images/identify';
import { ImageDecodeError } from '../shared/images/imageDecodeError';
import { hammingDistance, perceptualHash } from '../shared/images/perceptualHash';
import { structuralSimilarity } from '../shared/images/similarity';
import type { Raster } from '../shared/images/types';
import { API_LIMITS } from '../shared/models/catalog';
import type { InputImage } from '../shared/n8n/edit/inputs';
import { expected } from '../shared/n8n/expected';
import { decodeBaseline } from './baselines';
import type { CellPlace } from './plan';
import type { ContactSheet } from './report/contactSheet';
import type { Thumbnail } from './report/types';
import { makeThumbnail } from './thumbnail';

/** What was seen of a cell's picture. */
export interface SeenPicture {
	thumbnail?: Thumbnail;
	/** SSIM to the stored picture, 0 to 1. */
	similarity?: number;
	/** Bits of 64 in which the perceptual hashes differ. */
	perceptualDistance?: number;
}

interface Baseline {
	raster: Raster;
	hash: string;
}

/**
 * Looks at each picture once, when it arrives: puts it on the contact sheet, makes its thumbnail, and
 * holds it against the stored picture. Only small things are kept.
 */
export class Gallery {
	readonly seen = new Map<string, SeenPicture>();
	readonly baselineThumbnails = new Map<number, Thumbnail>();
	private readonly baselines = new Map<number, Promise<Baseline>>();
	private readonly left = new Map<number, number>();

	/**
	 * @param stored the stored pictures by prompt; none where there is no baseline.
	 * @param cellsPerPrompt after so many pictures a prompt's baseline is let go.
	 * @param thumbnailBudget bytes.
	 */
	constructor(
		private readonly sheet: ContactSheet,
		private readonly stored: ReadonlyMap<number, InputImage>,
		private readonly cellsPerPrompt: number,
		private readonly thumbnailBudget: number,
	) {}

	/** Takes in a delivered picture. What cannot be opened is said on the sheet. */
	async add(place: CellPlace, bytes: Uint8Array): Promise<void> {
		try {
			const facts = identifyImage(bytes);
			if (facts === undefined) throw new ImageDecodeError('The file is no image.');
			const limits = { maxPixels: API_LIMITS.inputImagePixels };
			const raster = await decodeImage(bytes, facts, limits);
			const seen: SeenPicture = { thumbnail: await makeThumbnail(raster, this.thumbnailBudget) };
			const baseline = await this.baselineOf(place.promptIndex);
			if (baseline) {
				seen.similarity = await structuralSimilarity(baseline.raster, raster);
				seen.perceptualDistance = hammingDistance(baseline.hash, await perceptualHash(raster));
			}
			this.seen.set(keyOf(place), seen);
			await this.sheet.place(place.promptIndex, place.variantIndex, raster, place.repetition);
		} catch (thrown) {
			const unreadable = expected(thrown, ImageDecodeError);
			await this.addMissing(place, `Cannot be shown: ${unreadable.message}`);
			return;
		}
		this.letGo(place.promptIndex);
	}

	/** @param text why there is no picture; what stands before a colon becomes the heading. */
	async addMissing(place: CellPlace, text: string): Promise<void> {
		await this.sheet.place(place.promptIndex, place.variantIndex, { text }, place.repetition);
		this.letGo(place.promptIndex);
	}

	seenAt(place: CellPlace): SeenPicture | undefined {
		return this.seen.get(keyOf(place));
	}

	/** Puts the stored pictures on the sheet that no delivered picture was held against. */
	async addLeftBaselines(): Promise<void> {
		for (const promptIndex of this.stored.keys()) {
			if (!this.baselineThumbnails.has(promptIndex)) await this.baselineOf(promptIndex);
			this.baselines.delete(promptIndex);
		}
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
		const raster = await decodeBaseline(image);
		const thumbnail = await makeThumbnail(raster, this.thumbnailBudget);
		if (thumbnail) this.baselineThumbnails.set(promptIndex, thumbnail);
		await this.sheet.place(promptIndex, 'baseline', raster);
		return { raster, hash: await perceptualHash(raster) };
	}

	private letGo(promptIndex: number): void {
		const left = (this.left.get(promptIndex) ?? this.cellsPerPrompt) - 1;
		this.left.set(promptIndex, left);
		if (left === 0 && this.baselineThumbnails.has(promptIndex)) this.baselines.delete(promptIndex);
	}
}

function keyOf({ promptIndex, variantIndex, repetition }: CellPlace): string {
	return `${promptIndex}/${variantIndex}/${repetition}`;
}
