import { afterTurn } from './afterTurn';
import { breathe } from './breathe';

/** Milliseconds of work between two pauses; a row of a very large image may add some. */
const SLICE_MS = 12;

/** When the work of this turn of the event loop began; undefined where nothing has asked in this turn. */
let began: number | undefined;

function beginningOfTurn(): number {
	if (began === undefined) {
		began = performance.now();
		afterTurn(() => (began = undefined));
	}
	return began;
}

/**
 * Cuts long calculations into short slices. Ask `due` after every row or so; it is true when it is time
 * for `pause`. All calculations of a turn of the event loop count together: many short ones may follow one another
 * without any of them pausing by itself.
 */
export class Slices {
	/** @param signal the execution's: once it is aborted, the next pause throws. */
	constructor(private readonly signal?: AbortSignal) {
		beginningOfTurn();
	}

	/** Whether this slice has lasted long enough. */
	get due(): boolean {
		return performance.now() - beginningOfTurn() > SLICE_MS;
	}

	/** Lets everybody else's work go on. @throws the signal's reason once it is aborted. */
	async pause(): Promise<void> {
		await breathe(this.signal);
		began = undefined;
	}
}

/**
 * Does a calculation that yields wherever it may be interrupted.
 * @throws the signal's reason once it is aborted.
 */
export async function inSlices<Result>(
	steps: Generator<void, Result>,
	signal?: AbortSignal,
): Promise<Result> {
	const slices = new Slices(signal);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		if (slices.due) await slices.pause();
	}
}

/** Does such a calculation in one go. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
