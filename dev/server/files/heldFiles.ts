import { randomUUID } from 'node:crypto';
import type { UploadedFile } from '../types';

/** A file of lines that are made while they are sent, so that none is ever held. */
export interface MadeContent {
	lines: number;
	/** The text of a line in pieces, its line break included. */
	piecesOf(line: number): Promise<Iterable<string>>;
}

export type FileContent =
	{ kind: 'bytes'; file: UploadedFile } | { kind: 'made'; made: MadeContent; bytes?: number };

/** A file of `/v1/files`. */
export interface HeldFile {
	id: string;
	purpose: string;
	fileName: string;
	/** Seconds since 1970. */
	createdAt: number;
	/** The same; null: never. */
	expiresAt: number | null;
	deleted: boolean;
	content: FileContent;
}

/** All files that were uploaded or made. */
export class HeldFiles {
	private readonly files = new Map<string, HeldFile>();

	add(file: Omit<HeldFile, 'id' | 'deleted'>): HeldFile {
		const held = { ...file, id: `file-${randomUUID().replaceAll('-', '')}`, deleted: false };
		this.files.set(held.id, held);
		return held;
	}

	/** Undefined for a file that never was, is deleted or has expired. */
	find(id: string, now: number): HeldFile | undefined {
		const file = this.files.get(id);
		return file && isThere(file, now) ? file : undefined;
	}

	/** What is there, the newest first. */
	list(now: number): HeldFile[] {
		return this.all()
			.filter((file) => isThere(file, now))
			.reverse();
	}

	/** In the order in which they came, deleted ones too. */
	all(): HeldFile[] {
		return [...this.files.values()];
	}

	delete(file: HeldFile): void {
		file.deleted = true;
		file.content = {
			kind: 'made',
			made: { lines: 0, piecesOf: async () => [] },
			bytes: sizeNow(file),
		};
	}

	/** The bytes of an image to edit; which purposes may be used for it is not known, results and lines are not. */
	imageOf(id: string, now: number): UploadedFile | undefined {
		const file = this.find(id, now);
		if (file?.content.kind !== 'bytes' || file.purpose === 'batch') return undefined;
		return file.content.file;
	}

	reset(): void {
		this.files.clear();
	}
}

export function isThere({ deleted, expiresAt }: HeldFile, now: number): boolean {
	return !deleted && (expiresAt === null || expiresAt > now);
}

/** Bytes, as far as they are known without making the file. */
export function sizeNow({ content }: HeldFile): number | undefined {
	return content.kind === 'bytes' ? content.file.bytes.length : content.bytes;
}

/** Bytes. A file that is not made yet is made once to count them. */
export async function sizeOf({ content }: HeldFile): Promise<number> {
	if (content.kind === 'bytes') return content.file.bytes.length;
	if (content.bytes !== undefined) return content.bytes;
	let bytes = 0;
	for (let line = 0; line < content.made.lines; line++) {
		for (const piece of await content.made.piecesOf(line)) bytes += Buffer.byteLength(piece);
	}
	content.bytes = bytes;
	return bytes;
}
