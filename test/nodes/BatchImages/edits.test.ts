import { maskWithHole, photo } from '../../dev/server/requests';
import { openWorkbench, type Workbench } from '../../support/workbench';
import { outputsOf, overNight, submit } from '../../support/batchBench';
import { itemOf } from '../EditImage/support';

const [WIDTH, HEIGHT] = [640, 480];
const PHOTO = photo(WIDTH, HEIGHT);
const LOGO = photo(300, 200, 'jpeg');
const MASK = maskWithHole(WIDTH, HEIGHT, { x: 100, y: 50, width: 200, height: 100 });

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const edit = (parameters = {}) =>
	submit({ source: 'edit', inputFields: 'data, logo', ...parameters });

it('uploads each input image and mask once, by its content', async () => {
	const items = await Promise.all(
		['a', 'b', 'c'].map(
			async (prompt, at) =>
				await itemOf(
					bench,
					{
						data: PHOTO,
						logo: { bytes: LOGO, fileName: `logo-${at}.jpg`, mimeType: 'image/jpeg' },
						mask: MASK,
					},
					{ prompt },
				),
		),
	);
	const { submitted, collected } = await overNight(
		bench,
		edit({ mask: 'binaryField', maskField: 'mask', n: 2 }),
		items,
	);

	expect(submitted.error ?? collected.error).toBeUndefined();
	const { images, notMade } = outputsOf(collected);
	expect(notMade).toEqual([]);
	expect(images.map(({ json }) => json.prompt)).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
	const uploads = bench.server.files.filter(({ purpose }) => purpose === 'vision');
	expect(uploads).toHaveLength(3);
	expect(bench.server.batches).toMatchObject([{ endpoint: '/v1/images/edits' }]);
	expect(bench.server.batches[0]!.lines).toHaveLength(6);
});

it('draws the regions into a mask, and takes an image by its address', async () => {
	const { submitted, images } = await overNight(
		bench,
		edit({
			inputFields: 'data',
			mask: 'regions',
			regions: { values: [{ x: 0, y: 0, width: 50, height: 50 }] },
		}),
		[await itemOf(bench, { data: PHOTO }, { prompt: 'a' })],
	);
	expect(submitted.error).toBeUndefined();
	expect(images).toHaveLength(1);
	const [line] = bench.server.batches[0]!.lines;
	expect(line?.fields).toMatchObject({ images: [{ file_id: expect.any(String) }] });
	expect(line?.fields.mask).toEqual({ file_id: expect.any(String) });
});

it('puts the images of all items into one edit', async () => {
	const { submitted, images } = await overNight(
		bench,
		edit({ inputFields: 'data', imagesFrom: 'allItems' }),
		[
			await itemOf(bench, { data: PHOTO }, { prompt: 'both' }),
			await itemOf(bench, { data: { bytes: LOGO, mimeType: 'image/jpeg' } }, { prompt: 'no' }),
		],
	);
	expect(submitted.items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
	expect(images.map(({ json }) => json.prompt)).toEqual(['both']);
	expect(bench.server.batches[0]!.lines[0]!.fields.images).toHaveLength(2);
});

it('uploads nothing where an image is missing', async () => {
	const ran = await bench.run(edit(), [await itemOf(bench, { data: PHOTO }, { prompt: 'a' })]);
	expect(ran.error?.message).toMatch(/^Item 1/);
	expect(bench.server.files).toEqual([]);
});
