import type { ModelEntry } from './types';

const DAY_MS = 86_400_000;

/** From this many days before its shutdown on, a model's use is warned of. */
export const RETIRING_SOON_DAYS = 30;

/** Whether a model is current, ending or shut down on a given day. */
export interface Lifecycle {
	/** `retiring`: a shutdown is announced and lies ahead. `retired`: its day has come. */
	status: 'active' | 'retiring' | 'retired';
	/** YYYY-MM-DD, null if none is announced. */
	shutdownDate: string | null;
	/** Whole days until the shutdown, 0 on its day and negative after it. Null if none is announced. */
	daysLeft: number | null;
	/** Ids to move to, the best first. */
	replacements: readonly string[];
}

/**
 * @param today YYYY-MM-DD
 * @param liveShutdownDate what `GET /models` says today: a date, or null for none announced. It goes
 * before the catalog's. Leave it out where the server was not asked or did not say.
 */
export function lifecycleOf(
	model: Pick<ModelEntry, 'shutdownDate' | 'replacements'>,
	today: string,
	liveShutdownDate?: string | null,
): Lifecycle {
	const shutdownDate = liveShutdownDate === undefined ? model.shutdownDate : liveShutdownDate;
	const { replacements } = model;
	const daysLeft = shutdownDate === null ? null : daysBetween(today, shutdownDate);
	if (daysLeft === null || Number.isNaN(daysLeft)) {
		return { status: 'active', shutdownDate: null, daysLeft: null, replacements };
	}
	return { status: daysLeft > 0 ? 'retiring' : 'retired', shutdownDate, daysLeft, replacements };
}

/** Whole days from one YYYY-MM-DD to the other; NaN if one is not a date. */
function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
