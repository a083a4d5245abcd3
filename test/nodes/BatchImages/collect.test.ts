import schema from '../../../nodes/BatchImages/__schema__/v1.1.0/collect.json';
import { openWorkbench, prompts, type Workbench } from '../../support/workbench';
import {
	batchesIn,
	collect,
	countOf,
	outputsOf,
	overNight,
	submit,
} from '../../support/batchBench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const downloads = () => countOf(bench, 'GET', /content$/);

it('collects by the ID alone, days later, with fields and exact pixels', async () => {
	const { submitted } = await overNight(
		bench,
		submit({ size: 'custom', width: 700, height: 300, options: { outputFormat: 'jpeg' } }),
		[{ json: { prompt: 'a', sku: 7 } }],
	);
	bench.server.advance(5 * 86_400);
	const batchId = batchesIn(submitted.items)[0]!.id!;
	const ran = await bench.run(collect({ batchId }), [{ json: { other: true } }]);

	const { images, made } = outputsOf(ran);
	expect(images[0]?.json).toMatchObject({ prompt: 'a', sku: 7 });
	expect(images[0]?.json).not.toHaveProperty('other');
	expect(made).toMatchObject([{ width: 700, height: 300, costUsd: expect.any(Number) }]);
	expect(images[0]?.pairedItem).toEqual({ item: 0 });
});

it('returns what is in the schema, and without Simplify everything', async () => {
	const { submitted, made } = await overNight(bench, submit(), prompts('a'));
	const known = Object.keys(schema.properties.image.properties);
	expect(Object.keys(made[0]!).filter((name) => !known.includes(name))).toEqual([]);
	const ran = await bench.run(collect({ simplify: false }), submitted.items);
	expect(outputsOf(ran).made[0]).toMatchObject({ usage: { inputImageTokens: 0 }, attempts: 1 });
});

it('returns an image unchanged, with a warning, where its rows are gone', async () => {
	const { submitted } = await overNight(bench, submit(), prompts('a'));
	const batch = batchesIn(submitted.items)[0]!;
	const headers = { authorization: `Bearer ${bench.server.apiKey}` };
	await fetch(`${bench.server.url}/files/${batch.manifestFileId}`, { method: 'DELETE', headers });
	const { made } = outputsOf(await bench.run(collect({ batchId: batch.id }), [{ json: {} }]));
	expect(made).toMatchObject([
		{
			status: 'ok',
			warnings: [{ message: expect.stringMatching(/^Nothing is known of the line/) }],
		},
	]);
});

it('keeps the images of a prompt in one item where Output Mode says so', async () => {
	const { images } = await overNight(
		bench,
		submit({ n: 2, options: { outputMode: 'itemPerPrompt', binaryPropertyOutput: 'pic' } }),
		prompts('a', 'b'),
	);
	expect(images.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
		['pic', 'pic_2'],
		['pic', 'pic_2'],
	]);
});

it('leaves the fields out of what is uploaded where Include Input Fields is off', async () => {
	const { submitted, images } = await overNight(
		bench,
		submit({ options: { includeInputFields: false } }),
		[{ json: { prompt: 'a', secret: 'hush' } }],
	);
	expect(images[0]?.json).not.toHaveProperty('secret');
	expect(JSON.stringify(submitted.items)).not.toContain('hush');
});

it('deletes the files last, when every image is stored, and then says so', async () => {
	const { submitted } = await overNight(bench, submit(), prompts('a'));
	const deleting = collect({ options: { deleteFiles: 'afterCollecting' } });
	const again = async () => await bench.run(deleting, submitted.items);
	const first = await again();

	expect(first.error).toBeUndefined();
	expect(outputsOf(first).images).toHaveLength(1);
	const left = bench.server.files.filter(({ isThere }) => isThere);
	expect(left).toEqual([]);
	const lastDownload = bench.server.log.findLastIndex(({ path }) => path.endsWith('/content'));
	const firstDeletion = bench.server.log.findIndex(({ method }) => method === 'DELETE');
	expect(firstDeletion).toBeGreaterThan(lastDownload);
	const second = await again();
	expect(second.error?.message).toMatch(/^Item 1: The results of batch .* are no longer there/);
	expect(second.error?.description).toMatch(/deleted after an earlier Collect/);
});

it('passes on what runs, and rows that Submit rejected', async () => {
	const submitted = await bench.run(
		submit({}, { onError: 'continueRegularOutput' }),
		prompts('a', ''),
	);
	expect(submitted.items).toHaveLength(2);
	const ran = await bench.run(collect(), submitted.items);
	const { running, missing } = outputsOf(ran);
	expect(batchesIn(running)).toMatchObject([{ status: 'validating', rows: [{ prompt: 'a' }] }]);
	expect(missing).toMatchObject([{ status: 'invalid' }]);
	expect(downloads()).toBe(0);
	expect(ran.hints.map(({ message }) => message).join()).toMatch(/1 batch still running/);
});

it('collects one batch once, however many items name it', async () => {
	const { submitted } = await overNight(bench, submit(), prompts('a'));
	const before = downloads();
	const ran = await bench.run(collect(), [...submitted.items, ...submitted.items]);
	expect(outputsOf(ran).images).toHaveLength(1);
	expect(downloads() - before).toBe(1);
});

it('cuts more rows than a batch may hold into several', async () => {
	const ran = await bench.run(
		submit(),
		prompts(...Array.from({ length: 501 }, (_, at) => `Cup ${at}`)),
	);
	expect(batchesIn(ran.items).map(({ images }) => images)).toEqual([500, 1]);
}, 60_000);

it.each([
	['', 'Batch ID is empty'],
	['batch_nothing', 'There is no batch batch_nothing in this account'],
])('says what is wrong with the ID "%s"', async (batchId, words) => {
	for (const operation of ['collect', 'cancel']) {
		const ran = await bench.run(collect({ operation, batchId }), [{ json: {} }]);
		expect(ran.error?.message).toContain(words);
	}
});

it('refuses snapshots and formats that no batch takes, before anything is uploaded', async () => {
	const snapshot = { __rl: true, mode: 'id', value: 'gpt-image-2-2026-04-21' };
	for (const parameters of [{ model: snapshot }, { options: { outputFormat: 'svg' } }]) {
		const ran = await bench.run(submit(parameters), prompts('a'));
		expect(ran.error?.message).toMatch(/snapshot|svg/);
	}
	expect(bench.server.log).toEqual([]);
});
