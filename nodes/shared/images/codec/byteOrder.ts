/** Whole numbers out of a file's bytes. Bytes past the end count as 0: check lengths where it matters. */

export const u16be = (bytes: Uint8Array, at: number) =>
	((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);

export const u16le = (bytes: Uint8Array, at: number) =>
	((bytes[at + 1] ?? 0) << 8) | (bytes[at] ?? 0);

export const u24le = (bytes: Uint8Array, at: number) =>
	((bytes[at + 2] ?? 0) << 16) | u16le(bytes, at);

export const u32be = (bytes: Uint8Array, at: number) =>
	u16be(bytes, at) * 0x10000 + u16be(bytes, at + 2);

export const u32le = (bytes: Uint8Array, at: number) =>
	u16le(bytes, at + 2) * 0x10000 + u16le(bytes, at);

/** Four bytes as Latin-1 text, e.g. the name of a chunk. */
export const fourCc = (bytes: Uint8Array, at: number) =>
	String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);

/** Whether the Latin-1 text `text` stands at `at`. */
export function hasText(bytes: Uint8Array, at: number, text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		if (bytes[at + index] !== text.charCodeAt(index)) return false;
	}
	return true;
}
