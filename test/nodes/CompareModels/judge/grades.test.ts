import type { INodeParameters } from 'n8n-workflow';
import { DEFAULT_JUDGE, type ServerLogEntry } from '../../../../dev/server/server';
import { compare, runCompare, TWO } from '../../../support/compare';
import { model, openWorkbench, prompts, type Workbench } from '../../../support/workbench';
import { ENGLISH, JUDGE, on, judgements } from './judged';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const asked = (): ServerLogEntry[] =>
	bench.requests().filter(({ path }) => /responses$/.test(path));

describe('grades', () => {
	const rubric = {
		values: [
			{ name: 'Logo', kind: 'gate', question: 'Is the logo there?', weight: 1 },
			{ name: 'Colour', kind: 'grade', question: 'Is it orange?', weight: 3 },
			{ name: 'Light', kind: 'grade', question: 'Is it bright?', weight: 1 },
		],
	};
	const own = { judge: { judgeModel: model(JUDGE), rubric } };

	it('are weighted, and a gate that is not passed leaves nothing', async () => {
		bench.server.configure({
			judge: {
				...DEFAULT_JUDGE,
				gate: ({ modelId }) => modelId !== 'gpt-image-2',
				grade: (_picture, question) => (question.includes('orange') ? 5 : 1),
				failures: ({ modelId }) =>
					modelId === 'gpt-image-2' ? [{ kind: 'off_brand_colour', detail: 'blue' }] : [],
			},
		});
		const { ran, report } = await runCompare(bench, compare(TWO, own), prompts('A fox'));
		const [a, b] = judgements(ran);
		expect(a).toMatchObject({
			score: { mean: 0 },
			accepted: false,
			gates: [{ name: 'Logo', passed: false }],
			failures: [{ kind: 'off_brand_colour', detail: 'blue' }],
		});
		expect(b).toMatchObject({
			score: { mean: 0.75 },
			accepted: true,
			grades: [
				{ name: 'Colour', mean: 5 },
				{ name: 'Light', mean: 1 },
			],
		});
		expect(report.judge?.variants[1]?.score?.mean).toBe(0.75);
	});

	it('come with their spread over several runs', async () => {
		let turn = 0;
		bench.server.configure({
			judge: { ...DEFAULT_JUDGE, grade: () => (turn++ % 2 === 0 ? 5 : 3) },
		});
		const judge = on({ judgeRuns: 4, rubricSet: 'none', rubric: { values: [rubric.values[1]!] } });
		const { ran, report } = await runCompare(bench, compare(TWO, judge), prompts('A fox'));
		expect(asked()).toHaveLength(8);
		const [a, b] = judgements(ran);
		expect(a?.scores).toHaveLength(4);
		expect([...a!.scores, ...b!.scores].sort()).toEqual([0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1]);
		const { score } = report.judge!.variants[0]!;
		expect(score).toMatchObject({ runs: 4 });
	});
});

describe('pairs', () => {
	const pairwise = on({ pairwise: true });

	it('are asked in both orders, and a judge that always takes the first is a tie', async () => {
		bench.server.configure({ judge: { ...DEFAULT_JUDGE, better: () => 'first' } });
		const { report } = await runCompare(bench, compare(TWO, pairwise), prompts('A fox', 'A hen'));
		expect(asked()).toHaveLength(4);
		const orders = asked().map(({ files }) => files.map(({ sha256 }) => sha256).join());
		expect(new Set(orders).size).toBe(4);
		expect(report.judge?.pairs).toMatchObject([{ wins: 0, losses: 0, ties: 2, winRate: null }]);
	});

	it('have a winner where both orders agree', async () => {
		bench.server.configure({
			judge: {
				...DEFAULT_JUDGE,
				better: (first) => (first.modelId === 'gpt-image-2.5-flare' ? 'first' : 'second'),
			},
		});
		const { report } = await runCompare(bench, compare(TWO, pairwise), prompts('A fox', 'A hen'));
		expect(report.judge?.pairs).toMatchObject([
			{ letter: 'A', against: 'B', wins: 0, losses: 2, ties: 0, winRate: { rate: 0 } },
		]);
		expect(report.judge?.variants.map(({ pairs }) => pairs?.wins)).toEqual([0, 2]);
	});
});

describe('settings', () => {
	it('leave the judge off where there are none', async () => {
		const { ran, report } = await runCompare(bench, compare(TWO), prompts(ENGLISH));
		expect(asked()).toHaveLength(0);
		expect(judgements(ran)).toEqual([undefined, undefined]);
		expect(report.judge).toBeUndefined();
	});

	it.each([
		['no model', { pairwise: true }, 'Judge Model'],
		['runs out of range', { judgeModel: model(JUDGE), judgeRuns: 0 }, 'Judge Runs'],
		[
			'an empty question',
			{ judgeModel: model(JUDGE), rubric: { values: [{ question: '' }] } },
			'Rubric',
		],
		['nothing to do', { judgeModel: model(JUDGE), rubricSet: 'none' }, 'Rubric'],
	])('%s: stop before anything is paid for', async (_name, judge: INodeParameters, named) => {
		const ran = await bench.run(compare(TWO, { judge }), prompts('A fox'));
		expect(ran.error?.message).toContain(named);
		expect(ran.error?.description).toContain('Nothing was requested');
		expect(bench.calls()).toBe(0);
	});
});
