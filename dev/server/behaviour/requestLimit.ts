import { errorAnswer } from '../rules/errorAnswer';

/** So many requests within a span of time; the words of the refusal are assumed. */
export class RequestLimit {
	private times: number[] = [];

	constructor(
		private readonly what: string,
		private readonly limit: number,
		private readonly seconds: number,
	) {}

	/**
	 * @param at seconds.
	 * @throws {ErrorAnswer} 429 for one too many.
	 */
	take(at: number): void {
		this.times = this.times.filter((time) => time > at - this.seconds);
		if (this.times.length >= this.limit) {
			throw errorAnswer(`Rate limit reached for ${this.what}: Limit ${this.limit}.`, {
				status: 429,
				type: 'requests',
				code: 'rate_limit_exceeded',
			});
		}
		this.times.push(at);
	}

	reset(): void {
		this.times = [];
	}
}
