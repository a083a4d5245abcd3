import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../../../../dev/engine/engine';
import {
	generate,
	openWorkbench,
	prompts,
	workflowOf,
	type NodeSetup,
	type Workbench,
} from '../../../support/workbench';
import { askedOf, busy, invalid, once, onPrompt, retrying } from './support';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** The trigger's items in turns of so many: Loop Over Items, our node, and back. */
function looped(setup: NodeSetup, batchSize = 1): WorkflowJson {
	const workflow = workflowOf(setup);
	workflow.nodes.push({
		id: 'loop',
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		position: [100, 0],
		parameters: { batchSize },
	});
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	workflow.connections = {
		Start: { main: [to('Loop')] },
		Loop: { main: [[], to('Node')] },
		Node: { main: [to('Loop')] },
	};
	return workflow;
}

const loop = async (setup: NodeSetup, texts: string[], batchSize?: number) =>
	await bench.engine.run(looped(setup, batchSize), { items: prompts(...texts) });

const filesOf = (ran: Awaited<ReturnType<typeof loop>>) =>
	ran.output('Loop')[0]!.map(({ binary }) => binary?.data?.id);

describe('each turn of a loop is a call of its own', () => {
	it('the same item in several turns is drawn in each', async () => {
		const ran = await loop(generate(), ['a', 'a', 'a']);

		expect(ran.status).toBe('success');
		expect(ran.runData.Node).toHaveLength(3);
		expect(askedOf(bench)).toEqual({ a: 3 });
		expect(new Set(filesOf(ran)).size).toBe(3);
	});

	it.each<[string, INodeParameters]>([
		['as it is', {}],
		['with a prompt that differs', { prompt: '={{ $json.prompt }} {{ Math.random() }}' }],
	])('Retry On Fail inside a turn pays once, and takes nothing of another: %s', async (_, more) => {
		let seen = 0;
		bench.server.configure({
			faults: [
				// The first two requests for it in the second turn.
				{
					match: ({ fields }) => String(fields.prompt).startsWith('b') && ++seen > 1 && seen < 4,
					fault: busy,
				},
			],
		});

		const ran = await loop(generate({ run: once, ...more }, retrying), ['a', 'b', 'a', 'b'], 2);

		expect(ran.status).toBe('success');
		expect(askedOf(bench)).toEqual({ a: 2, b: 4 });
		expect(new Set(filesOf(ran)).size).toBe(4);
		expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
	});

	it('a retry of the execution goes on with the turn that failed', async () => {
		bench.server.configure({ faults: [onPrompt('c', invalid, 1)] });
		const setup = generate();
		const failed = await loop(setup, ['a', 'b', 'a', 'c'], 2);
		expect(failed.status).toBe('error');

		const retried = await bench.engine.run(looped(setup, 2), {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(retried.status).toBe('success');
		expect(askedOf(bench)).toEqual({ a: 2, b: 1, c: 2 });
		expect(filesOf(retried)).toHaveLength(4);
		expect(new Set(filesOf(retried)).size).toBe(4);
	});
});

describe('pinned data', () => {
	it('of the node costs nothing', async () => {
		const pinned = [{ json: { image: { status: 'ok' } } }];

		const ran = await bench.run(generate(), prompts('a'), { pinData: { Node: pinned } });

		expect(ran.items).toMatchObject(pinned);
		expect(bench.calls()).toBe(0);
	});

	it('before the node is an input as any other: tries and a retry pay once', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 4)] });
		const setup = generate({ run: once }, retrying);
		const pinData = { Start: prompts('a', 'b') };
		const failed = await bench.run(setup, [{ json: {} }], { pinData });
		expect(askedOf(bench)).toEqual({ a: 1, b: 3 });

		const retried = await bench.run(setup, [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(retried.images.map(({ status }) => status)).toEqual(['ok', 'ok']);
		expect(askedOf(bench)).toEqual({ a: 1, b: 5 });
	});
});

it('the workflow timeout loses one turn of a loop, and finished turns keep their images', async () => {
	bench.server.configure({
		latencyMs: ({ fields }) => (String(fields.prompt) === 'c' ? 30_000 : 20),
	});
	const settings = { executionTimeout: 3 };

	const ran = await loop({ ...generate(), settings }, ['a', 'b', 'b', 'c'], 2);

	expect(ran.status).toBe('canceled');
	expect(askedOf(bench)).toEqual({ a: 1, b: 2, c: 1 });
	const turns = ran.runData.Node ?? [];
	const kept = turns.flatMap(({ data }) => data?.main?.[0] ?? []).filter(({ binary }) => binary);
	expect(kept.map(({ json }) => json.prompt)).toEqual(['a', 'b']);
});
