type FreeableBuffer = ArrayBuffer & { transfer?(newLength: number): ArrayBuffer };

/**
 * Gives the memory of a buffer back at once, where the platform can: large buffers that are left to the garbage collector
 * make it run more often. Nobody may use it afterwards, and it must not share its memory with others, as those of
 * `Buffer.allocUnsafeSlow` don't.
 */
export function freeBuffer({ buffer, byteLength }: Uint8Array): void {
	if (byteLength > 0 && byteLength === buffer.byteLength) (buffer as FreeableBuffer).transfer?.(0);
}
