import { afterTurn } from './afterTurn';

/** Who waits for a turn: of all long calculations only one goes on in each turn of the event loop. */
const waiting: Array<() => void> = [];

/** A stream that has handed out a piece needs a turn or two to ask for its next one. */
const QUIET_TURNS = 3;
/** Milliseconds for which calculations stand back at most, so that answers without end don't stop them. */
const LONGEST_WAIT_MS = 100;

/** How many pieces of answers this process has read, now and when a calculation last went on. */
let read = 0;
let readBefore = 0;

/**
 * Tells that a piece of an answer was read. Calculations go on when no more come: an answer of a hundred pieces that
 * waits for a slice of theirs at each would seem to have taken a second longer than it did.
 */
export function answerGoesOn(): void {
	read++;
}

function nextTurn(since = performance.now(), quietTurns = 0): void {
	const readAtStart = read;
	afterTurn(() => {
		const quiet = read === readAtStart ? quietTurns + 1 : 0;
		const calm = read === readBefore || quiet >= QUIET_TURNS;
		if (!calm && performance.now() - since < LONGEST_WAIT_MS) {
			nextTurn(since, quiet);
			return;
		}
		readBefore = read;
		waiting.shift()?.();
		if (waiting.length > 0) nextTurn();
	});
}

/**
 * Lets the event loop turn, so that a long calculation does not hold up everybody else's work. Many at once
 * take turns.
 * @throws the signal's reason where it is aborted.
 */
export async function breathe(signal?: AbortSignal): Promise<void> {
	signal?.throwIfAborted();
	await new Promise<void>((resolve) => {
		waiting.push(resolve);
		if (waiting.length === 1) nextTurn();
	});
	signal?.throwIfAborted();
}
