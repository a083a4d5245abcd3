const BYTES = ['Uint8Array', 'Uint8ClampedArray'];

const tagOf = (bytes) => bytes[Symbol.toStringTag];
const isBytes = (value) => ArrayBuffer.isView(value) && BYTES.includes(tagOf(value));
const viewOf = ({ buffer, byteOffset, byteLength }) =>
	new Uint8Array(buffer, byteOffset, byteLength);

/** Bytes are compared as bytes: jest asks for each index of both, which takes seconds for an image. */
function sameBytes(one, other) {
	if (!isBytes(one) || !isBytes(other) || tagOf(one) !== tagOf(other)) return undefined;
	if (Buffer.compare(viewOf(one), viewOf(other)) !== 0) return false;
	// Whether a Buffer is as good as other bytes depends on the matcher.
	return Object.getPrototypeOf(one) === Object.getPrototypeOf(other) ? true : undefined;
}

expect.addEqualityTesters([sameBytes]);
