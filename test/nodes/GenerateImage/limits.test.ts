import {
	bannedWordsIn,
	generate,
	model,
	openWorkbench,
	prompts,
	workflowOf,
	type NodeSetup,
	type Workbench,
} from '../../support/workbench';
import type { FaultRule } from '../../../dev/server/behaviour/faults';
import { ownTime } from '../../support/ownTime';
import { watchedStorage } from '../../support/watchedStorage';
import { atRest, until } from '../../support/until';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `Picture ${at + 1}`);
const statuses = (ran: Awaited<ReturnType<Workbench['run']>>) =>
	ran.images.map(({ status }) => status);

it('asks for the next images while the last are stored, but for no more than are asked for at once', async () => {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	const ran = await watchedStorage({ store: released }, async () => {
		const running = bench.run(generate({ run: { maxConcurrency: 2 } }), prompts(...numbered(8)));
		await until(() => bench.calls() >= 4);
		// The two that are stored now and two that wait for that: no answer more is held.
		await atRest();
		expect(bench.calls()).toBe(4);
		release();
		return await running;
	});

	expect(statuses(ran)).toEqual(Array(8).fill('ok'));
	expect(bench.calls()).toBe(8);
});

it('keeps the order of the items where the last answer comes first', async () => {
	bench.server.configure({
		latencyMs: ({ fields }) => 400 - 100 * Number(String(fields.prompt).at(-1)),
	});

	const ran = await bench.run(generate({ n: 2 }), prompts(...numbered(3)));

	expect(ran.images.map(({ prompt, index }) => `${prompt}, ${index}`)).toEqual(
		numbered(3).flatMap((prompt) => [`${prompt}, 1`, `${prompt}, 2`]),
	);
});

describe('a rate limit', () => {
	it.each([
		['retry-after-ms', 300],
		['text', 300],
		['retry-after', 1000],
	] as const)('told by %s is waited for by the whole run', async (advice, retryAfterMs) => {
		bench.server.configure({
			latencyMs: 60,
			faults: [
				{
					match: ({ fields }) => fields.prompt === 'Picture 2',
					times: 1,
					fault: { kind: 'rateLimit', retryAfterMs, advice },
				},
			],
		});

		const ran = await bench.run(generate({ run: { maxConcurrency: 2 } }), prompts(...numbered(5)));

		expect(statuses(ran)).toEqual(Array(5).fill('ok'));
		expect(ran.images.map(({ attempts }) => attempts)).toEqual([1, 2, 1, 1, 1]);
		expect(bench.calls()).toBe(6);
		const limited = bench.requests().find(({ status }) => status === 429)?.endedAt ?? 0;
		const later = bench.requests().filter(({ startedAt }) => startedAt > limited);
		expect(later).toHaveLength(4);
		// Timers may fire a millisecond early.
		for (const { startedAt } of later) {
			expect(startedAt - limited).toBeGreaterThanOrEqual(retryAfterMs - 2);
		}
	});

	it('is kept to where the server enforces it', async () => {
		bench.server.configure({ imagesPerMinute: 3, minuteMs: 900 });

		const ran = await bench.run(generate(), prompts(...numbered(6)));

		expect(statuses(ran)).toEqual(Array(6).fill('ok'));
		expect(bench.requests().filter(({ status }) => status === 200)).toHaveLength(6);
	});
});

it('starts no more Images per Minute than set', async () => {
	const stop = new AbortController();
	const setup = generate({ run: { imagesPerMinute: 3 } });

	const running = bench.run(setup, prompts(...numbered(5)), { signal: stop.signal });
	await until(() => bench.calls() >= 3);
	await atRest();
	stop.abort();

	expect((await running).status).toBe('canceled');
	expect(bench.calls()).toBe(3);
});

describe('Max Spend', () => {
	const withLimit = (maxSpend: number, more: object = {}, setup: Partial<NodeSetup> = {}) =>
		generate({ run: { maxSpend }, ...more }, { onError: 'continueRegularOutput', ...setup });

	it('stops before the call that would exceed it, with calls in flight', async () => {
		bench.server.configure({ latencyMs: 100 });

		// About 0.0059 USD an image, 0.0063 at most.
		const ran = await bench.run(withLimit(0.02), prompts(...numbered(6)));

		expect(bench.calls()).toBe(3);
		expect(bench.server.maxInFlight).toBe(3);
		expect(statuses(ran)).toEqual(['ok', 'ok', 'ok', 'budget', 'budget', 'budget']);
		const spent = ran.images.reduce((sum, { costUsd }) => sum + Number(costUsd), 0);
		expect(spent).toBeGreaterThan(0.017);
		expect(spent).toBeLessThanOrEqual(0.02);
		expect(ran.images[3]).toMatchObject({
			costUsd: 0,
			attempts: 0,
			error: { reason: 'budget', param: 'maxSpend', retryable: false },
		});
		expect(ran.items[3]?.json.error).toMatch(/^Item 4, Max Spend \(USD\): .*0\.0177 USD of the/);
	});

	it('waits where calls in flight may turn out cheaper', async () => {
		bench.server.configure({ latencyMs: 100 });

		// Auto is taken for high, 0.21 USD, until the answer says that it was low.
		const setup = withLimit(0.45, { quality: 'auto' });
		const ran = await bench.run(setup, prompts(...numbered(4)));

		expect(statuses(ran)).toEqual(['ok', 'ok', 'ok', 'ok']);
		expect(bench.server.maxInFlight).toBe(2);
	});

	it('stops the node where the workflow is to stop, and tells what is kept', async () => {
		const ran = await bench.run(
			withLimit(0.007, {}, { onError: 'stopWorkflow' }),
			prompts(...numbered(2)),
		);

		expect(ran.error?.message).toMatch(/^Item 2, Max Spend \(USD\): Not requested/);
		expect(ran.error?.description).toContain('1 of 2 images arrived and are kept');
		expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
		expect(bench.calls()).toBe(1);
	});

	/** The node runs twice in one execution, each time for the same items. */
	const twice = (more: object) => {
		const workflow = workflowOf(withLimit(0.02));
		const [start, node] = workflow.nodes;
		const to = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
		const pass = { ...start!, id: 'pass', name: 'Pass', type: 'n8n-nodes-base.noOp' };
		return {
			...workflow,
			nodes: [start!, pass, { ...node!, ...more }],
			connections: {
				Start: { main: [[to(node!.name), to('Pass')]] },
				Pass: { main: [[to(node!.name)]] },
			},
		};
	};

	// About 0.0059 USD an image: three fit.
	it.each([
		['all calls of a tool together', { rewireOutputLogTo: 'ai_tool' }, 3, 0.0177],
		['each turn of a loop alone', {}, 4, undefined],
	])('Max Spend holds for %s', async (_, more, calls, spentUsd) => {
		const ran = await bench.engine.run(twice(more), { items: prompts(...numbered(2)) });

		expect(ran.runData.Node).toHaveLength(2);
		expect(bench.calls()).toBe(calls);
		const [spent] = Object.values(
			(ran.contextData['node:Node']?.gptImageSpent ?? {}) as Record<string, { usd: number }>,
		);
		if (spentUsd === undefined) expect(spent).toBeUndefined();
		else expect(spent?.usd).toBeCloseTo(spentUsd, 3);
	});

	it('refuses a model without a known price before anything is paid', async () => {
		bench.server.configure({ servesAnyModel: true });

		const ran = await bench.run(
			withLimit(1, { model: model('house-painter') }, { onError: 'stopWorkflow' }),
			prompts('A fox'),
		);

		expect(ran.error?.message).toMatch(/^Item 1, Max Spend \(USD\): no price .*house-painter/);
		expect(ran.error?.description).toContain('choose a model that');
		expect(bench.calls()).toBe(0);
	});

	it.each(['gif', 'svg'])(
		'says that it is the format where %s has no known price',
		async (format) => {
			const setup = { model: model('gpt-image-2.6-flare'), options: { outputFormat: format } };

			const ran = await bench.run(
				withLimit(1, setup, { onError: 'stopWorkflow' }),
				prompts('A fox'),
			);

			expect(ran.error?.message).toBe(
				`Item 1, Max Spend (USD): it is not known how ${format.toUpperCase()} output is billed, so the limit cannot be enforced`,
			);
			expect(ran.error?.description).toMatch(
				/^Remove Max Spend \(USD\) .*, or choose PNG, JPEG or WebP/,
			);
			expect(bench.calls()).toBe(0);
		},
	);
});

describe('Stop', () => {
	const waiting: Array<[string, Partial<FaultRule>, object]> = [
		['while the model draws', {}, { latencyMs: 20_000 }],
		['before any answer', { fault: { kind: 'hang' } }, {}],
		['in the middle of a slow answer', { fault: { kind: 'slowDrip', everyMs: 200 } }, {}],
		[
			'in the middle of an answer that stalls',
			{ fault: { kind: 'slowDrip', everyMs: 60_000 } },
			{},
		],
		[
			'while a rate limit is waited for',
			{ fault: { kind: 'rateLimit', retryAfterMs: 30_000 }, times: 1 },
			{},
		],
	];

	it.each(waiting)('cancels within a second %s', async (_, rule, settings) => {
		bench.server.configure({
			...settings,
			faults: rule.fault ? [{ ...rule, fault: rule.fault }] : [],
		});
		const stop = new AbortController();
		const running = bench.run(generate({ run: { maxConcurrency: 2 } }), prompts(...numbered(4)), {
			signal: stop.signal,
		});
		await until(() => bench.calls() > 0);
		await atRest();
		const sent = bench.calls();
		const open = bench.requests().filter(({ endedAt }) => endedAt === null);

		const took = ownTime();
		stop.abort();
		const ran = await running;

		expect(ran.status).toBe('canceled');
		expect(took()).toBeLessThan(1000);
		await until(() => bench.server.inFlight === 0);
		expect(bench.calls()).toBe(sent);
		for (const { aborted } of open) expect(aborted).toBe(true);
	});

	it.each([
		['continueRegularOutput', true],
		['stopWorkflow', true],
		['continueRegularOutput', false],
		['stopWorkflow', false],
	] as const)(
		'is not taken for a failed item with On Error %s and Retry On Fail %s',
		async (onError, retryOnFail) => {
			bench.server.configure({ latencyMs: 20_000 });
			const stop = new AbortController();
			const setup = generate({}, { onError, retryOnFail });
			const running = bench.run(setup, prompts('A fox'), { signal: stop.signal });
			await until(() => bench.calls() > 0);
			stop.abort();

			const ran = await running;
			expect(ran.status).toBe('canceled');
			// With Retry On Fail the node returns, so that n8n does not sleep until its next try.
			if (!retryOnFail) expect(ran.error?.description).toMatch(/^n8n cannot retry .* charged/);
			expect(bench.calls()).toBe(1);
		},
	);

	it('happens at the Timeout of Run Settings too, also in the middle of an answer', async () => {
		bench.server.configure({ faults: [{ fault: { kind: 'slowDrip', everyMs: 60_000 } }] });
		const setup = generate({ run: { timeout: 1 } }, { onError: 'continueRegularOutput' });

		const ran = await bench.run(setup, prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'timeout', costUsd: null, attempts: 1 }]);
		await until(() => bench.server.inFlight === 0);
		expect(bench.requests()).toMatchObject([{ aborted: true }]);
	});
});
