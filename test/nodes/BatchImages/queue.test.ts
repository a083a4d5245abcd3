import { BATCH_LIMITS } from '../../../nodes/shared/models/batch';
import { openWorkbench, prompts, type Ran, type Workbench } from '../../support/workbench';
import { batchesIn, collect, countOf, outputsOf, submit } from '../../support/batchBench';

/** 32,000 characters: about 10,700 tokens, as they are estimated. */
const LONG = 'A long prompt. '.repeat(2133);
const ROWS = 100;
const rows = () => prompts(...Array.from({ length: ROWS }, (_, at) => `${at} ${LONG}`));

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => {
	bench.server.reset();
	bench.server.configure({ batches: { oneDrawing: true } });
});

const statusesOf = (ran: Ran) => batchesIn(outputsOf(ran).running).map(({ status }) => status);
const hintsOf = (ran: Ran) => ran.hints.map(({ message }) => message).join('\n');
const creations = () => countOf(bench, 'POST', /\/batches$/);

/** Collects until nothing is running: what came, in how many passes. */
async function loop(submitted: Ran) {
	const skus: unknown[] = [];
	let [items, passes] = [submitted.items, 0];
	for (; items.length > 0 && passes < 20; passes++) {
		bench.server.advance(900);
		const ran = await bench.run(collect(), items);
		expect(ran.error).toBeUndefined();
		const { images, notMade, running } = outputsOf(ran);
		skus.push(...[...images, ...notMade].map(({ json }) => String(json.prompt).split(' ')[0]));
		items = running;
	}
	return { passes, skus };
}

const everyRow = Array.from({ length: ROWS }, (_, at) => String(at));

describe('more prompt tokens than OpenAI lets wait at once', () => {
	it('are cut into batches, of which those that do not fit are uploaded and wait', async () => {
		const ran = await bench.run(submit(), rows());

		expect(ran.error).toBeUndefined();
		const batches = batchesIn(ran.items);
		expect(batches.map(({ status }) => status)).toEqual(['validating', 'validating', 'queued']);
		expect(batches[2]).toMatchObject({ id: null, inputFileId: expect.any(String) });
		expect(batches.flatMap((batch) => batch.rows!.map(({ itemIndex }) => itemIndex))).toEqual(
			everyRow.map(Number),
		);
		expect(creations()).toBe(2);
		for (const { lines } of bench.server.batches) {
			const characters = lines.reduce((sum, { fields }) => sum + String(fields.prompt).length, 0);
			expect(characters / 3).toBeLessThan(BATCH_LIMITS.batchTokens);
		}
		expect(hintsOf(ran)).toMatch(/1 batch did not fit into OpenAI's queue/);

		const { skus, passes } = await loop(ran);
		expect([...skus].sort()).toEqual([...everyRow].sort());
		expect(passes).toBe(2);
		expect(bench.server.batches.map(({ status }) => status)).toEqual(Array(3).fill('completed'));
	}, 120_000);

	it('batches that refused each other are created again one after another', async () => {
		bench.server.configure({
			batches: { oneDrawing: true },
			faults: [{ times: 2, fault: { kind: 'tokenLimit', form: 'failed' } }],
		});
		const submitted = await bench.run(submit(), rows());
		expect(batchesIn(submitted.items).map(({ status }) => status)).toEqual([
			'validating',
			'validating',
			'queued',
		]);
		bench.server.advance(900);
		const first = await bench.run(collect(), submitted.items);
		expect(statusesOf(first)).toEqual(['validating', 'queued', 'queued']);
		expect(hintsOf(first)).toMatch(/2 batches waiting for room/);
		expect(creations()).toBe(3);

		const second = await bench.run(collect(), outputsOf(first).running);
		expect(statusesOf(second)).toEqual(['validating', 'validating', 'queued']);
		const { skus } = await loop({ ...second, items: outputsOf(second).running });
		expect([...skus].sort()).toEqual([...everyRow].sort());
		expect(creations()).toBe(5);
	}, 120_000);

	it('a queue that stays full is asked once in each pass, and nothing is lost', async () => {
		const submitted = await bench.run(submit(), rows());
		const [, , queued] = submitted.items;
		bench.server.configure({
			batches: { oneDrawing: true },
			faults: [{ fault: { kind: 'tokenLimit', form: 'refused' } }],
		});
		const before = creations();
		let items = [queued!, queued!];
		for (let pass = 0; pass < 3; pass++) {
			const ran = await bench.run(collect(), items);
			expect(statusesOf(ran)).toEqual(['queued']);
			items = outputsOf(ran).running;
		}
		expect(creations() - before).toBe(3);
		bench.server.configure({ faults: [] });
		bench.server.advance(900);
		const ran = await bench.run(collect(), items);
		expect(statusesOf(ran)).toEqual(['validating']);
	}, 120_000);

	it('of two models wait in queues of their own', async () => {
		const items = rows().map(({ json }, at) => ({
			json: { ...json, model: at < 60 ? 'gpt-image-2' : 'gpt-image-2.5-flare' },
		}));
		const model = { __rl: true, mode: 'id', value: '={{ $json.model }}' };
		const ran = await bench.run(submit({ model }), items);
		expect(batchesIn(ran.items).map(({ status }) => status)).toEqual(Array(3).fill('validating'));
	}, 120_000);
});

it.each(['queued', 'failed'] as const)(
	'one that waits (%s) can be canceled for good',
	async (how) => {
		const form = how === 'queued' ? 'refused' : 'failed';
		bench.server.configure({ faults: [{ times: 1, fault: { kind: 'tokenLimit', form } }] });
		const submitted = await bench.run(submit(), prompts('a', 'b'));
		bench.server.advance(100);
		const cancelled = await bench.run(collect({ operation: 'cancel' }), submitted.items);
		expect(batchesIn(cancelled.items)).toMatchObject([{ id: null, status: 'cancelled' }]);

		const before = creations();
		const { missing, running } = outputsOf(await bench.run(collect(), cancelled.items));
		expect(running).toEqual([]);
		expect(missing).toMatchObject([
			{ status: 'cancelled', costUsd: 0, prompt: 'a' },
			{ status: 'cancelled', costUsd: 0, prompt: 'b' },
		]);
		expect(creations()).toBe(before);
	},
);
