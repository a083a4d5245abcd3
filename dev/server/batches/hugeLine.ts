const FILLER = 'A'.repeat(192 * 1024);

/**
 * The pieces of a line, its first image filled up with zero bytes until the line has about `bytes` bytes: never held
 * as a whole.
 */
export function* filledUp(pieces: Iterable<string>, bytes: number): Iterable<string> {
	let sent = 0;
	let isOpen = false;
	let isFilled = false;
	for (const piece of pieces) {
		const endsImage: boolean = isOpen && piece.startsWith('"');
		if (endsImage && !isFilled) {
			isFilled = true;
			for (let left = bytes - sent; left > 0; left -= FILLER.length) {
				yield left < FILLER.length ? FILLER.slice(0, Math.floor(left / 4) * 4) : FILLER;
			}
		}
		isOpen = piece.endsWith('"b64_json":"') || (isOpen && !endsImage);
		sent += piece.length;
		// Padding belongs at the end; two zero bits more or less do not change what is read before.
		yield isOpen && piece.endsWith('=')
			? piece.replace(/=+$/, (signs) => 'A'.repeat(signs.length))
			: piece;
	}
}
