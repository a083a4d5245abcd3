import { onBatchCreation, onUpload } from '../../../dev/server/server';
import { quickPauses, type QuickPauses } from '../../support/quickPauses';
import { openWorkbench, prompts, type Workbench } from '../../support/workbench';
import {
	batchesIn,
	countOf,
	outputsOf,
	overNight,
	collect,
	submit,
} from '../../support/batchBench';
import { until } from '../../support/until';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

let pauses: QuickPauses;
beforeAll(() => (pauses = quickPauses()));
afterAll(() => pauses.end());

const created = () => countOf(bench, 'POST', /\/batches$/);
const rows = () => prompts('a', 'b', 'c');

describe('Nothing is submitted twice', () => {
	it('by Retry On Fail, where one of two batches was turned down', async () => {
		// The second model's batch is refused once.
		bench.server.configure({
			faults: [
				{ match: onBatchCreation, times: 1, fault: { kind: 'status', status: 500 } },
				{ match: onBatchCreation, times: 1, fault: { kind: 'status', status: 500 } },
			],
		});
		const models = submit(
			{ model: { __rl: true, mode: 'id', value: '={{ $json.model }}' }, run: { maxRetries: 0 } },
			{ retryOnFail: true, maxTries: 3 },
		);
		const items = [
			{ json: { prompt: 'a', model: 'gpt-image-2' } },
			{ json: { prompt: 'b', model: 'gpt-image-2.5-flare' } },
		];
		const ran = await bench.run(models, items);

		expect(ran.error).toBeUndefined();
		expect(batchesIn(ran.items).map(({ model }) => model)).toEqual([
			'gpt-image-2',
			'gpt-image-2.5-flare',
		]);
		expect(bench.server.batches).toHaveLength(2);
		expect(bench.server.files).toHaveLength(4);
	}, 60_000);

	it('by a retried execution, which finds the batch also when it has ended', async () => {
		bench.server.configure({
			faults: [
				{
					match: (request) => onBatchCreation(request) && bench.server.batches.length === 1,
					times: 1,
					fault: { kind: 'status', status: 400 },
				},
			],
		});
		const setup = submit({ model: { __rl: true, mode: 'id', value: '={{ $json.model }}' } });
		const items = [
			{ json: { prompt: 'a', model: 'gpt-image-2' } },
			{ json: { prompt: 'b', model: 'gpt-image-2.5-flare' } },
		];
		const failed = await bench.run(setup, items);
		expect(failed.error?.message).toMatch(/^Item 2: /);
		expect(failed.error?.description).toContain('1 batch submitted before (batch_');
		const [first] = bench.server.batches;
		expect(bench.server.files.map(({ isDeleted }) => isDeleted)).toEqual([
			false,
			false,
			true,
			true,
		]);
		bench.server.advance(100);

		const retried = await bench.run(setup, [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(retried.error).toBeUndefined();
		expect(batchesIn(retried.items)).toMatchObject([
			{ id: first!.id, status: 'completed' },
			{ status: 'validating' },
		]);
		expect(bench.server.batches).toHaveLength(2);
	});

	it('after a lost answer to its creation: it is found by its identity', async () => {
		bench.server.configure({
			faults: [{ match: onBatchCreation, times: 1, fault: { kind: 'dropAfterWork' } }],
		});
		const ran = await bench.run(submit(), rows());

		expect(ran.error).toBeUndefined();
		expect(bench.server.batches.map(({ id }) => id)).toEqual([batchesIn(ran.items)[0]!.id]);
		expect(created()).toBe(1);
	});

	it('after a run that was stopped between upload and creation', async () => {
		bench.server.configure({
			faults: [{ match: onBatchCreation, times: 1, fault: { kind: 'hang' } }],
		});
		const stop = new AbortController();
		const running = bench.run(submit(), rows(), { signal: stop.signal });
		await until(() => created() > 0);
		stop.abort();
		expect((await running).status).toBe('canceled');
		expect(bench.server.batches).toEqual([]);

		const ran = await bench.run(submit(), rows());
		expect(ran.error).toBeUndefined();
		expect(bench.server.batches).toHaveLength(1);
		for (const { createdAt, expiresAt } of bench.server.files) {
			expect(Number(expiresAt) - createdAt).toBe(2_592_000);
		}
	});

	it('while the same images of the same node are under way; next night they are new', async () => {
		const first = await bench.run(submit(), rows());
		const second = await bench.run(submit(), rows());

		expect(batchesIn(second.items)[0]!.id).toBe(batchesIn(first.items)[0]!.id);
		expect(second.hints.map(({ message }) => message).join()).toMatch(/under way already/);
		expect(bench.server.batches).toHaveLength(1);

		bench.server.advance(100);
		const third = await bench.run(submit(), rows());
		expect(bench.server.batches).toHaveLength(2);
		expect(batchesIn(third.items)[0]!.id).not.toBe(batchesIn(first.items)[0]!.id);
	});

	it('though an upload was lost: what is there twice expires by itself', async () => {
		bench.server.configure({
			faults: [{ match: onUpload, times: 1, fault: { kind: 'dropAfterWork' } }],
		});
		const ran = await bench.run(submit(), rows());
		expect(ran.error).toBeUndefined();
		expect(bench.server.batches).toHaveLength(1);
		expect(bench.server.files).toHaveLength(3);
	}, 60_000);
});

it('a batch that was turned down leaves no file', async () => {
	bench.server.configure({
		faults: [{ match: onBatchCreation, fault: { kind: 'status', status: 400 } }],
	});
	const ran = await bench.run(submit(), rows());

	expect(ran.error?.message).toMatch(/^Item 1: /);
	expect(bench.server.files.map(({ isDeleted }) => isDeleted)).toEqual([true, true]);
});

it('nothing is uploaded over Max Spend', async () => {
	const ran = await bench.run(submit({ run: { maxSpend: 0.001 } }), rows());

	expect(ran.error?.message).toMatch(/3 images could cost up to .* at batch prices/);
	expect(bench.server.log.filter(({ method }) => method === 'POST')).toEqual([]);
});

it('a batch is downloaded once by the tries of a run', async () => {
	const { submitted } = await overNight(bench, submit(), rows());
	bench.server.configure({
		faults: [
			{
				match: ({ method, path }) => method === 'GET' && /batch_nothing/.test(path),
				times: 1,
				fault: { kind: 'status', status: 400 },
			},
		],
	});
	const downloads = () => countOf(bench, 'GET', /content$/);
	const before = downloads();
	const items = [...submitted.items, { json: { batch: { id: 'batch_nothing' } } }];
	const ran = await bench.run(collect({}, { retryOnFail: true, maxTries: 2 }), items);

	expect(ran.error?.message).toMatch(/^Item 2: There is no batch batch_nothing/);
	expect(downloads() - before).toBe(1);

	const again = await bench.run(collect(), [], {
		mode: 'retry',
		retryOf: (await bench.run(collect(), items)).runExecutionData,
	});
	expect(again.error).toBeDefined();
	expect(outputsOf(again).images).toEqual([]);
	expect(downloads() - before).toBe(2);
});
