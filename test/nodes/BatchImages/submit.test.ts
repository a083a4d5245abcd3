import { openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { batchesIn, countOf, overNight, submit } from '../../support/batchBench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

it('submits the prompts of all items as one batch', async () => {
	const ran = await bench.run(submit(), prompts('a', 'b'));

	expect(ran.error).toBeUndefined();
	const [batch] = batchesIn(ran.items);
	expect(batch).toMatchObject({
		status: 'validating',
		model: 'gpt-image-2',
		endpoint: '/v1/images/generations',
		images: 2,
		rows: [
			{ customId: '1-1', itemIndex: 0, prompt: 'a', index: 1, fields: { prompt: 'a' } },
			{ customId: '2-1', itemIndex: 1, prompt: 'b', index: 1, fields: { prompt: 'b' } },
		],
	});
	expect(ran.items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
	expect(bench.server.batches).toHaveLength(1);
	expect(countOf(bench, 'POST', /batches$/)).toBe(1);
});

it('brings the images', async () => {
	const { submitted, collected, images, notMade, running } = await overNight(
		bench,
		submit(),
		prompts('a', 'b [refuse]', 'c'),
	);
	expect(submitted.error).toBeUndefined();
	expect(collected.error).toBeUndefined();
	expect(images).toHaveLength(2);
	expect(notMade).toHaveLength(1);
	expect(running).toEqual([]);
});
