import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../../dev/server/behaviour/faults';
import {
	bannedWordsIn,
	generate,
	openWorkbench,
	prompts,
	type NodeSetup,
	type Workbench,
} from '../../support/workbench';
import { BUSY, FAILURE_ROWS, SERVER_DOWN, goingOn, onPrompt } from './failureRows';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const always = (fault: Fault) => bench.server.configure({ faults: [{ fault }] });
const continuing: Partial<NodeSetup> = { onError: 'continueRegularOutput' };
const promptsAsked = () => bench.requests().map(({ fields }) => fields.prompt);

/** The part of `json.image` that tests look into. */
type Told = { error: IDataObject; requestId: unknown };

describe('with On Error set to Continue', () => {
	it.each(FAILURE_ROWS)('$what comes out as $status, asked $calls time(s)', async (row) => {
		always(row.fault);

		const ran = await bench.run(goingOn({ maxRetries: 2, ...row.run }), [
			{ json: { prompt: 'A fox', campaign: 'winter' } },
		]);

		expect(ran.error).toBeUndefined();
		expect(bench.calls()).toBe(row.calls);
		expect(ran.items).toMatchObject([{ json: { campaign: 'winter' }, pairedItem: { item: 0 } }]);
		const { json } = ran.items[0]!;
		const { error, requestId } = json.image as Told;
		expect(json.image).toEqual({
			status: row.status,
			model: 'gpt-image-2',
			prompt: 'A fox',
			index: 1,
			count: 1,
			durationMs: null,
			attempts: row.calls,
			requestId: row.answered === false ? null : expect.stringMatching(/^req_/),
			usage: null,
			costUsd: row.costUsd === null ? null : 0,
			pricesAsOf: expect.any(String),
			warnings: [],
			error: {
				reason: row.reason,
				message: expect.any(String),
				code: row.code ?? error.code,
				param: row.reason === 'invalid' && row.code ? 'size' : null,
				requestId,
				retryable: row.retryable ?? false,
				howToFix: expect.stringMatching(/\.$/),
				categories: row.reason === 'refused' ? ['violence', 'sexual'] : [],
			},
		});
		expect(json.error).toMatch(row.says);
		expect(bannedWordsIn(`${String(json.error)} ${String(error.howToFix)}`)).toEqual([]);
	});

	it('puts failed items between the others, in the order of the items', async () => {
		bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(goingOn(), prompts('a', 'b', 'c'));

		expect(ran.images.map(({ status }) => status)).toEqual(['ok', 'refused', 'ok']);
		expect(ran.items.map(({ binary }) => binary !== undefined)).toEqual([true, false, true]);
	});

	it('sends failed items with all they say to the error output', async () => {
		bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(
			goingOn({}, { onError: 'continueErrorOutput' }),
			prompts('a', 'b', 'c', '').map(({ json }) => ({ json: { ...json, campaign: 'winter' } })),
		);

		expect(ran.images.map(({ prompt }) => prompt)).toEqual(['a', 'c']);
		expect(ran.failedItems).toMatchObject([
			{
				json: {
					campaign: 'winter',
					error: expect.stringContaining('Item 2: The safety system'),
					image: { status: 'refused', prompt: 'b', error: { categories: ['sexual'] } },
				},
				pairedItem: { item: 1 },
			},
			{
				json: {
					campaign: 'winter',
					error: expect.stringContaining('Item 4'),
					image: { status: 'invalid', model: 'gpt-image-2', error: { param: 'prompt' } },
				},
				pairedItem: { item: 3 },
			},
		]);
	});

	it('asks no more once the quota is used up', async () => {
		always({ kind: 'quota' });

		const ran = await bench.run(goingOn({ maxConcurrency: 1 }), prompts('a', 'b', 'c'));

		expect(bench.calls()).toBe(1);
		expect(
			ran.images.map(({ error, attempts }) => [(error as IDataObject).reason, attempts]),
		).toEqual([
			['quota', 1],
			['quota', 0],
			['quota', 0],
		]);
	});
});

it('a 5xx is repeated and what then comes is delivered', async () => {
	bench.server.configure({ faults: [{ fault: SERVER_DOWN, times: 2 }] });

	const ran = await bench.run(generate(), prompts('A fox'));

	expect(ran.images).toMatchObject([{ status: 'ok', attempts: 3 }]);
	expect(bench.calls()).toBe(3);
});

it('refusals are returned as items if Refusals says so, and not marked as failed', async () => {
	bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

	const ran = await bench.run(
		generate({ run: { refusals: 'output' } }, { retryOnFail: true }),
		prompts('b', 'a'),
	);

	expect(ran.error).toBeUndefined();
	expect(ran.images.map(({ status }) => status)).toEqual(['refused', 'ok']);
	expect(ran.items[0]?.json).not.toHaveProperty('error');
	expect(bench.calls()).toBe(2);
});

describe('where the workflow stops', () => {
	it.each(FAILURE_ROWS)(
		'says what happened and how to fix it: $what',
		async ({ fault, run, says, reason }) => {
			always(fault);

			const ran = await bench.run(
				generate({ run: { maxRetries: 0, ...run } as never }),
				prompts('A fox'),
			);

			// What is wrong with the account is of no item.
			const isOfItem = !['authentication', 'permission', 'quota'].includes(reason ?? '');
			expect(ran.error?.message.startsWith('Item 1: ')).toBe(isOfItem);
			// One line; the server's words are below it.
			expect(ran.error?.message.length).toBeLessThan(110);
			expect(`${ran.error?.message} ${ran.error?.description}`).toMatch(says);
			expect(ran.error?.description).toMatch(/^[A-Z].*\./);
			expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
			expect(bench.calls()).toBe(1);
		},
	);

	it('finishes the other items first and says what is kept and how to get at it', async () => {
		bench.server.configure({ latencyMs: 50, faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(generate({ run: { maxConcurrency: 1 } }), prompts('a', 'b', 'c'));

		expect(ran.status).toBe('error');
		expect(promptsAsked()).toEqual(['a', 'b', 'c']);
		expect(ran.error?.message).toMatch(/^Item 2: The safety system refused/);
		expect(ran.error?.description).toMatch(/2 of 3 images arrived and are kept\. To get them/);
		expect(ran.error?.description).toMatch(/Request ID: req_\w+/);
		// n8n would add its own number behind the title, and counts from 0.
		expect(ran.error?.context).not.toHaveProperty('itemIndex');
		expect(ran.error?.message).toBe('Item 2: The safety system refused this request (sexual).');
		const whole = String(ran.error?.description);
		expect(whole.split(/req_\w+/)).toHaveLength(2);
		expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
	});

	it('advises a retry where one may help', async () => {
		bench.server.configure({
			faults: [onPrompt('b', { kind: 'refusal' }), onPrompt('c', BUSY)],
		});

		const ran = await bench.run(generate({ run: { maxRetries: 0 } }), prompts('a', 'b', 'c'));

		expect(ran.error?.description).toMatch(/1 of 3 images arrived and are kept: retry this exec/);
	});

	const waysOut: Array<[string, Fault, RegExp, Partial<NodeSetup>, object]> = [
		[
			'a refusal: Refusals',
			{ kind: 'refusal' },
			/set Refusals in Run Settings to Return as Items, or On Error/,
			{},
			{ run: { refusals: 'output' } },
		],
		[
			'a refusal: On Error',
			{ kind: 'refusal' },
			/or On Error to Continue, save, and/,
			continuing,
			{},
		],
		[
			'an invalid request: On Error',
			{ kind: 'detailBody' },
			/again, set On Error to Continue, save, and retry .* currently saved workflow/,
			continuing,
			{},
		],
		[
			'an account without credit: On Error',
			{ kind: 'quota' },
			/n8n shows no output of a failed node: set On Error to Continue to get the images/,
			continuing,
			{},
		],
	];
	it.each(waysOut)(
		'says how to get the images out after %s',
		async (_, fault, says, more, changes) => {
			bench.server.configure({ faults: [onPrompt('b', fault)] });
			const failed = await bench.run(generate(), prompts('a', 'b', 'c'));
			expect(failed.error?.description).toMatch(says);
			expect(bannedWordsIn(`${failed.error?.description}`)).toEqual([]);

			const retried = await bench.run(generate(changes as never, more), [], {
				mode: 'retry',
				retryOf: failed.runExecutionData,
			});

			expect(retried.error).toBeUndefined();
			expect(retried.images.map(({ status }) => status === 'ok')).toEqual([true, false, true]);
			expect(promptsAsked().sort()).toEqual(['a', 'b', 'b', 'c']);
			expect(await retried.files()).toHaveLength(2);
		},
	);

	it('names the other items without an image', async () => {
		always({ kind: 'refusal' });

		const ran = await bench.run(generate(), prompts('a', 'b', 'c'));

		expect(ran.error?.description).toContain('Other items without an image: 2, 3.');
	});
});
