import type { IDataObject } from 'n8n-workflow';
import type { ImageResult, Outcome, Voice } from '../answers/settle';
import type { Pin } from '../protocol/answer';
import type { DrawingKind } from '../protocol/page';

/** `json.review` of an item. */
export interface ReviewJson {
	status: Outcome | 'noAnswer' | 'voted';
	/** Null where there was no answer. */
	decision: Voice['decision'] | null;
	/** All comments; with names where several people answered. */
	comment: string;
	pins: Pin[];
	reviewers: Voice[];
	/** From 1. */
	round: number;
	/** The letter or letters that were shown. */
	letter: string;
	/** ISO time; null if nothing was decided. */
	decidedAt: string | null;
	/** For GPT Image Edit. Only of a requested change. */
	instruction?: string;
	/** Only on No Answer: what keeps this apart from a review of an earlier step. */
	roundId?: string;
}

export const asJson = (review: ReviewJson): IDataObject => review as unknown as IDataObject;

/** All that was said, each line with its name where there are several names. */
export function joinedComments(voices: readonly Voice[]): string {
	const said = voices.filter(({ comment }) => comment !== '');
	const names = new Set(voices.map(({ name }) => name));
	return said
		.map(({ name, comment }) => (names.size > 1 && name !== '' ? `${name}: ${comment}` : comment))
		.join('\n');
}

/** Of several images of an item the voices once each; where a person said several things, each of them. */
export function voicesOf(results: readonly ImageResult[]): Voice[] {
	const seen = new Set<string>();
	return results
		.flatMap(({ voices }) => voices)
		.filter(({ name, decision, comment, at }) => {
			const key = JSON.stringify([name, decision, comment, at]);
			return !seen.has(key) && seen.add(key);
		});
}

export type { DrawingKind };
