import { ERROR_ROWS } from '../../../../nodes/shared/openai/errors/errorRows';
import { neverFits } from '../../../../nodes/shared/openai/errors/neverFits';
import { errorInSuccess, toApiError } from '../../../../nodes/shared/openai/errors/toApiError';
import { WRITTEN_OUT } from '../../../security/cases';
import { leastCpuTime } from '../../../support/cpuTime';
import {
	LOST,
	MONEY,
	OTHERS,
	REPEATED,
	RATE_LIMITS,
	REFUSALS,
	TOO_LARGE,
	type Said,
} from './gatewayWords';

function read([, status, body]: Said) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const response = { status, headers: {}, body: (async function* () {})() };
	return status < 300 ? errorInSuccess(response, text, {}) : toApiError(status, {}, text);
}

describe('in the words of gateways', () => {
	it.each(REFUSALS)('%s refuses (%i)', (...said) => {
		expect(read(said)).toMatchObject({ reason: 'refused', retryable: false, stops: null });
		if (JSON.stringify(said).includes('hate')) expect(read(said)?.categories).toEqual(['hate']);
	});

	it.each(MONEY)('%s has no money left (%i)', (...said) => {
		expect(read(said)).toMatchObject({ reason: 'quota', retryable: false, stops: 'run' });
	});

	it.each(RATE_LIMITS)('%s asks to wait (%i)', (...said) => {
		expect(read(said)).toMatchObject({ reason: 'rate_limited', retryable: true, stops: null });
	});

	it.each(TOO_LARGE)('%s has no room for the request, whenever it comes (%i)', (...said) => {
		expect(read(said)).toMatchObject({ reason: 'rate_limited', retryable: false, stops: null });
	});

	it.each(LOST)('%s does not say that nothing was drawn (%i)', (...said) => {
		expect(read(said)).toMatchObject({ retryable: false, maybeBilled: true, stops: null });
	});

	it.each(REPEATED)('%s may be repeated (%i)', (...said) => {
		expect(read(said)).toMatchObject({ reason: 'server', retryable: true, maybeBilled: false });
	});

	it.each(OTHERS)('%s is none of these (%i)', (...said) => {
		expect(['permission', 'invalid']).toContain(read(said)?.reason);
	});

	it.each([
		['Limit 5, Used 5, Requested 1', false],
		['Limit 5, Used 5, Requested 5', false],
		['Limit 1,000, Requested 999', false],
		['no number at all', false],
	])('a request fits into "%s": %s', (text, expected) => {
		expect(neverFits(text)).toBe(expected);
	});
});

/** Texts that make a pattern look again from many places: its own words over and over, without an end. */
function hostileTextsFor(pattern: RegExp): string[] {
	const words = [...new Set(pattern.source.match(/[A-Za-z]{3,}/g) ?? [])].slice(0, 40);
	const all = words.join(' ');
	return [...words, all, `${words[0]} ${words.at(-1)}`].map((word) =>
		`${word} `.repeat(Math.ceil(64_000 / (word.length + 1))),
	);
}

const STATUSES = [200, 400, 429, 500];

describe('no text takes long', () => {
	const patterns = ERROR_ROWS.flatMap(({ when, reason }) =>
		[when.message, when.unless].flatMap((pattern) => (pattern ? [[reason, pattern] as const] : [])),
	);

	it('in as many cases as SECURITY.md says', () => {
		const texts = patterns.flatMap(([, pattern]) => hostileTextsFor(pattern));
		expect(texts.length * STATUSES.length).toBe(WRITTEN_OUT.messagePatterns);
	});

	it.each(patterns)('for the pattern of %s: %s', (_reason, pattern) => {
		const bodies = hostileTextsFor(pattern).map((message) =>
			JSON.stringify({ error: { message } }),
		);
		// A text of 64 kB is read, redacted and quoted in a few milliseconds.
		const enough = 20 * bodies.length * STATUSES.length;
		const took = leastCpuTime(enough, () => {
			for (const body of bodies) for (const status of STATUSES) toApiError(status, {}, body);
		});
		expect(took).toBeLessThan(enough);
	});
});
