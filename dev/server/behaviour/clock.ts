import { now } from './log';

/** The server's time: this machine's, and what tests have let pass besides. */
export class Clock {
	private aheadMs = 0;

	/** Seconds since 1970, with fractions. */
	now(): number {
		return (now() + this.aheadMs) / 1000;
	}

	advance(seconds: number): void {
		this.aheadMs += seconds * 1000;
	}

	reset(): void {
		this.aheadMs = 0;
	}
}
