import { AnswerBytes, answerBytes } from '../../../../nodes/shared/openai/answerBytes';
import { ApiError } from '../../../../nodes/shared/openai/errors/apiError';
import { requestImages } from '../../../../nodes/shared/openai/images';
import { createRedactor } from '../../../../nodes/shared/openai/redact';
import type { Transport } from '../../../../nodes/shared/openai/transport';
import { FakeClock, settle } from '../../../support/fakeClock';

const soon = async (promise: Promise<unknown> | undefined) => {
	let done = promise === undefined;
	void promise?.then(() => (done = true));
	await settle();
	return done;
};

describe('the bytes of all answers under way', () => {
	it('let the oldest answer go on, and the others when it has ended', async () => {
		const all = new AnswerBytes(100, 50);
		const [first, second, third] = [all.open(), all.open(), all.open()];
		second.arrived(60);
		first.arrived(60);
		third.arrived(1);
		expect(second.turn()).toBeUndefined();
		const turns = [first.turn(), third.turn()];
		expect(await Promise.all(turns.map(soon))).toEqual([false, false]);
		second.close();
		expect(await Promise.all(turns.map(soon))).toEqual([true, true]);
		first.close();
		third.close();
		expect(all.usedBytes).toBe(0);
	});

	it('hold back new requests before they are short', async () => {
		const all = new AnswerBytes(100, 50);
		const [first, second] = [all.open(), all.open()];
		first.arrived(51);
		expect(first.turn()).toBeUndefined();
		const ready = second.ready();
		expect(await soon(ready)).toBe(false);
		first.close();
		expect(await soon(ready)).toBe(true);
	});

	it('forget what an earlier try of the same request brought', async () => {
		const all = new AnswerBytes(100, 50);
		const share = all.open();
		share.arrived(80);
		expect(await soon(share.ready())).toBe(true);
		expect(all.usedBytes).toBe(0);
	});

	it('wait no longer than until the execution is stopped, and leave nothing on its signal', async () => {
		const all = new AnswerBytes(100, 50);
		const [first, second] = [all.open(), all.open()];
		first.arrived(60);
		const stop = new AbortController();
		const ready = second.ready(stop.signal);
		expect(await soon(ready)).toBe(false);
		stop.abort();
		expect(await soon(ready)).toBe(true);
	});
});

describe('answers that wait for room', () => {
	const MB = 1024 * 1024;
	const piece = Buffer.alloc(MB, 'A');

	/** Answers whose bytes come one megabyte a second of the clock. */
	function slowly(clock: FakeClock, megabytes: number): Transport {
		return {
			resolve: (href) => ({ href, own: false }),
			download: () => Promise.reject(new Error('none')),
			send: async () => ({
				status: 200,
				headers: {},
				body: (async function* () {
					yield Buffer.from('{"data":[{"b64_json":"');
					for (let sent = 0; sent < megabytes; sent++) {
						await clock.sleep(1000);
						yield piece;
					}
					yield Buffer.from('"}]}');
				})(),
			}),
		};
	}

	it('all arrive, within the time-out that counts only their own time', async () => {
		const clock = new FakeClock();
		const all = new AnswerBytes(20 * MB, 100 * MB);
		let most = 0;
		const ask = async () => {
			const share = all.open();
			try {
				const answer = await requestImages(
					{
						...{ transport: slowly(clock, 12), clock, share },
						redact: createRedactor([]),
						maxRetries: 0,
						timeoutMs: 15_000,
					},
					{ path: '/images/generations', json: {}, expectedImages: 1 },
				);
				most = Math.max(most, all.usedBytes);
				return answer.images[0]?.bytes?.length;
			} finally {
				share.close();
			}
		};
		const answers = await clock.until(Promise.all([ask(), ask(), ask(), ask()]));
		expect(answers).toEqual(Array(4).fill(9 * MB));
		// The budget, and what the oldest takes beyond it.
		expect(most).toBeLessThanOrEqual(33 * MB);
		expect(all.usedBytes).toBe(0);
	});

	it('may be as large as what was asked for, and no larger', async () => {
		const clock = new FakeClock();
		const endless = (): Transport => ({
			...slowly(clock, 0),
			send: async () => ({
				status: 200,
				headers: {},
				body: (async function* () {
					yield Buffer.from('{"data":[{"b64_json":"');
					for (;;) yield piece;
				})(),
			}),
		});
		const share = answerBytes.open();
		const asked = requestImages(
			{
				...{ transport: endless(), clock, share },
				redact: createRedactor([]),
				maxRetries: 2,
				timeoutMs: 60_000,
			},
			{ path: '/images/generations', json: {}, expectedImages: 1 },
		);
		await expect(asked).rejects.toThrow(ApiError);
		expect(answerBytes.usedBytes).toBeGreaterThan(64 * MB);
		expect(answerBytes.usedBytes).toBeLessThan(100 * MB);
		share.close();
		expect(answerBytes.usedBytes).toBe(0);
	});
});
