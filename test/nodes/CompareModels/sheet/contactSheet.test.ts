import { decodePng } from '../../../../nodes/shared/images/png';
import type { Raster } from '../../../../nodes/shared/images/types';
import {
	comparisonPlan,
	createContactSheet,
	type SheetOptions,
} from '../../../../nodes/CompareModels/sheet/contactSheet';
import { INNER_WIDTH, layOutSheet as layOut } from '../../../../nodes/CompareModels/sheet/layout';
import { POINTS } from '../../../../nodes/CompareModels/sheet/types';
import { measureText } from '../../../../nodes/shared/images/text/drawText';

const layOutSheet = async (sheet: SheetOptions) => await layOut(comparisonPlan(sheet));

const plain = (
	width: number,
	height: number,
	color: readonly [number, number, number, number],
): Raster => {
	const data = new Uint8Array(width * height * 4);
	for (let at = 0; at < data.length; at += 4) data.set(color, at);
	return { width, height, data };
};
const RED = [220, 30, 30, 255] as const;
const BLUE = [30, 30, 220, 255] as const;

const options = (
	prompts: number,
	variants: number,
	more: Partial<SheetOptions> = {},
): SheetOptions => ({
	prompts: Array.from({ length: prompts }, (_, index) => `Prompt number ${index + 1}`),
	variants: Array.from({ length: variants }, (_, index) => ({
		letter: 'ABCDEF'[index]!,
		label: 'gpt-image-2 · medium',
	})),
	hasBaseline: false,
	blind: false,
	...more,
});
const open = async (file: Uint8Array) => await decodePng(file, { maxPixels: 20_000_000 });

/** The color in the middle of a cell of the first page. */
async function colorOf(pages: Uint8Array[], sheet: SheetOptions, prompt: number, column: number) {
	const layout = await layOutSheet(sheet);
	const cell = layout.pages[0]!.rows[prompt]!.cells[0]![column]!;
	const raster = await open(pages[0]!);
	const x = Math.round((cell.x + cell.width / 2) * layout.scale);
	const y = Math.round((cell.y + cell.height / 2) * layout.scale);
	const at = (y * raster.width + x) * 4;
	return [...raster.data.subarray(at, at + 4)];
}

describe('createContactSheet', () => {
	it('puts every image into its row and column, in whatever order they come', async () => {
		const sheet = options(2, 2, { hasBaseline: true });
		const contactSheet = await createContactSheet(sheet);
		await Promise.all([
			contactSheet.place(1, 1, plain(300, 300, BLUE)),
			contactSheet.place(0, 'baseline', plain(1200, 800, BLUE)),
			contactSheet.place(0, 0, plain(40, 40, RED)),
			contactSheet.place(1, 'baseline', plain(300, 300, RED)),
			contactSheet.place(0, 1, plain(30, 90, BLUE)),
			contactSheet.place(1, 0, plain(300, 300, RED)),
		]);
		const pages = await contactSheet.finish();
		expect(pages).toHaveLength(1);
		const colors = [];
		for (const prompt of [0, 1]) {
			for (const column of [0, 1, 2]) colors.push(await colorOf(pages, sheet, prompt, column));
		}
		expect(colors).toEqual([BLUE, RED, BLUE, RED, RED, BLUE].map((color) => [...color]));
	});

	it('is the same to the byte, in whatever order the images come', async () => {
		const cells = [0, 1].flatMap((prompt) => [0, 1, 2].map((variant) => ({ prompt, variant })));
		const sheetOf = async (order: typeof cells) => {
			const contactSheet = await createContactSheet(options(2, 3));
			for (const { prompt, variant } of order) {
				await contactSheet.place(prompt, variant, plain(300, 300, variant === 1 ? RED : BLUE));
			}
			return (await contactSheet.finish())[0]!;
		};

		const [forwards, backwards] = [await sheetOf(cells), await sheetOf(cells.toReversed())];
		expect(Buffer.compare(forwards, backwards)).toBe(0);
	});

	it('draws refused and missing cells and lets no transparency through', async () => {
		const sheet = options(2, 2);
		const contactSheet = await createContactSheet(sheet);
		await contactSheet.place(0, 0, { text: 'Refused: violence' });
		await contactSheet.place(0, 1, plain(100, 100, [255, 0, 0, 128]));
		await contactSheet.place(1, 0, plain(100, 100, [0, 0, 0, 0]));
		const raster = await open((await contactSheet.finish())[0]!);
		expect(raster.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
	});

	it('takes a cell once and knows which cells there are', async () => {
		const contactSheet = await createContactSheet(
			options(1, 2, { hasBaseline: true, repetitions: 2 }),
		);
		await contactSheet.place(0, 0, { text: 'Refused' });
		await contactSheet.place(0, 0, { text: 'Refused' }, 1);
		for (const [prompt, variant, repetition] of [
			[0, 0, 0],
			[1, 0, 0],
			[0, 2, 0],
			[0, 0, 2],
			[0, 'baseline', 1],
		] as const) {
			await expect(
				contactSheet.place(prompt, variant, { text: 'Refused' }, repetition),
			).rejects.toThrow(RangeError);
		}
		expect(await contactSheet.finish()).toHaveLength(1);
	});

	it('shows no model on a blind sheet', async () => {
		const drawn = async (label: string, blind: boolean) => {
			const sheet = options(1, 2, { blind });
			const contactSheet = await createContactSheet({
				...sheet,
				variants: sheet.variants.map((variant) => ({ ...variant, label })),
			});
			return Buffer.from((await contactSheet.finish())[0]!).toString('base64');
		};
		expect(await drawn('gpt-image-2', true)).toBe(await drawn('another', true));
		expect(await drawn('gpt-image-2', false)).not.toBe(await drawn('another', false));
	});

	it('makes pages for 50 prompts × 6 variants that stay below the limits', async () => {
		const sheet = options(50, 6, { hasBaseline: true });
		const contactSheet = await createContactSheet(sheet);
		const picture = plain(64, 64, RED);
		for (let prompt = 0; prompt < 50; prompt += 5) await contactSheet.place(prompt, 3, picture);
		const pages = await contactSheet.finish();
		let total = 0;
		for (const page of pages) {
			const { width, height } = await open(page);
			expect(width).toBeGreaterThanOrEqual(750);
			expect(width * height).toBeLessThanOrEqual(12_000_000);
			expect(width + height).toBeLessThanOrEqual(10_000);
			total += width * height;
		}
		expect(total).toBeLessThan(27_000_000);
	});
});

describe('layOutSheet', () => {
	it('gives every prompt one row, in order, on pages that are filled about alike', async () => {
		const { pages } = await layOutSheet(options(23, 2, { maxPagePixels: 3_000_000 }));
		expect(pages.flatMap(({ rows }) => rows.map(({ block }) => block))).toEqual(
			Array.from({ length: 23 }, (_, index) => index),
		);
		const counts = pages.map(({ rows }) => rows.length);
		expect(pages.length).toBeGreaterThan(1);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
		expect(pages[0]!.subtitle).toBe(`Prompts 1–${counts[0]} of 23 · page 1 of ${pages.length}`);
	});

	it.each([
		[2, 'gpt-image-2 · medium', false],
		[2, 'our-deployment-with-a-really-long-name · high', true],
		[3, 'gpt-image-2 · medium', false],
		[3, 'gpt-image-2.5-flare · medium', true],
		[6, 'gpt-image-2', true],
	])('with %i columns of %p: labels in a list above is %p', async (columns, label, legend) => {
		const sheet = options(1, columns);
		const variants = sheet.variants.map((variant) => ({ ...variant, label }));
		expect((await layOutSheet({ ...sheet, variants })).legend).toBe(legend);
	});

	it('breaks the heading of a group where its bold letters end', async () => {
		const heading =
			'A campaign with a long name that goes on for quite a while, until the line breaks';
		const { pages } = await layOut({
			...comparisonPlan(options(1, 2)),
			blocks: [{ heading, lines: [[{ key: 'one' }, null]] }],
		});
		const [row] = pages[0]!.rows;
		expect(row!.headingLines.length).toBeGreaterThan(1);
		for (const line of row!.headingLines) {
			const { width } = measureText(line, { size: POINTS.heading, bold: true });
			expect(width).toBeLessThanOrEqual(INNER_WIDTH);
		}
	});

	it('shows at most three lines of a prompt, and keeps a row for an empty one', async () => {
		const prompts = ['long words in a prompt '.repeat(200), ''];
		const [first, second] = (await layOutSheet(options(2, 2, { prompts }))).pages[0]!.rows;
		expect(first!.headingLines).toHaveLength(3);
		expect(first!.headingLines[2]).toMatch(/…$/);
		expect(second!.headingLines).toEqual([]);
		const end = first!.cells[0]![0]!.y + first!.cells[0]![0]!.height;
		expect(second!.top).toBeGreaterThan(end);
	});

	it('draws cells in the given proportions and no wider than asked', async () => {
		const layout = await layOutSheet(options(1, 2, { cell: { width: 450, height: 300 } }));
		const { width, height } = layout.pages[0]!.rows[0]!.cells[0]![0]!;
		expect(width / height).toBeCloseTo(1.5);
		expect(width * layout.scale).toBeCloseTo(450);
	});

	it('gives a row that is higher than a page a page of its own', async () => {
		const { pages } = await layOutSheet(options(3, 2, { maxPagePixels: 1000 }));
		expect(pages.map(({ rows }) => rows.length)).toEqual([1, 1, 1]);
	});
});
