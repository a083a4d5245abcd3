import { count } from '../../shared/words';

/** "1 batch", "20 batches". */
export const batchesInWords = (batches: number): string =>
	`${count(batches)} ${batches === 1 ? 'batch' : 'batches'}`;
