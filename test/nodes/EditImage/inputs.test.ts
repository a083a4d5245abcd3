import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { maskWithHole, photo } from '../../dev/server/requests';
import { openWorkbench, type Workbench } from '../../support/workbench';
import { edit, expectDone, expectRefused, itemOf, watch } from './support';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const PNG = photo(64, 48);
const WIDE = photo(96, 48);
const JPEG = photo(64, 48, 'jpeg');
const WEBP = photo(64, 48, 'webp');

/** What the server got: field, name, MIME type and size of each file. */
const sent = () =>
	bench
		.requests()
		.map(({ files }) => files.map(({ field, fileName, mimeType }) => [field, fileName, mimeType]));
const sizes = () => bench.requests().map(({ files }) => files.map(({ bytes }) => bytes));

describe('GPT Image Edit finds its images', () => {
	it('in one field, which goes out as `image`', async () => {
		expectDone(await bench.run(edit(), [await itemOf(bench, { data: PNG })]));
		expect(sent()).toEqual([[['image', 'data.png', 'image/png']]]);
	});

	it('in several fields, in the order of their names', async () => {
		const item = await itemOf(bench, { logo: WIDE, other: PNG, photo: PNG });
		expectDone(await bench.run(edit({ inputFields: 'photo, logo' }), [item]));
		expect(sent()).toEqual([
			[
				['image[]', 'photo.png', 'image/png'],
				['image[]', 'logo.png', 'image/png'],
			],
		]);
	});

	it('in all image fields of the item for *, without mask and what is no image', async () => {
		const item = await itemOf(bench, {
			first: PNG,
			notes: { bytes: Buffer.from('hello'), fileName: 'notes.txt', mimeType: 'text/plain' },
			second: { bytes: JPEG, fileName: 'second.jpg', mimeType: 'image/jpeg' },
			mask: photoWithHole(),
		});
		expectDone(await bench.run(edit({ inputFields: '*', mask: 'binaryField' }), [item]));
		expect(sent()).toEqual([
			[
				['image[]', 'first.png', 'image/png'],
				['image[]', 'second.jpg', 'image/jpeg'],
				['mask', 'mask.png', 'image/png'],
			],
		]);
	});

	it('GPT Image Edit finds the images of each item on its own', async () => {
		const items = [await itemOf(bench, { data: PNG }), await itemOf(bench, { data: WIDE })];
		const ran = await bench.run(edit(), items);
		expect(sizes().sort()).toEqual([[PNG.length], [WIDE.length]].sort());
		expect(ran.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('in all items together, paired with every one of them', async () => {
		const items = await Promise.all(
			[PNG, WIDE, PNG].map(async (bytes, at) => await itemOf(bench, { data: bytes }, { at })),
		);
		const ran = await bench.run(edit({ imagesFrom: 'allItems' }), items);
		expectDone(ran);
		expect(sizes()).toEqual([[PNG.length, WIDE.length, PNG.length]]);
		expect(ran.items).toHaveLength(1);
		expect(ran.items[0]).toMatchObject({
			json: { at: 0 },
			// Several would be more than one match for `$('Node').item`.
			pairedItem: { item: 0 },
		});
	});

	it('and names the item of all items that lacks the field, with the fields that it has', async () => {
		const items = [await itemOf(bench, { data: PNG }), await itemOf(bench, { photo: PNG })];
		const ran = await bench.run(edit({ imagesFrom: 'allItems' }), items);
		expectRefused(bench, ran, 'Item 2 has no binary field "data"', 'fields that it has: "photo"');
	});

	it.each([
		['a field that is not there', 'photo', 'no binary field "photo"', 'that it has: "data"'],
		['no field at all', '', 'There is no image to edit', 'Input Binary Fields'],
	])(
		'GPT Image Edit says which images are missing for %s',
		async (_case, inputFields, ...words) => {
			const ran = await bench.run(edit({ inputFields }), [await itemOf(bench, { data: PNG })]);
			expectRefused(bench, ran, 'Item 1, Input Binary Fields: ', ...words);
		},
	);

	it.each([
		['a comma at the end', 'data,photo,'],
		['blanks around', '  data ,\u00a0photo '],
		['quotation marks', '"data", \'photo\''],
		['JSON', '["data", "photo"]'],
		['an array', '={{ ["data", "photo"] }}'],
		['an array with a gap', '={{ ["data", null, "photo"] }}'],
		['the way to a binary field', '$binary.data, binary.photo'],
		['the binary fields themselves', '={{ [$binary.data, $binary.photo] }}'],
		['all binary fields', '={{ $binary }}'],
	])('binary fields may be named as %s', async (_how, inputFields) => {
		const seen = watch(bench);
		const item = await itemOf(bench, { data: PNG, photo: JPEG });
		expectDone(await bench.run(edit({ inputFields }), [item]));
		expect(seen[0]?.files.map(({ bytes }) => bytes)).toEqual([PNG, JPEG]);
	});

	it.each<[string, object, ...Array<string | RegExp>]>([
		[
			'the whole item',
			{ inputFields: '={{ $json }}' },
			'Item 1: Input Binary Fields holds an object with prompt, style, size and 2 more instead of the name',
			'The item has these: "data", "photo"',
		],
		['an empty object', { inputFields: '={{ ({}) }}' }, 'holds an empty object'],
		['an object as text', { inputFields: '=a{{ $json }}' }, /object/],
		[
			'a list of objects',
			{ inputFields: '={{ [{ name: "data" }] }}' },
			'holds an object with name',
		],
		[
			'the file of another item',
			{ inputFields: '={{ ({ mimeType: "image/png", fileName: "other.png" }) }}' },
			'holds a file instead of the name',
		],
		[
			'an object for the mask',
			{ mask: 'binaryField', maskField: '={{ $json }}' },
			'Mask Binary Field',
			'holds an object',
		],
	])('GPT Image Edit says what %s is in place of a name', async (_case, parameters, ...words) => {
		const json = { prompt: 'x', style: 'y', size: 1, a: 1, b: 2 };
		const item = await itemOf(bench, { data: PNG, photo: JPEG }, json);
		expectRefused(bench, await bench.run(edit(parameters as never), [item]), ...words);
	});

	it('and says so where the item has no binaries', async () => {
		expectRefused(bench, await bench.run(edit(), [{ json: {} }]), 'has no binary fields at all');
	});

	it('up to sixteen, and refuses a seventeenth', async () => {
		const item = await itemOf(
			bench,
			Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`image${at}`, PNG])),
		);
		const refused = await bench.run(edit({ inputFields: '*' }), [item]);
		expectRefused(bench, refused, '17 images are too many for one edit', 'up to 16');
		delete item.binary.image16;
		expectDone(await bench.run(edit({ inputFields: '*' }), [item]));
		expect(bench.requests()[0]?.files).toHaveLength(16);
	});
});

describe('GPT Image Edit reads what a file is from its bytes', () => {
	it.each([
		['a JPEG called .png', JPEG, 'photo.png', 'image/png', 'photo.jpg', 'image/jpeg'],
		['a PNG without a type', PNG, 'photo', 'application/octet-stream', 'photo.png', 'image/png'],
		['a WebP called .jpg', WEBP, 'a.b.jpg', 'image/jpeg', 'a.b.webp', 'image/webp'],
		['a PNG called a text', PNG, 'photo.txt', 'text/plain', 'photo.png', 'image/png'],
		['a PNG in a folder', PNG, '../../etc/photo.png', 'image/png', 'etc-photo.png', 'image/png'],
	])(
		'GPT Image Edit reads what a file is from its bytes: %s',
		async (_case, bytes, fileName, mimeType, sentName, sentType) => {
			const item = await itemOf(bench, { data: { bytes, fileName, mimeType } });
			expectDone(await bench.run(edit(), [item]));
			expect(sent()).toEqual([[['image', sentName, sentType]]]);
		},
	);

	it('also where name and MIME type are missing', async () => {
		const item = await itemOf(bench, { data: PNG });
		const { id, data } = item.binary.data!;
		item.binary.data = { id, data } as IBinaryData;
		expectDone(await bench.run(edit({ inputFields: '*' }), [item]));
		expect(sent()).toEqual([[['image', 'image.png', 'image/png']]]);
	});
});

describe('GPT Image Edit leaves its input alone', () => {
	it('GPT Image Edit changes nothing of its input item', async () => {
		const item = await itemOf(bench, { data: PNG, mask: photoWithHole() }, { deep: { list: [1] } });
		const before = structuredClone(item);
		const ran = await bench.run(edit({ mask: 'binaryField' }), [item]);
		expectDone(ran);
		expect(item).toEqual(before);
		expect(ran.output('Start')[0]?.[0]).toMatchObject(before);
		expect(await bench.engine.readBinary(item.binary.data!)).toEqual(PNG);
		expect(ran.items[0]?.json).toMatchObject({ deep: { list: [1] } });
	});
});

describe.each(['filesystem', 'default'] as const)('with binaries kept in %s', (binaryMode) => {
	let other: Workbench;
	beforeAll(async () => {
		other = await openWorkbench({ binaryMode });
	});
	afterAll(async () => await other.close());
	beforeEach(() => other.server.reset());
	const sentSizes = () => other.requests().map(({ files }) => files.map(({ bytes }) => bytes));

	it('GPT Image Edit sends what it was given and puts out files', async () => {
		const item = await itemOf(other, { data: PNG, mask: photoWithHole() });
		expect(item.binary.data?.id === undefined).toBe(binaryMode === 'default');
		const before = structuredClone(item);
		const ran = await other.run(edit({ mask: 'binaryField' }), [item]);
		expectDone(ran);
		expect(sentSizes()).toEqual([[PNG.length, photoWithHole().length]]);
		expect((await ran.files())[0]?.subarray(1, 4).toString()).toBe('PNG');
		expect(item).toEqual(before);
	});

	it.each(['photo, parts.logo', 'photo, logo', '*'])(
		'GPT Image Edit finds %s in the json of combined binary mode',
		async (inputFields) => {
			const { binary } = await itemOf(other, { photo: PNG, logo: WIDE });
			const json = { name: 'Fox', photo: binary.photo, parts: { logo: binary.logo } };
			const item = { json } as unknown as INodeExecutionData;
			const before = structuredClone(item);
			const settings = { binaryMode: 'combined' } as const;
			const ran = await other.run(edit({ inputFields }, { settings }), [item]);
			expectDone(ran);
			expect(sentSizes()).toEqual([[PNG.length, WIDE.length]]);
			expect(ran.items[0]?.json).toMatchObject({ name: 'Fox', image: { status: 'ok' } });
			expect(item).toEqual(before);
		},
	);
});

function photoWithHole(): Buffer {
	return maskWithHole(64, 48, { x: 0, y: 0, width: 32, height: 24 });
}
