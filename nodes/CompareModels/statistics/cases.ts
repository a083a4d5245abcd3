import { caseKey, imageKey, type CountedImage } from './comparedImages';
import type { Vote } from './votes';

/** Reviewers' votes on one image. */
export interface ImageVotes {
	taken: number;
	left: number;
}

/** The share of an image's reviewers who took it, 0–1. */
export const shareOf = ({ taken, left }: ImageVotes): number => taken / (taken + left);

/** What reviewers said, by image. */
export class VoteCounts {
	private readonly byImage = new Map<string, ImageVotes>();
	private readonly answered = new Set<string>();

	constructor(votes: readonly Vote[]) {
		for (const { image, taken } of votes) {
			const counts = this.byImage.get(imageKey(image)) ?? { taken: 0, left: 0 };
			counts[taken ? 'taken' : 'left']++;
			this.byImage.set(imageKey(image), counts);
			this.answered.add(caseKey(image));
		}
	}

	/** Undefined if no reviewer judged it. */
	of(image: CountedImage): ImageVotes | undefined {
		return this.byImage.get(imageKey(image));
	}

	/** Whether anyone answered on the images that this one was asked for together with. */
	isAnswered(image: CountedImage): boolean {
		return this.answered.has(caseKey(image));
	}

	/**
	 * The share of its reviewers who took it, 0–1; a refusal of an answered prompt is an image that nobody could
	 * take. Undefined if nothing is known.
	 */
	usableShare(image: CountedImage): number | undefined {
		const counts = this.of(image);
		if (counts) return shareOf(counts);
		return image.status === 'refused' && this.isAnswered(image) ? 0 : undefined;
	}

	/** How many answers `usableShare` is the mean of. */
	answers(image: CountedImage): number {
		const counts = this.of(image);
		return counts ? counts.taken + counts.left : 1;
	}
}
