/** Steps to be taken back, the last first. */
export class Undo {
	private readonly steps: Array<() => Promise<void>> = [];

	later(step: () => Promise<void>): void {
		this.steps.push(step);
	}

	/** Takes every step, whatever becomes of the others. @throws the first step's error. */
	async all(): Promise<void> {
		const errors: unknown[] = [];
		for (const step of this.steps.splice(0).reverse()) {
			try {
				await step();
			} catch (error) {
				errors.push(error);
			}
		}
		if (errors.length > 0) throw errors[0];
	}
}
