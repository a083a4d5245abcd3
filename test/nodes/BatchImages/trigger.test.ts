import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
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
function activate(label = '', mode?: 'manual', staticData: IDataObject = {}) {
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

const idsOf = (items: INodeExecutionData[]) => batchesIn(items).map((batch) => batch.id);

/** Batches of another program, of one file. @returns their IDs. */
async function submitByOthers(count: number, metadata?: Record<string, string>) {
	const { url, apiKey } = bench.server;
	const authorization = `Bearer ${apiKey}`;
	const body = { model: 'gpt-image-2', prompt: 'theirs' };
	const line = { custom_id: '1', method: 'POST', url: '/v1/images/generations', body };
	const form = new FormData();
	form.append('purpose', 'batch');
	form.append('file', new Blob([`${JSON.stringify(line)}\n`]), 'theirs.jsonl');
	const sent = await fetch(`${url}/files`, {
		method: 'POST',
		headers: { authorization },
		body: form,
	});
	const { id } = (await sent.json()) as { id: string };
	for (let at = 0; at < count; at++) {
		const created = await fetch(`${url}/batches`, {
			method: 'POST',
			headers: { authorization, 'content-type': 'application/json' },
			body: JSON.stringify({
				...{ input_file_id: id, endpoint: '/v1/images/generations', completion_window: '24h' },
				...(metadata && { metadata }),
			}),
		});
		expect(created.status).toBe(200);
	}
}

it('reports two that ended between two polls together, in the order of their end', async () => {
	const poll = activate();
	await poll();
	const first = await submitOne('a');
	bench.server.advance(1);
	const second = await submitOne('b');
	bench.server.advance(100);

	expect(idsOf(await poll())).toEqual([first, second]);
	expect(await poll()).toEqual([]);
});

it('reports one that ended while the workflow was inactive, once, when it is active again', async () => {
	const staticData: IDataObject = {};
	const active = activate('', undefined, staticData);
	await active();
	const before = await submitOne('a');
	bench.server.advance(100);
	expect(idsOf(await active())).toEqual([before]);
	const inactive = await submitOne('b');
	bench.server.advance(100);

	// n8n keeps the static data with the workflow, as JSON.
	const again = activate('', undefined, JSON.parse(JSON.stringify(staticData)) as IDataObject);
	expect(idsOf(await again())).toEqual([inactive]);
	expect(await again()).toEqual([]);
});

it('reports one that was running at the first poll, and another workflow reports it as well', async () => {
	const id = await submitOne('a');
	const [one, other] = [activate(), activate()];
	expect([await one(), await other()]).toEqual([[], []]);
	bench.server.advance(100);
	expect([idsOf(await one()), idsOf(await other())]).toEqual([[id], [id]]);
	expect([await one(), await other()]).toEqual([[], []]);
});

it('finds its batches in a list of several pages, and reports none of other programs', async () => {
	const poll = activate();
	await poll();
	const oldest = await submitOne('a');
	await submitByOthers(130);
	await submitByOthers(1, { made_by: 'somebody', label: 'autumn' });
	const newest = await submitOne('b');
	await submitByOthers(3);
	bench.server.advance(100);
	const pages = () =>
		bench.server.log.filter(({ method, path }) => method === 'GET' && path.endsWith('/batches'))
			.length;
	const before = pages();

	expect(idsOf(await poll()).sort()).toEqual([oldest, newest].sort());
	expect(pages() - before).toBe(2);
	expect(await poll()).toEqual([]);
	expect(bench.server.batches).toHaveLength(136);
}, 60_000);

it.each(['failed', 'cancelled', 'expired'])('reports one that ended as %s', async (status) => {
	bench.server.configure({
		batches: { secondsPerStatus: { in_progress: 50 } },
		faults:
			status === 'failed'
				? [{ fault: { kind: 'batchFails' } }]
				: status === 'expired'
					? [{ fault: { kind: 'batchExpires' } }]
					: [],
	});
	const poll = activate();
	await poll();
	const id = await submitOne('a');
	if (status === 'cancelled') {
		await bench.run(collect({ operation: 'cancel', batchId: id }), [{ json: {} }]);
	}
	bench.server.advance(200);
	expect(batchesIn(await poll())).toMatchObject([{ id, status }]);
	expect(await poll()).toEqual([]);
});

it('does not report again what a list left out in between', async () => {
	const poll = activate();
	await poll();
	const id = await submitOne('a');
	bench.server.advance(100);
	expect(idsOf(await poll())).toEqual([id]);
	const body = { object: 'list', data: [], has_more: false };
	bench.server.configure({
		faults: [{ match: onBatchList, times: 1, fault: { kind: 'status', status: 200, body } }],
	});
	expect(await poll()).toEqual([]);
	expect(await poll()).toEqual([]);
});

it('loses none by a poll that failed', async () => {
	const poll = activate();
	await poll();
	const id = await submitOne('a');
	bench.server.advance(100);
	bench.server.configure({
		faults: [{ match: onBatchList, times: 1, fault: { kind: 'status', status: 401 } }],
	});
	await expect(poll()).rejects.toThrow(/API key/);
	expect(idsOf(await poll())).toEqual([id]);
});

it('reports no old batches where its label is changed', async () => {
	const staticData: IDataObject = {};
	const autumn = activate('autumn', undefined, staticData);
	await autumn();
	await submitOne('a', 'winter');
	bench.server.advance(100);
	expect(await autumn()).toEqual([]);
	const any = activate('', undefined, staticData);
	expect(await any()).toEqual([]);
	const id = await submitOne('b', 'winter');
	bench.server.advance(100);
	expect(idsOf(await any())).toEqual([id]);
});

it('forgets what is too old to be listed', async () => {
	const longAgo = Date.now() - 7 * 86_400_000;
	const staticData: IDataObject = { reported: { batch_old: longAgo, batch_new: Date.now() } };
	await activate('', undefined, staticData)();
	expect(Object.keys(staticData.reported as object)).toEqual(['batch_new']);
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
