import type { PageData } from '../../nodes/ReviewImages/protocol/page';

/** What is seen of the round while the page waits. */
export type Seen =
	/** n8n works, or cannot be reached for a moment. */
	{ kind: 'working' } | { kind: 'finished' } | { kind: 'waiting'; data: PageData };

export type Next =
	| { kind: 'keepWaiting' }
	/** The same round, for other reviewers' answers. */
	| { kind: 'others'; data: PageData }
	/** n8n has lost the answer: send it again. */
	| { kind: 'sendAgain' }
	| { kind: 'newRound'; data: PageData }
	| { kind: 'finished' };

/** What the page does next after an answer was sent. @param sent the answer's round and id. */
export function nextAfter(seen: Seen, sent: { round: string; id: string }): Next {
	if (seen.kind === 'working') return { kind: 'keepWaiting' };
	if (seen.kind === 'finished') return { kind: 'finished' };
	const { data } = seen;
	if (data.round !== sent.round) return { kind: 'newRound', data };
	return data.answerIds.includes(sent.id) ? { kind: 'others', data } : { kind: 'sendAgain' };
}

/** Milliseconds to the next look: soon at first, then ever less often, never less than twice a minute. */
export const lookAgainAfter = (looks: number): number =>
	Math.min(30_000, 1500 * 1.15 ** Math.max(0, looks - 8));

const ENDED = ['success', 'error', 'canceled', 'crashed', 'null'];

/** Asks n8n what it is at, and for the round that waits. */
export async function look({
	address,
	statusAddress,
}: Pick<PageData, 'address' | 'statusAddress'>): Promise<Seen> {
	try {
		const status = await fetch(statusAddress);
		const word = status.ok ? (await status.text()).trim() : '';
		if (ENDED.includes(word)) return { kind: 'finished' };
		if (!word.includes('waiting')) return { kind: 'working' };
		const answer = await fetch(`${address}&want=data`);
		if (!answer.ok) return { kind: 'working' };
		const data = (await answer.json()) as PageData | null;
		return data === null ? { kind: 'working' } : { kind: 'waiting', data };
	} catch {
		return { kind: 'working' };
	}
}
