import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeProperties } from 'n8n-workflow';
import { photo } from '../../dev/server/requests';
import { model, openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { outputsOf, overNight, submit } from '../../support/batchBench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const hintsOf = (ran: { hints: Array<{ message: string }> }) =>
	ran.hints.map(({ message }) => message).join('\n');
const fieldsOf = () =>
	bench.server.batches.flatMap(({ lines }) => lines.map(({ fields }) => fields));

it('warns of a model that batches may not take, and lets the API decide', async () => {
	bench.server.configure({ batches: { refusedModels: ['gpt-image-2.6-flare'] } });
	const { submitted, collected } = await overNight(
		bench,
		submit({ model: model('gpt-image-2.6-flare') }),
		prompts('a'),
	);
	expect(hintsOf(submitted)).toMatch(/2\.6-flare is not known to be in the Batch API/);
	const { missing } = outputsOf(collected);
	expect(missing).toMatchObject([{ costUsd: 0, error: { code: 'model_not_found' } }]);
});

it.each(['adapt', 'fail'])(
	'never submits a transparent background to a model without one (%s)',
	async (unsupportedSettings) => {
		const ran = await bench.run(
			submit({ options: { background: 'transparent' }, run: { unsupportedSettings } }),
			prompts('a'),
		);
		expect(fieldsOf().filter(({ background }) => background === 'transparent')).toEqual([]);
		const told = `${ran.error?.message ?? ''} ${hintsOf(ran)}`;
		expect(told).toMatch(/[Tt]ransparent/);
	},
);

it('every upload and every result is deleted by OpenAI after 30 days', async () => {
	await overNight(bench, submit({ source: 'edit', inputFields: 'data' }), [
		await bench.engine.itemWithFiles(
			{ prompt: 'a' },
			{ data: { bytes: photo(64, 64), fileName: 'a.png', mimeType: 'image/png' } },
		),
	]);
	const days = bench.server.files.map(({ purpose, createdAt, expiresAt }) => [
		purpose,
		Math.round((Number(expiresAt) - createdAt) / 86_400),
	]);
	expect(days).toEqual([
		['vision', 30],
		['batch', 30],
		['batch', 30],
		['batch_output', 30],
	]);
});

it('uploads an image that it was given by its address', async () => {
	const image = photo(64, 64);
	const site = createServer((_request, response) => {
		response.setHeader('content-type', 'image/png');
		response.end(image);
	});
	await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
	const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/a.png`;
	const { submitted, images } = await overNight(
		bench,
		submit({ source: 'edit', inputFields: '', imageUrls: address }),
		prompts('a'),
	);
	site.close();
	expect(submitted.error).toBeUndefined();
	expect(images).toHaveLength(1);
	expect(JSON.stringify(fieldsOf())).not.toContain('127.0.0.1');
	expect(fieldsOf()[0]).toMatchObject({ images: [{ file_id: expect.any(String) }] });
});

it('names each line by item, format and number, in what the API surely takes', async () => {
	await bench.run(
		submit({ size: 'preset', presets: ['openGraph', 'xHeader'], n: 2 }),
		prompts('a', 'b'),
	);
	const ids = bench.server.batches.flatMap(({ lines }) => lines.map(({ customId }) => customId));
	expect(ids).toHaveLength(8);
	expect(new Set(ids).size).toBe(8);
	for (const id of ids) expect(id).toMatch(/^[12]-(openGraph|xHeader)-\d+$/);
	expect(new Set(fieldsOf().map(({ n }) => n ?? 1))).toEqual(new Set([1]));
});

it('offers nothing that no batch takes', () => {
	const { properties } = bench.engine.nodeType('n8n-nodes-gpt-image.batchImages').description;
	const all = properties.flatMap((property) => [
		property,
		...((property.options ?? []) as INodeProperties[]),
	]);
	const names = all.map(({ name }) => name);
	expect(names).not.toContain('markupField');
	expect(names).not.toContain('includeInputFiles');
	const formats = all
		.filter(({ name }) => name === 'outputFormat')
		.flatMap(({ options = [] }) => options.map((option) => (option as { value?: unknown }).value));
	expect(new Set(formats)).toEqual(new Set(['png', 'jpeg', 'webp']));
});
