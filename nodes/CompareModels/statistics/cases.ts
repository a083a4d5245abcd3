import type { Ballot } from './votes';

/** Reviewers' votes on one picture. */
export interface Votes {
	accepted: number;
	rejected: number;
}

/** One prompt in one repetition: the unit that is counted, however many reviewers looked at it. */
export interface Case {
	promptIndex: number;
	repetition: number;
	/** By letter, of the pictures that were judged. */
	votes: Map<string, Votes>;
}

/** Several reviewers of one picture are no independent trials, so they become one case. */
export function casesOf(ballots: readonly Ballot[]): Case[] {
	const cases = new Map<string, Case>();
	for (const { promptIndex, repetition, verdicts } of ballots) {
		const key = `${promptIndex}/${repetition}`;
		const found = cases.get(key) ?? { promptIndex, repetition, votes: new Map<string, Votes>() };
		cases.set(key, found);
		verdicts.forEach((accepted, letter) => {
			const votes = found.votes.get(letter) ?? { accepted: 0, rejected: 0 };
			votes[accepted ? 'accepted' : 'rejected']++;
			found.votes.set(letter, votes);
		});
	}
	return [...cases.values()];
}

/** The share of a picture's reviewers who accepted it, 0–1. */
export const shareOf = ({ accepted, rejected }: Votes): number => accepted / (accepted + rejected);
