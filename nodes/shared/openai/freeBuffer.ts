type FreeableBuffer = ArrayBuffer & { transfer?(newLength: number): ArrayBuffer };

/**
 * Gives the memory of a buffer back at once, where the platform can. Nobody may use it afterwards, and it must
 * not share its memory with others, as those of `Buffer.allocUnsafeSlow` don't.
 */
export function freeBuffer({ buffer, byteLength }: Uint8Array): void {
	if (byteLength === buffer.byteLength) (buffer as FreeableBuffer).transfer?.(0);
}
