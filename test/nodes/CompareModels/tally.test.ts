import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import tallySchema from '../../../nodes/CompareModels/__schema__/v1.0.0/tally.json';
import type { TallyReport } from '../../../nodes/CompareModels/statistics/tallyTypes';
import { compare, runCompare, runTally, TWO } from '../../support/compare';
import { differences } from '../../support/schema';
import { bannedWordsIn, openWorkbench, prompts, type Workbench } from '../../support/workbench';

let bench: Workbench;
/** Four prompts on two models; B refused the last one. */
let images: INodeExecutionData[];
beforeAll(async () => {
	bench = await openWorkbench({
		faults: [
			{
				match: ({ fields }) => fields.prompt === 'Four' && fields.model === TWO[1]!.model,
				fault: { kind: 'refusal' },
			},
		],
	});
	const { ran } = await runCompare(bench, compare(), prompts('One', 'Two', 'Three', 'Four'));
	images = ran.items;
});
afterAll(async () => await bench.close());

const answers = (...jsons: IDataObject[]): INodeExecutionData[] => jsons.map((json) => ({ json }));
const reportOf = async (
	given: INodeExecutionData[] | undefined,
	parameters = {},
	from = images,
) => {
	const ran = await runTally(bench, from, given, parameters);
	if (ran.error) throw ran.error;
	expect(ran.items).toHaveLength(1);
	expect(differences(ran.items[0]!.json, tallySchema)).toEqual([]);
	return ran.items[0]!.json.tally as unknown as TallyReport;
};
/** USD of the images in these places, "0A" say. */
const paidFor = (...places: string[]) =>
	images.reduce((sum, { json }) => {
		const { promptIndex, variant } = json.compare as IDataObject;
		const { costUsd } = json.image as IDataObject;
		return places.includes(`${String(promptIndex)}${String(variant)}`)
			? sum + Number(costUsd)
			: sum;
	}, 0);

describe('answers on the second input', () => {
	it('become acceptance and cost per accepted image by variant, without a credential', async () => {
		const {
			variants,
			answers: counts,
			pairs,
			recommendation,
		} = await reportOf(
			answers(
				{ promptIndex: 0, letter: 'A' },
				{ prompt: 'Two', letter: ' b ' },
				{ promptIndex: 2, letter: 'A, B' },
				{ promptIndex: 3, letter: 'A' },
			),
		);

		expect(variants).toMatchObject([
			{ letter: 'A', judged: 4, accepted: 3, rejected: 1, refused: 0, acceptance: { rate: 3 / 4 } },
			{ letter: 'B', judged: 3, accepted: 2, rejected: 1, refused: 1, usable: { rate: 2 / 4 } },
		]);
		const costs = [paidFor('0A', '1A', '2A', '3A') / 3, paidFor('0B', '1B', '2B') / 2];
		for (const [at, variant] of variants.entries()) {
			expect(variant.costPerAcceptedUsd).toBeCloseTo(costs[at]!, 9);
		}
		// Wilson, 3 of 4 prompts: effectively 3 prompts, and t with 3 degrees of freedom (scipy).
		expect(variants[0]!.acceptance!.low).toBeCloseTo(0.13069, 4);
		expect(variants[0]!.acceptance!.high).toBeCloseTo(0.98357, 4);
		expect(counts).toMatchObject({ given: 4, used: 4, unansweredPrompts: [], prompts: 4 });
		expect(pairs).toMatchObject([{ letter: 'A', against: 'B', wins: 1, losses: 1, ties: 1 }]);
		expect(recommendation).toMatchObject({ letter: 'A', conclusive: false });
	});

	it('may say yes or no to a letter, be "none", come from several reviewers, or be missing', async () => {
		const { variants, answers: counts } = await reportOf(
			answers(
				{ promptIndex: 0, letter: 'none', reviewer: 'Ada' },
				{ promptIndex: 1, letter: 'B', accepted: 'yes', reviewer: 'Ada' },
				{ promptIndex: 1, letter: 'B', accepted: false, reviewer: 'Bo' },
				{ promptIndex: 1, letter: 'B', accepted: true, reviewer: 'Cy' },
				{ promptIndex: 2, letter: '', reviewer: 'Bo' },
				{ promptIndex: 2, letter: 'Z', reviewer: 'Bo' },
				{ promptIndex: 17, letter: 'A', reviewer: 'Bo' },
			),
		);

		expect(variants).toMatchObject([
			{ letter: 'A', judged: 1, accepted: 0 },
			{ letter: 'B', judged: 2, accepted: 1, rejected: 1 },
		]);
		expect(counts).toMatchObject({
			given: 7,
			used: 4,
			choseNone: 1,
			blank: 1,
			unreadable: 1,
			unmatched: 1,
			unknownLetters: [{ letter: 'Z', count: 1 }],
			reviewers: ['Ada', 'Bo', 'Cy'],
			unansweredPrompts: [2, 3],
		});
	});

	it('are read from the fields that the parameters name', async () => {
		const { variants } = await reportOf(answers({ Bild: 'Two', Wahl: 'B', Wer: 'Ada' }), {
			letterField: 'Wahl',
			promptField: 'Bild',
			reviewerField: 'Wer',
		});

		expect(variants.map(({ accepted }) => accepted)).toEqual([0, 1]);
	});

	it('settle it where they are many and clear', async () => {
		const many = Array.from({ length: 8 }, (_, at) =>
			images.slice(0, 2).map(({ json }) => ({
				json: { ...json, compare: { ...(json.compare as IDataObject), promptIndex: at } },
			})),
		).flat();

		const { recommendation } = await reportOf(
			answers(...Array.from({ length: 8 }, (_, at) => ({ promptIndex: at, letter: 'B' }))),
			{},
			many,
		);

		expect(recommendation).toMatchObject({ letter: 'B', conclusive: true });
	});
});

describe('the page', () => {
	const pageOf = async (parameters = {}) => {
		const ran = await runTally(
			bench,
			images,
			answers(
				{ promptIndex: 0, letter: 'A', accepted: 'yes', reviewer: 'Ada' },
				{ promptIndex: 0, letter: 'B', accepted: 'no', reviewer: 'Ada' },
				{ promptIndex: 1, letter: 'A or <b>B</b>, no preference', reviewer: 'Bo' },
			),
			parameters,
		);
		const file = ran.items[0]!.binary!.report!;
		return { file, html: (await bench.engine.readBinary(file)).toString('utf8') };
	};

	it('is a file beside the json, without images, scripts or what a stranger wrote as markup', async () => {
		const { file, html } = await pageOf();
		expect(file).toMatchObject({
			fileName: 'reviewers-answers-report.html',
			mimeType: 'text/html',
		});
		expect(html).toContain('A or &lt;b&gt;B&lt;/b&gt;, no preference');
		expect(html).not.toMatch(/<script|<img| style=|https?:/);
		expect(html).toContain('Nobody has won yet.');
	});

	it('has the title that is given, in its heading and its name', async () => {
		const { file, html } = await pageOf({ title: 'Leaving gpt-image-1' });
		expect(file.fileName).toBe('Leaving-gpt-image-1-report.html');
		expect(html).toContain('<h1 dir="auto">Leaving gpt-image-1</h1>');
	});
});

it('takes answers that stand on the Images items themselves', async () => {
	const judged = images.map(({ json }) => ({
		json: { ...json, accepted: (json.compare as IDataObject).variant === 'A' },
	}));

	const { variants } = await reportOf(undefined, {}, judged);

	expect(variants).toMatchObject([
		{ letter: 'A', judged: 4, accepted: 4 },
		{ letter: 'B', judged: 3, accepted: 0 },
	]);
});

describe('inputs that cannot be counted', () => {
	const wrong: Array<
		[string, () => [INodeExecutionData[], INodeExecutionData[] | undefined], RegExp]
	> = [
		[
			'items that are no images',
			() => [answers({ prompt: 'x' }), answers({ letter: 'A' })],
			/no compared images/,
		],
		['images without any answer', () => [images, undefined], /no answer to count/],
		['an empty second input', () => [images, []], /no answer to count/],
	];

	it.each(wrong)(
		'the tally rejects inputs that cannot be counted: %s',
		async (_what, inputs, says) => {
			const [first, second] = inputs();
			const ran = await runTally(bench, first, second);

			expect(ran.error?.message).toMatch(says);
			expect(bannedWordsIn(`${ran.error?.message} ${String(ran.error?.description)}`)).toEqual([]);
		},
	);
});
