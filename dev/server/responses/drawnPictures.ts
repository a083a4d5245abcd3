import { createHash } from 'node:crypto';
import type { ImageJob } from '../types';
import { posterText } from '../painting/typesetting';
import type { DrawnPicture } from './behaviour';

/** More than any run has. */
const MOST_PICTURES = 5000;

/** What this server drew, by the bytes of the file: nothing is looked at, it is remembered. */
export class DrawnPictures {
	private readonly byHash = new Map<string, DrawnPicture>();

	remember(file: Buffer, { prompt, modelId, misprint }: ImageJob): void {
		if (this.byHash.size >= MOST_PICTURES) this.byHash.clear();
		this.byHash.set(hashOf(file), {
			prompt,
			modelId,
			texts: [misprint ?? posterText(prompt).headline],
		});
	}

	/** A picture from elsewhere is one without words. */
	recall(file: Buffer): DrawnPicture {
		return this.byHash.get(hashOf(file)) ?? { prompt: '', modelId: '', texts: [] };
	}
}

function hashOf(file: Buffer): string {
	return createHash('sha256').update(file).digest('base64');
}
