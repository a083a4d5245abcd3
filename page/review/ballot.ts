import type { AnswerBody, ImageDecision, Pin } from '../../nodes/ReviewImages/protocol/answer';
import { gapsOf, type Gap } from '../../nodes/ReviewImages/protocol/gaps';
import type { Decision, DrawingKind, PageData } from '../../nodes/ReviewImages/protocol/page';
import { Strokes } from './strokes';

/** What a reviewer has said of one image so far. */
export interface ImageAnswer {
	decision: Decision | null;
	comment: string;
	pins: Pin[];
	strokes: Strokes;
	kind: DrawingKind;
}

/** A pick of one group; null: none of these. */
export interface GroupPick {
	image: number | null;
	comment: string;
}

/** All that a reviewer has said in a round. Knows nothing of the browser. */
export class Ballot {
	readonly images: ImageAnswer[];
	readonly picks = new Map<number, GroupPick>();
	reviewer: string;

	constructor(
		readonly data: PageData,
		reviewer = '',
	) {
		const kind = data.drawing[0] ?? 'region';
		this.images = data.images.map(() => ({
			decision: null,
			comment: '',
			pins: [],
			strokes: new Strokes(),
			kind,
		}));
		const isListed = data.reviewers.length === 0 || data.reviewers.includes(reviewer);
		this.reviewer = isListed ? reviewer : '';
	}

	/** How many images, or groups to pick from, have their decision. */
	get done(): number {
		if (this.data.ballot === 'pick') return this.picks.size;
		return this.images.filter(({ decision }) => decision !== null).length;
	}

	get all(): number {
		return this.data.ballot === 'pick' ? this.data.groups.length : this.data.images.length;
	}

	/** Whether anything would be lost by leaving. */
	get isTouched(): boolean {
		return this.done > 0 || this.images.some(({ comment }) => comment !== '');
	}

	/** What is still to be answered before it can be sent. */
	get gaps(): Gap[] {
		return gapsOf(this.data, {
			reviewer: this.reviewer,
			decisions: this.decisions(),
			picks: this.pickList(),
		});
	}

	/** Whether the image's drawing is sent: only a requested change takes one. */
	isDrawn(image: number): boolean {
		const { decision, strokes } = this.images[image]!;
		return decision === 'change' && this.data.drawing.length > 0 && !strokes.isEmpty;
	}

	/**
	 * The answer as it is sent.
	 * @param id random; the same for every try.
	 * @param drawings PNGs in base64 by index of the image.
	 */
	body(id: string, drawings: ReadonlyMap<number, string> = new Map()): AnswerBody {
		return {
			round: this.data.round,
			id,
			reviewer: this.reviewer.trim(),
			decisions: this.decisions().map((decision) => {
				const png = drawings.get(decision.image);
				const { kind } = this.images[decision.image]!;
				return png === undefined ? decision : { ...decision, drawing: { kind, png } };
			}),
			picks: this.pickList(),
		};
	}

	private decisions(): ImageDecision[] {
		if (this.data.ballot === 'pick') return [];
		const hasComments = this.data.comments !== 'off';
		return this.images.flatMap(({ decision, comment, pins }, image) =>
			decision === null
				? []
				: {
						image,
						decision,
						comment: hasComments ? comment.trim() : '',
						pins:
							hasComments && decision === 'change'
								? pins.filter(({ text }) => text.trim() !== '')
								: [],
					},
		);
	}

	private pickList(): AnswerBody['picks'] {
		const hasComments = this.data.comments !== 'off';
		return [...this.picks].map(([group, { image, comment }]) => ({
			group,
			image,
			comment: hasComments ? comment.trim() : '',
		}));
	}
}
