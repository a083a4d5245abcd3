import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { TallyReport } from '../../../nodes/CompareModels/statistics/tallyTypes';
import { compare, runCompare, runTally, TWO, type Compared } from '../../support/compare';
import { openWorkbench, prompts, type Workbench } from '../../support/workbench';

const TEXTS = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
let bench: Workbench;
let blind: Compared;
beforeAll(async () => {
	bench = await openWorkbench({ signsImages: false });
	const setup = compare(TWO, { blind: true, repetitions: 2 });
	blind = await runCompare(bench, setup, prompts(...TEXTS));
});
afterAll(async () => await bench.close());

const placeOf = ({ json }: INodeExecutionData) => json.compare as IDataObject;
/** "AB": the true letters in the order in which a prompt's are shown. */
const orderOf = (items: INodeExecutionData[], promptIndex: number, repetition = 0) =>
	items
		.map(placeOf)
		.filter((place) => place.promptIndex === promptIndex && place.repetition === repetition)
		.sort((a, b) => String(a.shownAs).localeCompare(String(b.shownAs)))
		.map(({ variant }) => String(variant))
		.join('');

describe('a blind comparison', () => {
	it('shuffles letters by prompt, each variant as often in each place, alike in all repetitions', () => {
		const { items } = blind.ran;
		const orders = TEXTS.map((_, index) => orderOf(items, index));
		expect(orders.filter((order) => order === 'AB')).toHaveLength(3);
		expect(orders.filter((order) => order === 'BA')).toHaveLength(3);
		TEXTS.forEach((_, index) => expect(orderOf(items, index, 1)).toBe(orders[index]));
		for (const { json } of items) {
			const { image, compare: place } = json as { image: IDataObject; compare: IDataObject };
			expect(image.model).toBe(TWO[place.variant === 'A' ? 0 : 1]!.model);
			expect(String(image.fileName)).toMatch(new RegExp(`-${String(place.shownAs)}(-\\d)?\\.png$`));
		}
	});

	it('keeps its order when the same is run again, so that images of an earlier try keep their letters', async () => {
		const again = await runCompare(
			bench,
			compare(TWO, { blind: true, repetitions: 2 }),
			prompts(...TEXTS),
		);
		TEXTS.forEach((_, index) =>
			expect(orderOf(again.ran.items, index)).toBe(orderOf(blind.ran.items, index)),
		);
		expect(placeOf(again.ran.items[0]!).id).not.toBe(placeOf(blind.ran.items[0]!).id);
	});

	it('shows table and report in the letters and order of each prompt, without numbers by letter', () => {
		const csv = blind.files.table!.bytes.toString('utf8').replace('\ufeff', '');
		const [head, ...lines] = csv.trim().split('\r\n');
		const [prompt, letter] = ['prompt index', 'letter'].map((title) =>
			head!.split(',').indexOf(`"${title}"`),
		);
		expect(lines.map((line) => line.split(',')[letter!]).join('')).toBe(
			'"A""B"'.repeat(TEXTS.length * 2),
		);
		expect(new Set(lines.map((line) => line.split(',')[prompt!])).size).toBe(TEXTS.length);

		const html = blind.files.report!.bytes.toString();
		expect(html).not.toMatch(/Images delivered|Summary by variant|Median time|\$0\.|gpt-image/);
		const id = String(placeOf(blind.ran.items[0]!).id);
		for (const { bytes } of Object.values(blind.files)) {
			expect(bytes.toString('latin1')).not.toContain(id);
		}
	});

	it('shows the images in that order: prompts of the same words and another order are mirrored', async () => {
		const same = prompts('One', 'One', 'One', 'One');
		const { ran, files } = await runCompare(bench, compare(TWO, { blind: true }), same);
		const html = files.report!.bytes.toString();
		const shown = same.map((_, index) => {
			const [, article] = html.split(`<article id="prompt-${index + 1}">`);
			const sources = [...article!.split('</article>')[0]!.matchAll(/<img src="([^"]+)"/g)];
			return { order: orderOf(ran.items, index), sources: sources.map(([, source]) => source) };
		});
		const one = shown.find(({ order }) => order === 'AB')!;
		const other = shown.find(({ order }) => order === 'BA')!;
		expect(new Set(one.sources.slice(0, 2)).size).toBe(2);
		expect(other.sources.slice(0, 2)).toEqual(one.sources.slice(0, 2).reverse());
	});
});

it('without Blind nothing is shuffled', async () => {
	const { ran } = await runCompare(bench, compare(), prompts('One', 'Two'));
	for (const item of ran.items) expect(placeOf(item)).not.toHaveProperty('shownAs');
});

describe('a tally of a blind comparison', () => {
	const tallyOf = async (answers: IDataObject[]) => {
		const ran = await runTally(
			bench,
			blind.ran.items,
			answers.map((json) => ({ json })),
		);
		if (ran.error) throw ran.error;
		return ran.items[0]!.json.tally as unknown as TallyReport;
	};

	it('finds the variant behind the letter that was shown', async () => {
		// A reviewer who always takes the left image takes each variant on half of the prompts.
		const { variants, recommendation } = await tallyOf(
			TEXTS.map((_, promptIndex) => ({ promptIndex, letter: 'A' })),
		);
		expect(variants.map(({ accepted }) => accepted)).toEqual([6, 6]);
		expect(recommendation).toMatchObject({ letter: null, level: ['A', 'B'] });
		const trueB = await tallyOf(
			TEXTS.map((_, promptIndex) => ({
				promptIndex,
				letter: 'AB'[orderOf(blind.ran.items, promptIndex).indexOf('B')]!,
			})),
		);
		expect(trueB.recommendation).toMatchObject({ letter: 'B', conclusive: true });
	});

	it('takes the variant of an answer as it is: those of GPT Image Review carry it', async () => {
		const { variants } = await tallyOf(
			TEXTS.map((prompt, promptIndex) => ({
				...{ reviewer: 'Ann', prompt, promptIndex, repetition: 0 },
				...{ variant: 'A', letter: 'B', accepted: true },
			})),
		);
		expect(variants).toMatchObject([
			{ letter: 'A', basis: 'acceptance', judged: 6, accepted: 6 },
			{ letter: 'B', judged: 0 },
		]);
	});

	it('counts images that are connected twice once', async () => {
		const answers = TEXTS.map((_, promptIndex) => ({ json: { promptIndex, letter: 'A, B' } }));
		const [once, twice] = await Promise.all(
			[blind.ran.items, [...blind.ran.items, ...blind.ran.items]].map(async (images) => {
				const ran = await runTally(bench, images, answers);
				return ran.items[0]!.json.tally as unknown as TallyReport;
			}),
		);
		expect(twice!.variants).toEqual(once!.variants);
		expect(twice!.variants[0]!.costPerAcceptedUsd).toBeGreaterThan(0);
		expect(twice!.answers.duplicateImages).toBe(24);
	});
});
