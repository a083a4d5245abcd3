/** Thrown where the pixels of a file cannot be read. The message says why, in words for the user. */
export class ImageDecodeError extends Error {
	override readonly name = 'ImageDecodeError';
}
