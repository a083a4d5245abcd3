import { breathe } from './breathe';

/** Milliseconds of work between two pauses; a row of a very large image may add some. */
const SLICE_MS = 12;

/**
 * Cuts a long calculation into short slices. Ask `due` after every row or so; it is true when it is time
 * for `pause`.
 */
export class Slices {
	private since = performance.now();

	/** @param signal the execution's: once it is aborted, the next pause throws. */
	constructor(private readonly signal?: AbortSignal) {}

	/** Whether this slice has lasted long enough. */
	get due(): boolean {
		return performance.now() - this.since > SLICE_MS;
	}

	/** Lets everybody else's work go on. @throws the signal's reason once it is aborted. */
	async pause(): Promise<void> {
		await breathe(this.signal);
		this.since = performance.now();
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
