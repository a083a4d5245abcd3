import { identifyImage } from '../../shared/images/identify';
import { isShown } from './thumbnailBudget';
import type { Thumbnail } from './thumbnail';

/** Files that cannot be opened here and that a browser may show: they go into the report as they are. */
export class Originals {
	/** @param left bytes that they may have together. */
	constructor(private left: number) {}

	/** Undefined if no browser shows the file, or it is too large for what is left. */
	take(bytes: Uint8Array): Thumbnail | undefined {
		const facts = identifyImage(bytes);
		if (facts === undefined || !isShown(facts) || bytes.length > this.left) return undefined;
		this.left -= bytes.length;
		const { mimeType, width, height } = facts;
		return { mimeType, bytes, width, height };
	}
}
