import { FORMATS_WITHOUT_BATCH } from '../models/batch';
import type { ModelChoice } from './modelChoice';
import { formatOf } from './rules';
import { type ImageSettings, SettingError, type Warning } from './settings';

/**
 * What the Batch API would turn down line by line, a day later.
 * @returns what may go wrong.
 * @throws {SettingError}
 */
export function checkForBatch(settings: ImageSettings, { id, entry }: ModelChoice): Warning[] {
	if (entry?.snapshots.includes(id)) {
		throw new SettingError(
			'model',
			`${id} is a dated snapshot, which the Batch API does not know`,
			`Choose ${entry.id}.`,
		);
	}
	const format = formatOf(settings);
	if (FORMATS_WITHOUT_BATCH.some((word) => word === format)) {
		throw new SettingError(
			'outputFormat',
			(name) => `${name} ${format} does not come in batches`,
			'Choose PNG, JPEG or WebP, or use GPT Image Generate or Edit.',
		);
	}
	if (entry === undefined || entry.inBatches) return [];
	const message = `${id} is not known to be in the Batch API: OpenAI may turn the batch down, which costs nothing`;
	return [{ setting: 'model', message }];
}
