/** What an answer may hold. The page keeps to it, the node checks it. */
export const LIMITS = {
	/** Characters. */
	comment: 2000,
	/** Characters. */
	name: 80,
	/** Characters. */
	pinText: 500,
	/** Pins of one image. */
	pins: 30,
	/** Bytes of one PNG. */
	drawingBytes: 8 * 1024 * 1024,
	/** Bytes of all drawings of an answer: n8n takes 16 MB of JSON, and base64 makes four of three. */
	allDrawingsBytes: 11 * 1024 * 1024,
	/** Answers of one round. */
	answers: 50,
	/** Rounds of one execution. */
	rounds: 100,
	/** Images of one round. */
	images: 200,
} as const;
