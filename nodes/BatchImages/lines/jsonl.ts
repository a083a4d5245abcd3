import type { EditFile } from '../../shared/openai/storedFile';
import { jsonOf, type FileReferences } from '../../shared/request/wire';
import type { BatchLine } from './lines';

/**
 * A file of a line of JSON for each entry, made while it is sent: it is never in memory as a whole.
 * @param lineOf the same each time it is asked.
 */
export function jsonlFile<Entry>(
	fileName: string,
	entries: readonly Entry[],
	lineOf: (entry: Entry) => unknown,
): EditFile {
	const textOf = (entry: Entry) => `${JSON.stringify(lineOf(entry))}\n`;
	async function* pieces() {
		for (const entry of entries) yield Buffer.from(textOf(entry));
	}
	return {
		fileName,
		mimeType: 'application/jsonl',
		size: entries.reduce((sum, entry) => sum + Buffer.byteLength(textOf(entry)), 0),
		load: async () => Buffer.from(entries.map(textOf).join('')),
		open: async () => pieces(),
	};
}

/** One request as a batch holds it: the body is what would be sent by itself. */
export function requestLine(
	{ row, endpoint, call }: BatchLine,
	files?: FileReferences,
): Record<string, unknown> {
	return {
		custom_id: row.customId,
		method: 'POST',
		url: endpoint,
		body: jsonOf(call.request, files),
	};
}
