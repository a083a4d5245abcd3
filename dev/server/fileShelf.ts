import type { ServerResponse } from 'node:http';

const MOST_FILES = 200;
const TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml' };

/** Files that `url` answers point to, served without a key. The oldest go first. */
export class FileShelf {
	private readonly files = new Map<string, { bytes: Buffer; type: string }>();
	private kept = 0;

	/** @returns the file's path on this server. */
	keep(bytes: Buffer, extension: string): string {
		const path = `/files/image-${++this.kept}.${extension}`;
		this.files.set(path, { bytes, type: TYPES[extension] ?? `image/${extension}` });
		if (this.files.size > MOST_FILES) {
			for (const oldest of this.files.keys()) {
				this.files.delete(oldest);
				break;
			}
		}
		return path;
	}

	/** Sends the file at `path`, also below `/v1`; false where there is none. */
	answer(path: string, response: ServerResponse): boolean {
		const file = this.files.get(path.replace(/^\/v1/, ''));
		if (!file) return false;
		response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
		response.end(file.bytes);
		return true;
	}
}
