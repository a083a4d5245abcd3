import type { ServerResponse } from 'node:http';
import type { FileGuard } from './behaviour/faults';
import { sendJson } from './send';

const MOST_FILES = 200;
const TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml' };

interface KeptFile {
	bytes: Buffer;
	type: string;
	guard: FileGuard;
	/** How often it is still not ready. */
	notReady: number;
}

/** Files that `url` answers point to, served without a key unless a guard says otherwise. The oldest go first. */
export class FileShelf {
	private readonly files = new Map<string, KeptFile>();
	private kept = 0;

	/** @returns the file's path on this server. */
	keep(bytes: Buffer, extension: string, guard: FileGuard = {}): string {
		const path = `/files/image-${++this.kept}.${extension}`;
		const type = TYPES[extension] ?? `image/${extension}`;
		this.files.set(path, { bytes, type, guard, notReady: guard.notReady?.times ?? 0 });
		if (this.files.size > MOST_FILES) {
			for (const oldest of this.files.keys()) {
				this.files.delete(oldest);
				break;
			}
		}
		return path;
	}

	/** Answers for the file at `path`, also below `/v1`; false where there is none. */
	answer(path: string, response: ServerResponse, hasKey: boolean): boolean {
		const file = this.files.get(path.replace(/^\/v1/, ''));
		if (!file) return false;
		const { withKey, notReady, redirectTo } = file.guard;
		if (withKey !== undefined && !hasKey) {
			sendJson(response, withKey, { detail: 'Not authenticated' });
		} else if (notReady && file.notReady > 0) {
			file.notReady--;
			const { status, retryAfterMs } = notReady;
			const wait: Record<string, string> =
				retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) };
			sendJson(response, status, { status: 'processing' }, wait);
		} else if (redirectTo !== undefined) {
			sendJson(response, 302, {}, { location: redirectTo });
		} else {
			response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
			response.end(file.bytes);
		}
		return true;
	}
}
