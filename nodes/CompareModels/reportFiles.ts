import type { IBinaryData } from 'n8n-workflow';
import { safeFileName } from '../shared/items/fileName';
import { storeBinary, type Storage } from '../shared/items/storedBinary';

/** The files of an item, named after a title. */
export class ReportFiles {
	readonly binary: Record<string, IBinaryData> = {};
	private readonly name: string;

	constructor(
		private readonly storage: Storage,
		title: string,
	) {
		this.name = safeFileName(title);
	}

	/** @param ending of the file's name, with its extension. */
	async add(field: string, content: Uint8Array | string, ending: string, type: string) {
		const bytes = typeof content === 'string' ? Buffer.from(content) : content;
		this.binary[field] = await storeBinary(this.storage, bytes, `${this.name}${ending}`, type);
	}

	/** `contactSheet`, then one field per further page. @param separator between name and number. */
	async addSheet(pages: readonly Uint8Array[], separator: '' | '_') {
		for (const [page, bytes] of pages.entries()) {
			const number = page === 0 ? '' : `${separator}${page + 1}`;
			const ending = page === 0 ? '' : `_${page + 1}`;
			await this.add(`contactSheet${number}`, bytes, `-contact-sheet${ending}.png`, 'image/png');
		}
	}
}
