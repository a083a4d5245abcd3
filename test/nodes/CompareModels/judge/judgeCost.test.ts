import type { Fault } from '../../../../dev/server/behaviour/faults';
import { type ServerLogEntry } from '../../../../dev/server/server';
import { judgeCostUsd } from '../../../../nodes/shared/models/judgeModels';
import { compare, runCompare, TWO } from '../../../support/compare';
import { model, openWorkbench, prompts, type Workbench } from '../../../support/workbench';
import { GERMAN, ENGLISH, POLISH, JUDGE, on, judgements, isJudge } from './judged';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const asked = (): ServerLogEntry[] =>
	bench.requests().filter(({ path }) => /responses$/.test(path));
const drawn = (): ServerLogEntry[] => bench.requests().filter(({ path }) => /images/.test(path));

describe('money', () => {
	it('counts the judge apart from the images', async () => {
		const { ran, report } = await runCompare(bench, compare(TWO, on()), prompts(ENGLISH));
		const images = ran.images.reduce((sum, { costUsd }) => sum + Number(costUsd), 0);
		expect(report.totalCostUsd).toBeCloseTo(images, 9);
		const { inputTokens, outputTokens, costUsd } = report.judge!;
		expect(inputTokens).toBeGreaterThan(2 * 1024);
		expect(costUsd).toBeCloseTo(
			judgeCostUsd(JUDGE, { inputTokens, outputTokens, cachedTokens: 0, cacheWriteTokens: 0 })!,
			9,
		);
	});

	it('is one budget: what the images leave is the judge’s, and no more', async () => {
		const run = (maxSpend: number) =>
			runCompare(
				bench,
				compare(TWO, { ...on(), run: { maxSpend, maxConcurrency: 1 } }),
				prompts(ENGLISH, GERMAN),
			);
		const free = await run(5);
		const imagesUsd = free.report.totalCostUsd!;
		const { ran, report } = await run(imagesUsd + 0.056);
		const judged = judgements(ran).filter(({ status }) => status === 'judged').length;
		expect(judged).toBeGreaterThan(0);
		expect(judged).toBeLessThan(4);
		expect(report.totalCostUsd! + report.judge!.costUsd!).toBeLessThanOrEqual(imagesUsd + 0.056);
		expect(report.judge?.notJudged[0]?.reason).toContain('Max Spend');
	});

	it.each<[string, unknown]>([
		['nothing', { input_tokens: 0, output_tokens: 0, total_tokens: 0 }],
		['a token for the images', { input_tokens: 1, output_tokens: 20 }],
		['an answer for nothing', { input_tokens: 3000, output_tokens: 0 }],
		['an absurd number', { input_tokens: 1e308, output_tokens: 1e308 }],
	])('is not stretched by a server that reports %s as used', async (_what, usage) => {
		const run = async (fault: Fault) => {
			bench.server.reset();
			bench.server.configure({ faults: [{ match: isJudge, fault }] });
			const setup = compare(TWO, { ...on(), run: { maxSpend: 0.15, maxConcurrency: 1 } });
			const { report } = await runCompare(bench, setup, prompts(ENGLISH, GERMAN, POLISH));
			return { calls: asked().length, costUsd: report.judge?.costUsd };
		};
		const untold = await run({ kind: 'noUsage' });
		const lied = await run({ kind: 'wrongUsage', usage });
		expect(untold.calls).toBeGreaterThan(0);
		expect(lied).toEqual(untold);
	});

	it('refuses a limit that cannot be kept before anything is paid for', async () => {
		const judge = on({ judgeModel: model('some-vision-model') });
		const ran = await bench.run(compare(TWO, { ...judge, run: { maxSpend: 1 } }), prompts(ENGLISH));
		expect(ran.error?.message).toContain('Judge Model');
		expect(ran.error?.message).toContain('some-vision-model');
		expect(bench.calls()).toBe(0);
	});

	it('tells an unknown price as unknown', async () => {
		const judge = on({ judgeModel: model('gpt-5.2') });
		const { ran, report } = await runCompare(bench, compare(TWO, judge), prompts(ENGLISH));
		expect(judgements(ran)[0]).toMatchObject({ status: 'judged', costUsd: null });
		expect(report.judge).toMatchObject({ costUsd: null, unpriced: 2 });
	});
});

describe('answers that were paid for', () => {
	const waiting = { retryOnFail: true, maxTries: 3 };

	it('are kept under Retry On Fail, as images are', async () => {
		const items = prompts(ENGLISH, GERMAN).map(({ json }) => ({
			json: { ...json, error: 'earlier' },
		}));

		const ran = await bench.run(
			{ ...compare(TWO, on()), ...waiting, onError: 'continueRegularOutput' },
			items,
		);

		expect(ran.error).toBeUndefined();
		expect(drawn()).toHaveLength(4);
		expect(asked()).toHaveLength(4);
		expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
	});

	it('are kept where the judge fails for another image, and only that one is asked again', async () => {
		bench.server.configure({
			faults: [{ match: isJudge, times: 1, fault: { kind: 'status', status: 400 } }],
		});
		const items = prompts(ENGLISH).map(({ json }) => ({ json: { ...json, error: 'earlier' } }));

		const ran = await bench.run(
			{ ...compare(TWO, on()), ...waiting, onError: 'continueRegularOutput' },
			items,
		);

		expect(drawn()).toHaveLength(2);
		expect(asked()).toHaveLength(3);
		expect(judgements(ran).every(({ text }) => text?.errorRate)).toBe(true);
	});
});
