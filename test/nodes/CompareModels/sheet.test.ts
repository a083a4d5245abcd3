import { createCanvas } from '@napi-rs/canvas';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import sheetSchema from '../../../nodes/CompareModels/__schema__/v1.0.0/sheet.json';
import { decodePng } from '../../../nodes/shared/images/png';
import { differences } from '../../support/schema';
import { bannedWordsIn, openWorkbench, workflowOf, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());

const COLORS = { red: [200, 30, 30], green: [30, 160, 60], blue: [30, 60, 200] } as const;
type Color = keyof typeof COLORS;

function drawn(color: Color, width = 60, height = 60): Buffer {
	const canvas = createCanvas(width, height);
	const paint = canvas.getContext('2d');
	paint.fillStyle = `rgb(${COLORS[color].join()})`;
	paint.fillRect(0, 0, width, height);
	return canvas.toBuffer('image/png');
}

const image = async (json: IDataObject, bytes = drawn('red'), fileName = 'photo.png') =>
	await bench.engine.itemWithFiles(json, { data: { bytes, fileName, mimeType: 'image/png' } });

/** Without a credential. */
async function run(parameters: INodeParameters, items: INodeExecutionData[], more = {}) {
	const workflow = workflowOf({
		type: 'compareModels',
		parameters: { operation: 'sheet', ...parameters },
		...more,
	});
	delete workflow.nodes.find(({ name }) => name === 'Node')!.credentials;
	const result = await bench.engine.run(workflow, { items });
	const [out = []] = result.output('Node');
	const html = async () => (await bench.engine.readBinary(out[0]!.binary!.report!)).toString();
	return { ...result, items: out, outputs: result.output('Node'), html };
}

/** Which of the colours a sheet has. */
async function colorsOn(png: Buffer): Promise<Color[]> {
	const { data } = await decodePng(png, { maxPixels: 20_000_000 });
	const seen = new Set<string>();
	for (let at = 0; at < data.length; at += 4) {
		seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
	}
	return (Object.keys(COLORS) as Color[]).filter((color) => seen.has(COLORS[color].join()));
}

describe('a contact sheet', () => {
	it('puts any images on one sheet and one page, without a request or a credential', async () => {
		const items = [
			await image({ by: 'Ann' }, drawn('red')),
			await image({ by: 'Ben' }, drawn('green', 90, 40), 'wide.png'),
			await image({ by: 'Cleo' }, drawn('blue'), 'blue.png'),
		];

		const ran = await run({ captions: '={{ $json.by }}', title: 'Autumn' }, items);

		expect(ran.error).toBeUndefined();
		expect(ran.items).toHaveLength(1);
		expect(Object.keys(ran.items[0]!.binary!).sort()).toEqual(['contactSheet', 'report']);
		expect(ran.items[0]!.binary!.contactSheet).toMatchObject({
			fileName: 'Autumn-contact-sheet.png',
			mimeType: 'image/png',
		});
		expect(ran.items[0]!.json).toEqual({
			sheet: {
				title: 'Autumn',
				images: 3,
				pages: 1,
				groups: [{ name: '', images: 3 }],
				notShown: [],
			},
		});
		expect(differences(ran.items[0]!.json, sheetSchema)).toEqual([]);
		const sheet = await bench.engine.readBinary(ran.items[0]!.binary!.contactSheet!);
		expect(await colorsOn(sheet)).toEqual(['red', 'green', 'blue']);
		const html = await ran.html();
		expect(html).toContain('<title>Autumn</title>');
		expect(html.match(/<img /g)).toHaveLength(3);
		for (const caption of ['Ann', 'Ben', 'Cleo']) expect(html).toContain(`>${caption}</div>`);
		expect(bench.calls()).toBe(0);
	});

	it('captions an image with its file name where no caption is given', async () => {
		const ran = await run({}, [await image({}, drawn('red'), 'harbour.png')]);

		expect(await ran.html()).toContain('>harbour.png</div>');
	});

	it.each([
		['the name of a field', 'campaign'],
		['an expression', '={{ $json.campaign }}'],
	])('a contact sheet groups by %s', async (_what, groupBy) => {
		const items = [
			await image({ campaign: 'Spring' }),
			await image({ campaign: 'Autumn' }),
			await image({ campaign: 'Spring' }),
		];

		const ran = await run({ groupBy }, items);

		expect((ran.items[0]!.json.sheet as IDataObject).groups).toEqual([
			{ name: 'Spring', images: 2 },
			{ name: 'Autumn', images: 1 },
		]);
		expect(
			(await ran.html()).match(/<h2[^>]*>[^<]*/g)!.map((tag) => tag.replace(/.*>/, '')),
		).toEqual(['Spring', 'Autumn']);
	});

	it('names what cannot be opened, and shows it in the page as far as a browser can', async () => {
		const gif = Buffer.from(
			'R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==',
			'base64',
		);
		const items = [
			await image({}, drawn('red')),
			await image({}, gif, 'moving.gif'),
			await image({}, Buffer.from('hello'), 'notes.txt'),
			{ json: {} },
		];

		const ran = await run({}, items);

		expect(ran.error).toBeUndefined();
		const { notShown } = ran.items[0]!.json.sheet as { notShown: IDataObject[] };
		expect(notShown.map(({ item, fileName }) => [item, fileName])).toEqual([
			[1, 'moving.gif'],
			[2, 'notes.txt'],
			[3, undefined],
		]);
		const html = await ran.html();
		expect(html.match(/<img /g)).toHaveLength(2);
		expect(html).toContain('notes.txt');
	});

	it('goes on further pages in fields of their own', async () => {
		const items = await Promise.all(
			Array.from({ length: 14 }, async (_, index) => await image({ index }, drawn('blue'))),
		);

		const ran = await run({ columns: 1 }, items);

		const names = Object.keys(ran.items[0]!.binary!).sort();
		expect(names).toEqual(['contactSheet', 'contactSheet2', 'report']);
		expect((ran.items[0]!.json.sheet as IDataObject).pages).toBe(2);
	});

	it('takes several binary fields of an item', async () => {
		const bytes = drawn('red');
		const file = (fileName: string) => ({ bytes, fileName, mimeType: 'image/png' });
		const items = [
			await bench.engine.itemWithFiles({}, { front: file('a.png'), back: file('b.png') }),
		];

		const ran = await run({ inputFields: '*' }, items);

		expect((ran.items[0]!.json.sheet as IDataObject).images).toBe(2);
	});

	it.each([
		[{ columns: 0 }, /Columns.*whole number from 1 to 8/],
		[{ columns: 99 }, /Columns/],
		[{ inputFields: 'photo' }, /Input Binary Fields: .*no binary field "photo"/],
		[{ inputFields: 'https://a.example/b.png' }, /Input Binary Fields holds a web address/],
		[{ inputFields: 'data:image/png;base64,iVBORw0KGgo=' }, /holds a data URL instead of the name/],
		[{ inputFields: '={{ $json }}' }, /holds an (empty object|object with)/],
	])('a contact sheet rejects %j by name', async (parameters, says) => {
		const ran = await run(parameters as INodeParameters, [await image({})]);

		expect(ran.error?.message).toMatch(says);
		const said = `${ran.error?.message} ${String(ran.error?.description)}`;
		expect(said).not.toContain('Image URLs');
		expect(bannedWordsIn(said)).toEqual([]);
	});
});
