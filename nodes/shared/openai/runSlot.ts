/** A call's place among the calls of its run. `run/gate.ts` hands it out. */
export interface RunSlot {
	/**
	 * Gives the place back, waits, and takes a place again ahead of calls that have not started.
	 * @param waitMs milliseconds to wait at least.
	 * @param wholeRun the API asked for less: nothing of the run is sent meanwhile, and fewer calls
	 * run at once afterwards.
	 * @throws {ApiError} when the run was cancelled, or what closed the run.
	 */
	waitToRetry(waitMs: number, wholeRun: boolean): Promise<void>;
}
