import { DEFAULT_JUDGE, misspell, type ServerLogEntry } from '../../../../dev/server/server';
import { compare, runCompare, TWO } from '../../../support/compare';
import { openWorkbench, prompts, type Workbench } from '../../../support/workbench';
import { GERMAN, ENGLISH, POLISH, GREEK, on, judgements } from './judged';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const asked = (): ServerLogEntry[] =>
	bench.requests().filter(({ path }) => /responses$/.test(path));

describe('the text score', () => {
	it('comes out with exactly the rate that misreadings were planted with, in four languages', async () => {
		const letters = new Map([
			['Größer denken, schöner wohnen', 3],
			['Summer sale starts Friday', 5],
			['Zażółć gęślą jaźń', 1],
			['Καλημέρα κόσμε', 0],
		]);
		bench.server.configure({
			judge: {
				...DEFAULT_JUDGE,
				misreadings: [
					{ model: 'gpt-image-2', as: (text) => misspell(text, letters.get(text) ?? 99) },
				],
			},
		});
		const { ran, report } = await runCompare(
			bench,
			compare(TWO, on()),
			prompts(GERMAN, ENGLISH, POLISH, GREEK),
		);
		const texts = judgements(ran).map(({ text }) => text);
		expect(texts.map((text) => text?.errorRate.mean)).toEqual([
			3 / 29,
			0,
			5 / 25,
			0,
			1 / 17,
			0,
			0,
			0,
		]);
		expect(texts.map((text) => text?.exact)).toEqual([
			...[false, true, false, true],
			...[false, true, true, true],
		]);
		const [first, second] = report.judge!.variants;
		expect(first?.text).toMatchObject({ pictures: 4, exact: 1 });
		expect(first?.text?.errorRate.mean).toBeCloseTo((3 / 29 + 5 / 25 + 1 / 17) / 4, 12);
		expect(second?.text).toMatchObject({ pictures: 4, exact: 4, errorRate: { mean: 0 } });
		expect(report.judge!.worst.map(({ letter }) => letter)).toEqual(['A', 'A', 'A']);
	});

	it('reads what an item expects, and reads nothing where nothing is expected', async () => {
		const items = [
			{ json: { prompt: 'A poster with the word Sale', headline: 'SALE' } },
			{ json: { prompt: 'A fox in the snow', headline: '' } },
		];
		bench.server.configure({ judge: { ...DEFAULT_JUDGE, misreadings: [{ as: () => 'Sale' }] } });
		const judge = on({ expectedText: '={{ $json.headline }}' });
		const { ran } = await runCompare(bench, compare(TWO, judge), items);
		expect(judgements(ran).map(({ text }) => text?.exact)).toEqual([
			...[true, true],
			...[undefined, undefined],
		]);
		expect(asked()).toHaveLength(2);
		const strict = on({ expectedText: '={{ $json.headline }}', ignoreCase: false });
		const { ran: again } = await runCompare(bench, compare(TWO, strict), items);
		expect(judgements(again)[0]?.text?.errorRate.mean).toBe(3 / 4);
	});
});

describe('text that was read', () => {
	const read = (as: (text: string) => string | string[]) =>
		bench.server.configure({
			judge: { ...DEFAULT_JUDGE, misreadings: [{ model: 'gpt-image-2', as }] },
		});

	it('is not exactly right with more than was asked for, and such an image is not accepted', async () => {
		read((text) => [text, text, '50% OFF']);
		const { ran, report, files } = await runCompare(
			bench,
			compare(TWO, on()),
			prompts('A poster that says "Summer sale"'),
		);
		const [more, right] = judgements(ran);
		expect(more).toMatchObject({
			text: { exact: false, errorRate: { mean: 0 }, doubled: ['Summer sale'], extra: ['50% OFF'] },
			failures: [{ kind: 'wrong_text', detail: 'extra: “50% OFF”; doubled: “Summer sale”' }],
			accepted: false,
		});
		expect(right).toMatchObject({ text: { exact: true }, failures: [], accepted: true });
		expect(report.judge!.variants.map(({ text }) => text?.exact)).toEqual([0, 1]);
		const html = files.report!.bytes.toString();
		expect(html).toContain('Extra text: <bdi>50% OFF</bdi>');
		expect(html).toContain('Doubled: <bdi>Summer sale</bdi>');
	});

	it('is not checked where comparing it would take too long, and the images are complete', async () => {
		read(() => Array.from({ length: 100 }, (_, index) => `${index} ${'word '.repeat(399)}`));
		const { ran, report } = await runCompare(bench, compare(TWO, on()), prompts(ENGLISH));
		const [unchecked, right] = judgements(ran);
		expect(unchecked).toMatchObject({ status: 'not_judged', text: null, accepted: null });
		expect(unchecked?.notJudged).toEqual([expect.stringContaining('not checked')]);
		expect(right?.text?.exact).toBe(true);
		expect(report.judge?.notJudged).toEqual([{ reason: unchecked?.notJudged[0], count: 1 }]);
		expect(report.judge?.variants[0]?.text).toBeNull();
	});

	it('is announced: what is expected, and which prompts expect none', async () => {
		const { ran } = await runCompare(bench, compare(TWO, on()), prompts(ENGLISH, GERMAN, 'A fox'));
		expect(ran.hints.map(({ message }) => message)).toContainEqual(
			'Text expected: “Summer sale starts Friday”, “Größer denken, schöner wohnen”; none for 1 prompt.',
		);
		expect(ran.hints[0]!.message).toMatch(
			/^6 images for (0\.\d+) USD and 4 answers of gpt-6\.1-terra for (0\.\d+) USD: 0\.\d+ USD in all, at/,
		);
		const [images, judge, all] = ran.hints[0]!.message.match(/0\.\d+/g)!.map(Number);
		expect(images! + judge!).toBeCloseTo(all!, 3);
		const none = await runCompare(
			bench,
			compare(TWO, on({ rubricSet: 'general' })),
			prompts('A hotel in the style of "Wes Anderson"'),
		);
		expect(none.ran.hints.map(({ message }) => message).join()).toContain('Text expected: none');
	});
});
