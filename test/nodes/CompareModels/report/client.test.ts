import { renderHtmlReport } from '../../../../nodes/CompareModels/report/comparisonReport';
import { regressionsOf } from '../../../../nodes/CompareModels/report/regressions';
import { worstFirst } from '../../../../nodes/CompareModels/report/promptRows';
import { distinctNames } from '../../../../nodes/CompareModels/comparison/names';
import type { Comparison } from '../../../../nodes/CompareModels/comparison/types';
import { summarize } from '../../../../nodes/CompareModels/statistics/summarize';
import { sampleComparison } from '../../../support/sampleComparison';

const textOf = (html: string) =>
	html
		.replace(/<style>[^]*<\/style>/, '')
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');
const render = (comparison: Comparison) => renderHtmlReport(comparison, summarize(comparison));
const small = (options = {}) => sampleComparison({ prompts: 8, thumbnailBytes: 12, ...options });
const answerIn = (html: string) => textOf(/<p class="answer"[^]*?<\/p>/.exec(html)?.[0] ?? '');

/** Every image arrives, and B costs half of A or the same. */
function priced(times: number): Comparison {
	const comparison = small({ baseline: false });
	for (const cell of comparison.cells) {
		const costUsd = cell.letter === 'A' ? 0.04 : 0.04 * times;
		delete cell.error;
		Object.assign(cell, { status: 'ok', costUsd, durationMs: 9000 });
	}
	return comparison;
}

describe('the first screen', () => {
	it('says in two sentences at most what is settled and what is not', () => {
		const answer = answerIn(render(priced(0.5)));

		expect(answer).toContain('B (gpt-image-2.5-flare) is better in cost');
		expect(answer.trim().split(/\.(?= [A-Z])/).length).toBeLessThanOrEqual(2);
	});

	it('names variants with the same findings together, and where the rest is open', () => {
		const comparison = small({ baseline: false, variants: 4 });
		for (const cell of comparison.cells) {
			const dear = { A: 0.02, B: 0.05, C: 0.05 }[cell.letter] ?? 0.02 + (cell.promptIndex % 3) / 90;
			delete cell.error;
			Object.assign(cell, { status: 'ok', costUsd: dear, durationMs: 9000 });
		}
		const answer = answerIn(render(comparison));

		expect(answer).toContain('B and C are worse in cost');
		expect(answer).toMatch(/Not known yet: .*cost \(D\)/);
	});

	it('calls nothing better or worse where nothing is', () => {
		const answer = answerIn(render(priced(1)));

		expect(answer).not.toMatch(/better in|worse in/);
	});

	it('tells the client nothing that only the builder of the workflow can do', () => {
		const text = textOf(render(small()));

		expect(text).not.toMatch(/Binary Field|Judge Model|run Tally|Not measured|not measured/);
	});

	it('comes before what to choose by, the prompts and the statistics', () => {
		const html = render(small());
		const places = ['answer', 'choice', 'prompts', 'summary', 'verdict', 'method'].map((id) =>
			html.indexOf(`id="${id}"`),
		);

		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(Math.min(...places)).toBeGreaterThan(0);
	});

	it('shows the images of a prompt once', () => {
		const html = render(small());

		expect(html.match(/id="prompt-\d+"/g)!.sort()).toEqual(
			Array.from({ length: 8 }, (_, index) => `id="prompt-${index + 1}"`),
		);
	});
});

describe('the colour of a word', () => {
	it('is green for what is settled and good only', () => {
		const cheaper = render(priced(0.5));
		const dearer = render(priced(2));

		expect(cheaper).toContain('<strong class="word better">better</strong>');
		expect(dearer).toContain('<strong class="word worse">worse</strong>');
		expect(dearer).not.toContain('word better');
	});
});

describe('the order of the prompts', () => {
	it('begins with the prompts that the switch makes worse', () => {
		const comparison = priced(1);
		const refused = comparison.cells.find(
			({ promptIndex, letter }) => promptIndex === 5 && letter === 'B',
		)!;
		Object.assign(refused, { status: 'refused', costUsd: 0 });
		const worseText = comparison.cells.find(
			({ promptIndex, letter }) => promptIndex === 3 && letter === 'A',
		)!;
		Object.assign(worseText, { status: 'failed', costUsd: 0 });

		const regressions = regressionsOf(comparison);

		expect(worstFirst(regressions)).toEqual([5, 0, 1, 2, 3, 4, 6, 7]);
		expect(regressions[5]).toEqual([{ letter: 'B', why: 'brought no image', weight: 4.5 }]);
		expect(regressions[3]).toEqual([]);
		expect(textOf(render(comparison))).toContain('Worse than A: B brought no image');
	});
});

describe('the names of variants', () => {
	const variant = (letter: string, quality: string, label = '') => ({
		...{ letter, label, model: 'gpt-image-2' },
		settings: { quality, size: '1024x1024' },
	});

	it('of one model have the settings that tell them apart', () => {
		expect(distinctNames([variant('A', 'low'), variant('B', 'high')])).toEqual([
			'gpt-image-2, quality low',
			'gpt-image-2, quality high',
		]);
	});

	it('have the letter where nothing else tells them apart', () => {
		expect(distinctNames([variant('A', 'low', 'Today'), variant('B', 'low', 'Today')])).toEqual([
			'Today (A)',
			'Today (B)',
		]);
	});

	it('stay as they are where they differ', () => {
		expect(distinctNames([variant('A', 'low', 'Today'), variant('B', 'low')])).toEqual([
			'Today',
			'gpt-image-2',
		]);
	});
});

describe('slices', () => {
	it('have the figures of their prompts and claim nothing', () => {
		const comparison = { ...priced(1), sliceBy: 'category' };
		comparison.prompts = comparison.prompts.map((prompt, index) => ({
			...prompt,
			slice: index < 2 ? 'Food' : '',
		}));

		const report = summarize(comparison);

		expect(report.slices!.map(({ value, prompts }) => [value, prompts])).toEqual([
			['Food', 2],
			['', 6],
		]);
		expect(report.slices![0]!.variants.map(({ arrived }) => arrived)).toEqual([2, 2]);
		expect(textOf(render(comparison))).toMatch(/By category .*Food \(2 prompts\)/);
	});
});

describe('the block that makes it reproducible', () => {
	it('names version, models, settings, prompts’ hash, and what was left out', () => {
		const text = textOf(render(small()));

		expect(text).toMatch(/n8n-nodes-gpt-image \d+\.\d+\.\d+/);
		expect(text).toMatch(/SHA-256 of their list [0-9a-f]{64}/);
		expect(text).toContain('quality medium, size 1024x1024');
		expect(text).toMatch(/Left out .*\d+ refused/);
	});

	it('is not in what reviewers of a blind comparison get', () => {
		expect(textOf(render(small({ blind: true })))).not.toMatch(/SHA-256|seed|Left out/);
	});
});
