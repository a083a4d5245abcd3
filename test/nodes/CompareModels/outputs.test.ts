import { createCanvas } from '@napi-rs/canvas';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { decodePng } from '../../../nodes/shared/images/png';
import compareSchema from '../../../nodes/CompareModels/__schema__/v1.0.0/compare.json';
import { compare, comparedOf, runCompare, TWO } from '../../support/compare';
import { differences } from '../../support/schema';
import {
	bannedWordsIn,
	model,
	openWorkbench,
	prompts,
	type Workbench,
} from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const open = async (bytes: Uint8Array) => await decodePng(bytes, { maxPixels: 20_000_000 });
/** One pixel. */
const GIF = Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const MIME = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const;

function drawn(format: keyof typeof MIME, width: number, height: number): Buffer {
	const canvas = createCanvas(width, height);
	const paint = canvas.getContext('2d');
	const sky = paint.createLinearGradient(0, 0, width, height);
	sky.addColorStop(0, '#204060');
	sky.addColorStop(1, '#f0d0a0');
	paint.fillStyle = sky;
	paint.fillRect(0, 0, width, height);
	return format === 'png' ? canvas.toBuffer('image/png') : canvas.toBuffer(MIME[format]);
}

const withPicture = async (prompt: string, bytes: Buffer, format: keyof typeof MIME) =>
	await bench.engine.itemWithFiles(
		{ prompt },
		{ approved: { bytes, fileName: `approved.${format}`, mimeType: MIME[format] } },
	);
const against = (more: IDataObject = {}) =>
	compare(TWO, { baselineField: 'approved', ...more } as never);

describe('the stored image', () => {
	it('is held against every image, whatever its size and format', async () => {
		const first = await runCompare(bench, compare(), prompts('A red fox'));
		const [made] = await first.ran.files();
		bench.server.reset();
		const items = [
			await withPicture('A red fox', made!, 'png'),
			await withPicture('A red fox', drawn('jpeg', 900, 600), 'jpeg'),
			await withPicture('A red fox', drawn('png', 64, 64), 'png'),
		];

		const { ran, report, files } = await runCompare(bench, against(), items);

		const places = ran.items.map(({ json }) => json.compare as IDataObject);
		expect(
			places.every(({ similarity }) => Number(similarity) >= 0 && Number(similarity) <= 1),
		).toBe(true);
		// Variant A draws the same image again: it is its own baseline.
		expect(places[0]).toMatchObject({ variant: 'A', similarity: 1, perceptualDistance: 0 });
		expect(Number(places[1]!.similarity)).toBeLessThan(1);
		expect(report.variants[0]!.similarity).toMatchObject({ count: 3 });
		const similarities = [0, 2, 4].map((at) => Number(places[at]!.similarity));
		expect(report.variants[0]!.similarity!.mean).toBeCloseTo(
			similarities.reduce((sum, value) => sum + value, 0) / 3,
			9,
		);
		expect(report.variants[0]!.similarity!.min).toBe(Math.min(...similarities));
		expect(files.report!.bytes.toString().match(/<img /g)).toHaveLength(9);
		expect(report.mostSimilar?.letter).toBe('A');
	});

	it('stands on the sheet also where no image came to be held against it', async () => {
		bench.server.configure({ faults: [{ fault: { kind: 'refusal' } }] });
		const items = [await withPicture('A red fox', drawn('png', 200, 200), 'png')];

		const { report, files } = await runCompare(bench, against(), items);

		expect(report.variants.map(({ similarity, refused }) => [similarity, refused])).toEqual([
			[null, 1],
			[null, 1],
		]);
		expect(files.report!.bytes.toString().match(/<img /g)).toHaveLength(1);
	});

	it('the baseline image may be a WebP', async () => {
		const items = [await withPicture('A red fox', drawn('webp', 200, 200), 'webp')];

		const { report } = await runCompare(bench, against(), items);

		expect(report.variants.map(({ similarity }) => similarity?.count)).toEqual([1, 1]);
	});

	const bad: Array<[string, () => Promise<INodeExecutionData>, RegExp]> = [
		['a GIF', async () => await withPicture('Two', GIF, 'png'), /GIF file/],
		['a missing field', async () => ({ json: { prompt: 'Two' } }), /no binary field "approved"/],
		[
			'an image that is cut off',
			async () => await withPicture('Two', drawn('png', 64, 64).subarray(0, 200), 'png'),
			/cut off|cannot be opened/,
		],
	];
	it.each(bad)('that is %s is told before paying, with its item', async (_what, makeItem, says) => {
		const good = await withPicture('One', drawn('png', 64, 64), 'png');

		const ran = await bench.run(against(), [good, await makeItem()]);

		expect(ran.error?.message).toMatch(/^Item 2, Baseline Binary Field: /);
		expect(ran.error?.message).toMatch(says);
		expect(bannedWordsIn(`${ran.error?.message} ${String(ran.error?.description)}`)).toEqual([]);
		expect(bench.calls()).toBe(0);
	});
});

const HOSTILE = [
	'<script>alert(1)</script><img src=x onerror=alert(2)>',
	'" onload="alert(3)" \' </style></title> &amp; \u202Eelif\u202C',
	'=HYPERLINK("https://example.com","x"), +1, "two"\nlines;\t@SUM(A1)',
];

describe('the files for people', () => {
	it('the files for people are safe with hostile prompts', async () => {
		const { files, ran } = await runCompare(bench, compare(), prompts(...HOSTILE));

		const html = files.report!.bytes.toString();
		expect(html).toMatch(
			/Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-/,
		);
		expect(html).not.toMatch(/<script|<img src=x|onload="|<\/style><\/title>/);
		const csv = files.table!.bytes.toString();
		expect(csv).not.toMatch(/(^|[,;\n]"?)[=+@]/m);
		expect(csv).toContain('HYPERLINK');
		await open(files.contactSheet!.bytes);
		for (const { fileName } of ran.images) expect(String(fileName)).toMatch(/^[\p{L}\p{N}.-]+$/u);
	});

	it('hide the models where the comparison is blind; json keeps them', async () => {
		const variants = [
			{ model: 'gpt-image-2', label: 'House style' },
			{ model: 'gpt-image-2.5-flare', label: 'Challenger' },
		];
		const { files, report, ran } = await runCompare(
			bench,
			compare(variants, { blind: true, title: 'Blind taste' }),
			prompts('A red fox'),
		);

		for (const { bytes, fileName } of Object.values(files)) {
			expect(`${fileName} ${bytes.toString('latin1')}`).not.toMatch(
				/gpt-image|flare|House style|Challenger/,
			);
		}
		expect(files.report!.fileName).toBe('Blind-taste-report.html');
		expect(report.variants.map(({ model }) => model)).toEqual(variants.map(({ model }) => model));
		expect(ran.items.map(({ json }) => (json.compare as IDataObject).label)).toEqual([
			'House style',
			'Challenger',
		]);
	});

	it('hide what the API said of a model where the comparison is blind', async () => {
		const sheetWith = async (message: string, blind: boolean) => {
			const fault = { kind: 'status', status: 400, body: { error: { message } } } as const;
			bench.server.configure({ faults: [{ fault, times: 1 }] });
			const setup = compare(TWO, { blind, run: { maxConcurrency: 1 } });
			const { files } = await runCompare(bench, setup, prompts('A red fox'));
			return files.contactSheet!.bytes;
		};
		const messages = ['gpt-image-2 is tired', 'Something else is wrong'] as const;

		for (const blind of [true, false]) {
			const [one, other] = [
				await sheetWith(messages[0], blind),
				await sheetWith(messages[1], blind),
			];
			expect(one.equals(other)).toBe(blind);
		}
	});

	it('are the same sheet whether or not the models are named, apart from the names', async () => {
		const plain = await runCompare(bench, compare(), prompts('A red fox'));
		const blind = await runCompare(bench, compare(TWO, { blind: true }), prompts('A red fox'));

		const [named, nameless] = [plain, blind].map(({ files }) => files.contactSheet!.bytes);
		expect(named!.equals(nameless!)).toBe(false);
		expect((await open(named!)).width).toBe((await open(nameless!)).width);
	});

	it('fill a table with a line a cell', async () => {
		const { files } = await runCompare(
			bench,
			compare(TWO, { repetitions: 2 }),
			prompts('One', 'Two'),
		);

		const lines = files.table!.bytes.toString().trim().split('\r\n');
		expect(lines).toHaveLength(1 + 8);
		expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
	});
});

describe('where n8n keeps binaries', () => {
	it('in memory: sheet and report are made all the same', async () => {
		const inMemory = await openWorkbench({ binaryMode: 'default' });
		try {
			const ran = await inMemory.run(compare(), prompts('One'));

			expect(ran.error).toBeUndefined();
			const { files } = await comparedOf(inMemory, ran);
			expect(Object.keys(files)).toEqual(['contactSheet', 'report', 'table']);
			expect(files.report!.bytes.toString().match(/<img /g)).toHaveLength(2);
		} finally {
			await inMemory.close();
		}
	});

	it('combined with the json: files are under json, baselines are found there', async () => {
		const item = await withPicture('One', drawn('png', 64, 64), 'png');

		const ran = await bench.run({ ...against(), settings: { binaryMode: 'combined' } }, [item]);

		expect(ran.error).toBeUndefined();
		const [images, [report] = []] = ran.output('Node');
		const names = ({ json }: INodeExecutionData) =>
			Object.values((json._files ?? {}) as Record<string, IBinaryData>).map(
				({ fileName }) => fileName,
			);
		expect(images?.flatMap(names)).toEqual(expect.arrayContaining(['One-A.png', 'One-B.png']));
		expect(names(report!)).toEqual([
			'model-comparison-contact-sheet.png',
			'model-comparison-report.html',
			'model-comparison-table.csv',
		]);
		expect((images![0]!.json.compare as IDataObject).similarity).toEqual(expect.any(Number));
	});
});

it('the output is what the output schema says', async () => {
	const item = await withPicture('A poster that says "Summer"', drawn('png', 64, 64), 'png');

	const { ran } = await runCompare(
		bench,
		against({
			judge: { judgeModel: model('gpt-6.1-terra') },
			options: { includeInputFields: false, previewUrl: true },
		}),
		[item],
	);

	expect(ran.items[0]!.json.compare).toHaveProperty('judge.status', 'judged');

	expect(ran.items.flatMap(({ json }) => differences(json, compareSchema))).toEqual([]);
});

it('puts six variants on one sheet and in one report', async () => {
	const six = compare(Array.from({ length: 6 }, (_, at) => TWO[at % 2]!));
	const { ran, files, report } = await runCompare(bench, six, prompts('A fox', 'A heron'));

	expect(ran.items).toHaveLength(12);
	expect(report.variants.map(({ ok }) => ok)).toEqual(Array(6).fill(2));
	expect(files.report!.bytes.toString('latin1').match(/<img /g)).toHaveLength(12);
	const sheet = await open(files.contactSheet!.bytes);
	expect(sheet.width).toBeGreaterThanOrEqual(2 * 375);
});
