/** The same bytes as a Buffer: a view, no copy. */
export const bufferOf = (bytes: Uint8Array): Buffer =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
