import { answerBytes } from '../../shared/openai/answerBytes';
import { fileContent } from '../../shared/openai/files';
import { freely } from '../../shared/openai/freely';
import { jsonLines } from '../../shared/openai/jsonLines';
import type { RequestDeps } from '../../shared/openai/withRetries';
import type { BatchRow } from './types';

/**
 * The rows of a batch from the file that was uploaded with it. Lines that are no row are left out.
 * @throws {ApiError} with status 404 where the file is gone.
 */
export async function readManifest(deps: RequestDeps, fileId: string): Promise<BatchRow[]> {
	return await freely(deps, async () => {
		const rows: BatchRow[] = [];
		for await (const { decoded } of jsonLines(fileContent(deps, fileId), answerBytes)) {
			if (isRow(decoded?.json)) rows.push(decoded.json);
		}
		return rows;
	});
}

/** Whether it is a row as far as collecting needs it: it may have come a long way. */
export function isRow(value: unknown): value is BatchRow {
	if (typeof value !== 'object' || value === null) return false;
	const { customId, itemIndex, prompt, index, count, asked } = value as Partial<BatchRow>;
	return (
		typeof customId === 'string' &&
		Number.isInteger(itemIndex) &&
		typeof prompt === 'string' &&
		Number.isInteger(index) &&
		Number.isInteger(count) &&
		typeof asked === 'object' &&
		asked !== null
	);
}
