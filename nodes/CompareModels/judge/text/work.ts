/** Thrown where comparing texts would take longer than n8n may be held up. */
export class NotChecked extends Error {}

/** The steps that one comparison may take, a cell of a table or a character looked at each. */
export class Work {
	constructor(private left: number) {}

	/** @throws {NotChecked} if the steps are used up. */
	spend(steps: number): void {
		if (steps > this.left) throw new NotChecked();
		this.left -= steps;
	}
}
