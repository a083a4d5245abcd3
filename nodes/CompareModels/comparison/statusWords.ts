import type { CellStatus } from './types';

/** What became of a cell, in words that name no model. */
export const STATUS_WORDS: Readonly<Record<CellStatus, string>> = {
	ok: 'Delivered',
	refused: 'Refused',
	rate_limited: 'Rate limited',
	invalid: 'Not accepted by the API',
	timeout: 'Timed out',
	budget: 'Not run: budget reached',
	retired: 'Model is retired',
	cancelled: 'Cancelled',
	expired: 'Not made in time',
	failed: 'Did not arrive',
};
