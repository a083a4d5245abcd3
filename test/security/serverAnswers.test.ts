import fc from 'fast-check';
import { ApiError } from '../../nodes/shared/openai/errors/apiError';
import type { ImagesAnswer } from '../../nodes/shared/openai/imagesAnswer';
import { requestImages } from '../../nodes/shared/openai/images';
import type { ImagesRequest } from '../../nodes/shared/openai/images';
import { listModels } from '../../nodes/shared/openai/models';
import { API_LIMITS } from '../../nodes/shared/models/catalog';
import { hostileText, runs } from './cases';
import { chunked, hostileTransport, hurried, KEY } from './hostileServer';
import type { HostileAnswer } from './hostileServer';
import { ownTime } from '../support/ownTime';
import { anyCharacter } from '../support/anyCharacter';

const REQUEST: ImagesRequest = { path: '/images/generations', json: {}, expectedImages: 2 };
const PICTURES = [1, 2].map((seed) =>
	Buffer.from(Array.from({ length: 90 }, (_, index) => (index * 7 * seed) % 256)),
);
const ANSWER = {
	created: 1_777_371_362,
	background: 'opaque',
	output_format: 'png',
	quality: 'low',
	size: '1024x1024',
	data: PICTURES.map((bytes) => ({ b64_json: bytes.toString('base64') })),
	usage: {
		input_tokens: 14,
		input_tokens_details: { image_tokens: 0, text_tokens: 14 },
		output_tokens: 380,
		output_tokens_details: { image_tokens: 380, text_tokens: 0 },
		total_tokens: 394,
	},
};
const WHOLE = Buffer.from(JSON.stringify(ANSWER));

const chunkLengths = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });

async function ask(answer: () => HostileAnswer, download?: () => HostileAnswer) {
	const { transport, watched } = hostileTransport(answer, download);
	const outcome = await requestImages(hurried(transport), REQUEST).catch((e: unknown) => e);
	return { outcome, watched };
}

/** Whatever came, it must be an answer in our shape or our own exception; both without the key. */
function expectTame(outcome: unknown): asserts outcome is ImagesAnswer | ApiError {
	if (outcome instanceof ApiError) {
		expect(outcome.message).not.toContain(KEY);
		// 1,000 of the server's text, 20 categories of 200, and our own words.
		expect(outcome.message.length).toBeLessThan(6000);
		expect(outcome.howToFix).not.toBe('');
		expect(outcome.retryAfterMs ?? 1).toBeGreaterThan(0);
		return;
	}
	if (outcome instanceof Error) throw outcome;
	const { images, usage } = outcome as ImagesAnswer;
	expect(images.length).toBeGreaterThan(0);
	expect(images.length).toBeLessThanOrEqual(API_LIMITS.imagesPerRequest);
	for (const { bytes, unreadable } of images) {
		expect([Buffer.isBuffer(bytes), typeof unreadable]).toContainEqual(bytes ? true : 'string');
	}
	for (const tokens of Object.values(usage ?? {})) expect(tokens).toBeGreaterThanOrEqual(0);
}

describe('an answer of a hostile server', () => {
	it('may end anywhere: what had arrived is kept', async () => {
		const ends = ANSWER.data.map(({ b64_json }) => WHOLE.indexOf(b64_json) + b64_json.length);
		await fc.assert(
			fc.asyncProperty(
				fc.nat(WHOLE.length - 1),
				chunkLengths,
				fc.boolean(),
				async (length, lengths, reset) => {
					const { outcome, watched } = await ask(() => ({
						body: (function* () {
							yield* chunked(WHOLE.subarray(0, length), lengths);
							if (reset) throw Object.assign(new Error('read'), { code: 'ECONNRESET' });
						})(),
					}));
					expectTame(outcome);
					const arrived = ends.filter((end) => end < length).length;
					const kept = outcome instanceof ApiError ? [] : outcome.images;
					expect(kept.filter(({ bytes }) => bytes)).toEqual(
						PICTURES.slice(0, arrived).map((bytes) => ({ bytes })),
					);
					expect(watched.requests).toBe(1);
				},
			),
			runs('cutAnswers'),
		);
	});

	it('may have any byte changed, left out or put in', async () => {
		const damage = fc.record({
			at: fc.nat(WHOLE.length),
			remove: fc.nat(4),
			insert: fc.oneof(
				fc.uint8Array({ maxLength: 6 }),
				fc
					.constantFrom('"', '\\', '{', '[', ']}', '\\u', '"data":[', ',,', '\u0000')
					.map(Buffer.from),
			),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(damage, { minLength: 1, maxLength: 4 }),
				chunkLengths,
				async (damages, lengths) => {
					const damaged = damages.reduce(
						(bytes, { at, remove, insert }) =>
							Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]),
						WHOLE,
					);
					const { outcome, watched } = await ask(() => ({ body: chunked(damaged, lengths) }));
					expectTame(outcome);
					expect(watched.requests).toBe(1);
				},
			),
			runs('damagedAnswers'),
		);
	});

	it('may have values of any type anywhere', async () => {
		const value = fc.oneof(
			fc.jsonValue({ stringUnit: anyCharacter }),
			fc.constantFrom(null, true, -1, 1e308, '', [], {}, [[]], 'data:image/png;base64,', KEY),
			fc.integer({ min: 100, max: 5000 }).map((length) => new Array<number>(length).fill(0)),
		);
		const path = fc.constantFrom(
			...['created', 'background', 'output_format', 'quality', 'size', 'data', 'usage', 'error'],
			...['data.0', 'data.1', 'data.0.b64_json', 'data.0.url', 'data.1.url'],
			...['usage.input_tokens', 'usage.output_tokens', 'usage.input_tokens_details'],
			...['usage.input_tokens_details.text_tokens', 'usage.total_tokens', '__proto__'],
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(path, value), { minLength: 1, maxLength: 4 }),
				chunkLengths,
				async (changes, lengths) => {
					const answer: Record<string, unknown> = structuredClone(ANSWER);
					// A copy: a later change may go into it.
					for (const [where, what] of changes) put(answer, where.split('.'), structuredClone(what));
					const body = Buffer.from(JSON.stringify(answer));
					const { outcome } = await ask(
						() => ({ body: chunked(body, lengths) }),
						() => ({ body: [PICTURES[0]!] }),
					);
					expectTame(outcome);
				},
			),
			runs('wronglyTypedAnswers'),
		);
	});

	it('may be a refusal of any status, body and headers', async () => {
		const message = fc.oneof(
			hostileText,
			fc.constantFrom(
				`Incorrect API key provided: ${KEY}`,
				`Bearer ${KEY}`,
				Buffer.from(`x${KEY}`).toString('base64'),
				'Please try again in 999999999999999999999h',
				`Please try again in ${'1m'.repeat(2000)}`,
				`safety_violations=[${'a,'.repeat(500)}]`,
			),
		);
		const body = fc.oneof(
			fc.jsonValue({ stringUnit: anyCharacter }),
			fc.record({ error: fc.oneof(message, fc.jsonValue()) }),
			fc.record({
				error: fc.record(
					{
						message,
						code: fc.oneof(message, fc.constant('rate_limit_exceeded'), fc.jsonValue()),
						type: fc.oneof(message, fc.jsonValue()),
						param: fc.oneof(message, fc.jsonValue()),
						moderation_details: fc.oneof(
							fc.record({ categories: fc.jsonValue(), moderation_stage: fc.jsonValue() }),
							fc.jsonValue(),
						),
						inner_error: fc.jsonValue(),
					},
					{ requiredKeys: [] },
				),
			}),
			fc.record({ detail: fc.oneof(message, fc.array(fc.jsonValue())) }),
		);
		const text = fc.oneof(
			body.map((json) => JSON.stringify(json)),
			message,
			message.map((title) => `<html><title>${title}</title>`),
		);
		const headers = fc.dictionary(
			fc.constantFrom('retry-after', 'retry-after-ms', 'x-request-id', 'content-type', 'date'),
			fc.oneof(
				hostileText,
				fc.constantFrom(KEY, '-1', '1e99', 'NaN', '9'.repeat(400), 'Fri, 31 Dec 9999 23:59:59 GMT'),
			),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 100, max: 999 }),
				headers,
				text,
				async (status, sent, content) => {
					const { outcome, watched } = await ask(() => ({
						status,
						headers: sent,
						body: [Buffer.from(content)],
					}));
					expectTame(outcome);
					expect(JSON.stringify(outcome)).not.toContain(KEY);
					// Rate limits wait 50 times, all else at most maxRetries times.
					expect(watched.requests).toBeLessThanOrEqual(51);
				},
			),
			runs('strangeRefusals'),
		);
	});
});

function put(
	target: Record<string, unknown>,
	[first = '', ...rest]: string[],
	value: unknown,
): void {
	const inner = target[first];
	if (rest.length === 0) {
		Object.defineProperty(target, first, {
			value,
			enumerable: true,
			writable: true,
			configurable: true,
		});
	} else if (typeof inner === 'object' && inner !== null) {
		put(inner as Record<string, unknown>, rest, value);
	}
}

const MB = 1024 * 1024;
const spaces = Buffer.alloc(64 * 1024, ' ');
const letters = Buffer.alloc(64 * 1024, 'A');
function* endless(start: string, chunk: Uint8Array): Generator<Uint8Array> {
	yield Buffer.from(start);
	for (;;) yield chunk;
}

describe('an answer without end', () => {
	it.each<[string, number, string, Buffer, number]>([
		['white space', 200, '', spaces, 1.2 * MB],
		['an endless JSON text', 200, '{"created":"', letters, 1.2 * MB],
		['endless entries', 200, '{"data":[0', Buffer.from(',0'.repeat(30_000)), 1.2 * MB],
		['endless nesting', 200, '{"data":', Buffer.from('['.repeat(1000)), 0.1 * MB],
		['an endless image', 200, '{"data":[{"b64_json":"', letters, 700 * MB],
		['an endless image that is no base64', 200, '{"data":[{"b64_json":"!', letters, 1100 * MB],
		['endless white space inside an image', 200, '{"data":[{"b64_json":"', spaces, 1100 * MB],
		['an endless refusal', 400, '{"error":{"message":"', letters, 0.2 * MB],
		['an endless web page', 502, '<html>', letters, 0.2 * MB],
	])('an answer without end is given up: %s', async (_what, status, start, chunk, mostBytes) => {
		const { outcome, watched } = await ask(() => ({ status, body: endless(start, chunk) }));
		expectTame(outcome);
		expect(outcome).toBeInstanceOf(ApiError);
		expect(watched.bytesRead / watched.requests).toBeLessThan(mostBytes);
		expect(watched.closed).toBe(watched.requests);
	});

	it.each([
		['100,000 tiny images', `{"data":[${'{"b64_json":"AAAA"},'.repeat(50_000)}0]}`],
		['200,000 entries', `{"data":[${'0,'.repeat(200_000)}0]}`],
		['30,000 addresses', `{"data":[${'{"url":"http://a.b/c"},'.repeat(30_000)}0]}`],
	])('that lists too much gives ten images at most: %s', async (_what, body) => {
		const { outcome, watched } = await ask(
			() => ({ body: chunked(Buffer.from(body), [65_536]) }),
			() => ({ body: [PICTURES[0]!] }),
		);
		expectTame(outcome);
		expect(watched.downloads).toBeLessThanOrEqual(API_LIMITS.imagesPerRequest);
	});

	it('is given up at the addresses of its images, all of them together', async () => {
		const body = JSON.stringify({ data: Array.from({ length: 10 }, () => ({ url: '/x' })) });
		const chunk = Buffer.alloc(MB);
		const { outcome, watched } = await ask(
			() => ({ body: [Buffer.from(body)] }),
			() => ({ body: endless('', chunk) }),
		);
		expectTame(outcome);
		expect((outcome as ImagesAnswer).images.every(({ unreadable }) => unreadable)).toBe(true);
		expect(watched.bytesRead).toBeLessThan(600 * MB);
		expect(watched.closed).toBe(1 + watched.downloads - 1);
	});

	it('is given up as a list of models', async () => {
		const { transport, watched } = hostileTransport(() => ({
			body: endless('{"data":[0', letters),
		}));
		await expect(listModels(hurried(transport))).rejects.toBeInstanceOf(ApiError);
		expect(watched.bytesRead).toBeLessThan(17 * MB);
	});
});

describe('patterns over what a server wrote', () => {
	it.each([
		['titles', `<${'<title'.repeat(10_000)}`],
		['titles that never close', '<title>'.repeat(9000)],
		['waits', `retry in ${'1 s '.repeat(16_000)}x`],
		['waits of digits', `try again in ${'1'.repeat(64_000)}`],
		['waits of blanks', `try again in 1${' '.repeat(64_000)}x`],
		['retries', 'try again '.repeat(6400)],
		['violations', 'safety_violations=['.repeat(3400)],
		['bearers', 'bearer '.repeat(9000)],
		['keys', 'sk-'.repeat(20_000)],
	])("patterns over a server's words do not take long: %s", async (_what, text) => {
		const took = ownTime();
		for (const content of [text, JSON.stringify({ error: { message: text } })]) {
			const { outcome } = await ask(() => ({ status: 400, body: [Buffer.from(content)] }));
			expectTame(outcome);
		}
		expect(took()).toBeLessThan(1000);
	});
});
