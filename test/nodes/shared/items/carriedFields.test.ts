import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { photo } from '../../../dev/server/requests';
import { compare } from '../../../support/compare';
import { generate, openWorkbench, prompts, type Workbench } from '../../../support/workbench';
import { edit, expectDone, itemOf } from '../../EditImage/support';

let bench: Workbench;
let onDisk: Workbench;
beforeAll(async () => {
	[bench, onDisk] = [await openWorkbench(), await openWorkbench({ binaryMode: 'filesystem' })];
});
afterAll(async () => await Promise.all([bench.close(), onDisk.close()]));
beforeEach(() => [bench, onDisk].forEach(({ server }) => server.reset()));

const PHOTO = photo(96, 64);
const LOGO = photo(48, 48);
const withFiles = { options: { includeInputFiles: true } };
const fieldsOf = (items: INodeExecutionData[]) =>
	items.map(({ binary }) => Object.keys(binary ?? {}).sort());
const bytesOf = async (of: Workbench, file: IBinaryData | undefined) =>
	await of.engine.readBinary(file!);

describe('a field of the input called as one of ours', () => {
	it('is put out as imageBefore, so that a chain of steps can sum what it cost', async () => {
		const made = await bench.run(generate(), prompts('A fox'));
		const once = await bench.run(edit(), made.items);
		const twice = await bench.run(edit(), once.items);

		expectDone(twice);
		const [{ json }] = twice.items as [INodeExecutionData];
		expect(json.imageBefore).toEqual(once.images[0]);
		expect(json.imageBefore2).toEqual(made.images[0]);
		expect(json.image).toMatchObject({ status: 'ok', prompt: 'Give it a hat' });
		expect(Object.keys(json).sort()).toEqual(['image', 'imageBefore', 'imageBefore2', 'prompt']);
	});

	it.each(['https://example.com/fox.png', 0, null, ['a', 'b']])(
		'an input field with the name of ours is kept whatever it holds: %j',
		async (image) => {
			const [item] = (await bench.run(generate(), [{ json: { prompt: 'A fox', image } }])).items;
			expect(item?.json).toMatchObject({ imageBefore: image, image: { status: 'ok' } });
		},
	);

	it('is kept beside a list of all images, and where there is no image', async () => {
		const json = { prompt: 'A fox', image: 'mine', images: ['mine', 'too'] };
		const all = generate({ n: 2, options: { outputMode: 'itemPerPrompt' } });
		const failing = { ...generate({ quality: 'none' }), onError: 'continueRegularOutput' } as const;

		const [together] = (await bench.run(all, [{ json }])).items;
		const [failed] = (await bench.run(failing, [{ json }])).items;

		expect(together?.json).toMatchObject({
			imageBefore: 'mine',
			imagesBefore: ['mine', 'too'],
			images: [{ index: 1 }, { index: 2 }],
		});
		expect(failed?.json).toMatchObject({ imageBefore: 'mine', image: { status: 'invalid' } });
	});

	it('is left out with all others where Include Input Fields is off', async () => {
		const setup = generate({ options: { includeInputFields: false } });
		const [item] = (await bench.run(setup, [{ json: { prompt: 'A fox', image: 1 } }])).items;
		expect(Object.keys(item!.json)).toEqual(['image']);
	});

	it('is put out as compareBefore by Compare Models, and the input item stays as it was', async () => {
		const input = { json: { prompt: 'A fox', image: 'mine', compare: 'too' } };
		const ran = await bench.run(compare(), [input]);
		expect(ran.items.map(({ json }) => json)).toMatchObject(
			['A', 'B'].map((variant) => ({
				imageBefore: 'mine',
				compareBefore: 'too',
				compare: { variant },
			})),
		);
		expect(input).toEqual({ json: { prompt: 'A fox', image: 'mine', compare: 'too' } });
	});
});

describe('the files of the input', () => {
	const item = async (of = bench) =>
		await itemOf(of, { data: PHOTO, logo: LOGO }, { prompt: 'A fox' });

	it('are left out unless Include Input Files is on', async () => {
		const ran = await bench.run(generate(), [await item()]);
		expect(fieldsOf(ran.items)).toEqual([['data']]);
	});

	it('are put out with each of several images, under a free name where the image takes theirs', async () => {
		const ran = await bench.run(generate({ n: 2, ...withFiles }), [await item()]);

		expect(fieldsOf(ran.items)).toEqual(Array(2).fill(['data', 'data_input', 'logo']));
		for (const { binary } of ran.items) {
			expect(await bytesOf(bench, binary?.data_input)).toEqual(PHOTO);
			expect(await bytesOf(bench, binary?.logo)).toEqual(LOGO);
			expect(binary?.data?.fileName).toMatch(/^A-fox/);
		}
	});

	it('are put out with each social format', async () => {
		const presets = ['instagramSquare', 'openGraph'];
		const ran = await bench.run(edit({ size: 'preset', presets, ...withFiles }), [await item()]);
		expect(fieldsOf(ran.items)).toEqual(Array(2).fill(['data', 'data_input', 'logo']));
	});

	it('are put out once where all images of a prompt are in one item', async () => {
		const options = { includeInputFiles: true, outputMode: 'itemPerPrompt' };
		const input = await itemOf(bench, { data: PHOTO, data_2: LOGO, data_2_input: LOGO });
		const ran = await bench.run(edit({ n: 2, options }), [input]);
		expect(fieldsOf(ran.items)).toEqual([
			['data', 'data_2', 'data_2_input', 'data_2_input_2', 'data_input'],
		]);
	});

	it('of all items are put out where all went into one edit', async () => {
		const items = [await itemOf(bench, { data: PHOTO }), await itemOf(bench, { data: LOGO })];
		const ran = await bench.run(edit({ imagesFrom: 'allItems', ...withFiles }), items);
		expect(fieldsOf(ran.items)).toEqual([['data', 'data_input', 'data_input_2']]);
		expect(await bytesOf(bench, ran.items[0]?.binary?.data_input_2)).toEqual(LOGO);
	});

	it('are put out where there is no image', async () => {
		const setup = edit({ size: '1x1', ...withFiles }, { onError: 'continueRegularOutput' });
		const ran = await bench.run(setup, [await item()]);
		expect(ran.images).toMatchObject([{ status: 'invalid' }]);
		expect(fieldsOf(ran.items)).toEqual([['data', 'logo']]);
	});

	it('are put out by Compare Models with every cell', async () => {
		const ran = await bench.run(compare(undefined, withFiles), [await item()]);
		expect(fieldsOf(ran.items)).toEqual(Array(2).fill(['data', 'data_input', 'logo']));
	});

	it('binaries are returned in the json if the workflow keeps them there', async () => {
		const settings = { binaryMode: 'combined' } as never;
		const { binary, json } = await item(onDisk);
		const inJson = { json: { ...json, _files: binary } } as unknown as INodeExecutionData;

		for (const input of [await item(onDisk), inJson]) {
			const ran = await onDisk.run(edit(withFiles, { settings }), [input]);
			expectDone(ran);
			const files = ran.items[0]?.json._files as unknown as Record<string, IBinaryData>;
			expect(Object.keys(files).sort()).toEqual(['data', 'data_input', 'logo']);
			expect(await bytesOf(onDisk, files.data_input)).toEqual(PHOTO);
			expect(await bytesOf(onDisk, files.data)).not.toEqual(PHOTO);
		}
	});
});
