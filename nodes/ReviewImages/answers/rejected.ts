/** An answer that is not taken. The round goes on waiting. */
export class RejectedAnswer extends Error {
	override readonly name = 'RejectedAnswer';

	/**
	 * @param status of HTTP: 422 for what can be corrected, 409 for a round that is over.
	 * @param message for the reviewer.
	 */
	constructor(
		readonly status: 409 | 422,
		message: string,
	) {
		super(message);
	}
}
