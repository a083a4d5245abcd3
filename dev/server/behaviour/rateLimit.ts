import type { RetryAdvice } from './faults';
import { type ErrorAnswer, errorAnswer } from '../rules/errorAnswer';
import type { Settings } from './settings';

/**
 * The images-per-minute limit: a bucket that holds a minute's images and refills evenly. How OpenAI
 * counts is not known; its "try again in 12s" at five a minute fits this.
 */
export class RateLimit {
	private used = 0;
	private countedAt = 0;

	reset(): void {
		this.used = 0;
	}

	/**
	 * @param at milliseconds, from any clock that does not go back.
	 * @throws {ErrorAnswer} 429 where `images` more are too many now.
	 */
	take(images: number, model: string, settings: Settings, at: number): void {
		const limit = settings.imagesPerMinute;
		if (limit === null) return;
		const perMs = limit / settings.minuteMs;
		this.used = Math.max(0, this.used - (at - this.countedAt) * perMs);
		this.countedAt = at;
		if (images > limit) throw tooLarge(model, limit, images);
		const excess = this.used + images - limit;
		if (excess > 1e-9) {
			const used = `Limit ${limit}, Used ${Math.ceil(this.used)}, Requested ${images}`;
			throw rateLimited(model, used, excess / perMs, settings.retryAdvice);
		}
		this.used += images;
	}
}

/** 429 that no waiting cures. */
function tooLarge(model: string, limit: number, images: number): ErrorAnswer {
	return errorAnswer(
		`Request too large for ${model} (for limit gpt-image) in organization org-local on input-images per min: Limit ${limit}, Requested ${images}. Visit https://platform.openai.com/account/rate-limits to learn more.`,
		{ status: 429, type: 'input-images', code: 'rate_limit_exceeded' },
	);
}

/** 429 rate_limit_exceeded that says, in the way of `advice`, to come back after `waitMs` milliseconds. */
export function rateLimited(
	model: string,
	used: string,
	waitMs: number,
	advice: RetryAdvice,
): ErrorAnswer {
	const wait = Math.ceil(waitMs);
	const seconds = Math.ceil(wait / 1000);
	const text =
		advice === 'text'
			? ` Please try again in ${wait < 1000 ? `${wait}ms` : `${wait / 1000}s`}.`
			: '';
	const headers: Record<string, string> = {};
	if (advice === 'retry-after') headers['retry-after'] = String(seconds);
	if (advice === 'retry-after-ms') headers['retry-after-ms'] = String(wait);
	return errorAnswer(
		`Rate limit reached for ${model} (for limit gpt-image) in organization org-local on input-images per min: ${used}.${text} Visit https://platform.openai.com/account/rate-limits to learn more.`,
		{ status: 429, type: 'input-images', code: 'rate_limit_exceeded', headers },
	);
}
