import type { IDataObject } from 'n8n-workflow';
import { onBatchList } from '../../../dev/server/server';
import { openWorkbench, prompts, workflowOf, type Workbench } from '../../support/workbench';
import { batchesIn, collect, outputsOf, submit } from '../../support/batchBench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** A trigger that is active: each call polls once and gives the batches that it reports. */
function activate(label = '', mode?: 'manual') {
	const staticData: IDataObject = {};
	const workflow = workflowOf({ type: 'batchImagesTrigger', parameters: { label } });
	return async () => {
		const items = await bench.engine.poll({ workflow, node: 'Node', staticData, mode });
		return items?.[0] ?? [];
	};
}

const submitOne = async (prompt: string, label = '') =>
	batchesIn((await bench.run(submit({ options: { label } }), prompts(prompt))).items)[0]!.id!;

it('reports each batch once, when it has ended, and none that had ended before', async () => {
	await submitOne('before');
	bench.server.advance(100);
	const poll = activate();
	expect(await poll()).toEqual([]);

	const id = await submitOne('a');
	expect(await poll()).toEqual([]);
	bench.server.advance(100);
	const items = await poll();
	expect(batchesIn(items)).toMatchObject([
		{ id, status: 'completed', counts: { total: 1, completed: 1, failed: 0 } },
	]);
	expect(await poll()).toEqual([]);

	const { made } = outputsOf(await bench.run(collect(), items));
	expect(made).toMatchObject([{ status: 'ok', prompt: 'a' }]);
});

it('reports only batches with its label, of this package', async () => {
	const poll = activate('autumn');
	await poll();
	const id = await submitOne('a', 'autumn');
	await submitOne('b', 'winter');
	bench.server.advance(100);

	expect(batchesIn(await poll()).map((batch) => batch.id)).toEqual([id]);
	expect(bench.server.batches).toHaveLength(2);
});

it('reports what ended while n8n was down for two days, and forgets what is older', async () => {
	const poll = activate();
	await poll();
	const id = await submitOne('a');
	bench.server.advance(100);
	expect(batchesIn(await poll()).map((batch) => batch.id)).toEqual([id]);
	const other = await submitOne('b');
	bench.server.advance(100);
	expect(batchesIn(await poll()).map((batch) => batch.id)).toEqual([other]);
});

it('shows the last batch in a test of the editor', async () => {
	await submitOne('a');
	bench.server.advance(100);
	const id = await submitOne('b');
	bench.server.advance(100);
	const poll = activate('', 'manual');

	expect(batchesIn(await poll()).map((batch) => batch.id)).toEqual([id]);
	expect(batchesIn(await poll()).map((batch) => batch.id)).toEqual([id]);
});

it('says in words that a server has no batches', async () => {
	bench.server.configure({
		faults: [{ match: onBatchList, fault: { kind: 'status', status: 404 } }],
	});
	await expect(activate()()).rejects.toThrow(
		`The server at ${bench.server.url} has no Batch API (HTTP 404)`,
	);
});
