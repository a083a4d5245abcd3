import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EXAMPLES } from '../../dev/demo/examples/list';
import { OutputFolder } from '../../dev/demo/examples/outputFolder';
import { costOf, runExample, type ExampleRun } from '../../dev/demo/examples/runExample';
import { EXAMPLE_CREDENTIAL, readExample } from '../../dev/demo/examples/workflow';
import { pageOf } from '../../dev/demo/page/page';
import { writeReviewStills } from '../../dev/demo/page/reviewStill';
import { tallyOf } from '../../dev/demo/terminal/tally';
import { identifyImage } from '../../nodes/shared/images/identify';
import type { DeliveredImageJson } from '../../nodes/shared/items/imageJson';
import { EXAMPLE_SIZES } from '../support/exampleSizes';
import { openWorkbench, type Workbench } from '../support/workbench';

const DIRECTORY = resolve(__dirname, '../..');

describe('The examples in the engine of n8n', () => {
	const output = mkdtempSync(join(tmpdir(), 'gpt-image-examples-'));
	const runs = new Map<string, ExampleRun>();
	let bench: Workbench;

	beforeAll(async () => {
		bench = await openWorkbench({ credentials: { [EXAMPLE_CREDENTIAL]: {} } });
	});
	afterAll(async () => {
		await bench.close();
		rmSync(output, { recursive: true });
	});

	it('are all listed and all have a size to come out in', () => {
		const files = readdirSync(join(DIRECTORY, 'examples')).filter((name) => name.endsWith('.json'));
		const slugs = EXAMPLES.map(({ slug }) => slug).sort();
		const placed = EXAMPLES.filter(({ place }) => place).map(({ slug }) => `${slug}.json`);
		expect([...files, ...placed].map((name) => name.replace('.json', '')).sort()).toEqual(slugs);
		expect(Object.keys(EXAMPLE_SIZES).sort()).toEqual(slugs);
	});

	describe.each(EXAMPLES)('$slug', (listed) => {
		const { slug, pictures } = listed;
		let run: ExampleRun;
		beforeAll(async () => {
			bench.server.reset();
			// Long enough that a batch is still running when it is first looked at.
			bench.server.configure({ batches: { secondsPerStatus: 1.3 } });
			const folder = new OutputFolder(join(output, slug));
			run = await runExample(bench.engine, readExample(DIRECTORY, listed), folder);
			runs.set(slug, run);
		}, 60_000);

		it('runs to its end with one request an image', () => {
			expect(run.stopped).toBeUndefined();
			expect(run.pictures).toHaveLength(pictures);
			const asked = bench.requests().filter(({ path }) => path.includes('/images/'));
			const lines = bench.server.batches.flatMap((batch) => batch.lines);
			expect(asked.length + lines.length).toBe(pictures);
		});

		it('writes every image in exactly the pixels that it says', () => {
			const made = run.pictures.filter(({ path }) => path !== undefined);
			const sizes = made.map(({ path }) => {
				const facts = identifyImage(readFileSync(join(output, slug, path!)));
				return `${facts?.width}x${facts?.height}`;
			});
			expect(sizes).toEqual(EXAMPLE_SIZES[slug]);
			const told = made.map(({ image }) => {
				const { width, height } = image as DeliveredImageJson;
				return `${width}x${height}`;
			});
			expect(told).toEqual(sizes);
		});

		it('costs what the server counted and what examples/README.md says', () => {
			expect(costOf(run)).toBeCloseTo(tallyOf(bench.server.log, bench.server.batches).costUsd, 9);
			const readme = readFileSync(join(DIRECTORY, 'examples', 'README.md'), 'utf8');
			const [row] = readme
				.split('\n')
				.filter((line) =>
					line.includes(`](${listed.place ? `${listed.place}/` : ''}${slug}.json)`),
				);
			const facts = row!.split('|').map((cell) => cell.trim());
			expect(facts.slice(3, 5)).toEqual([String(pictures), `$${costOf(run).toFixed(2)}`]);
		});
	});

	it('keeps what lies outside the region of edit-region', () => {
		const [, edited] = runs.get('edit-region')!.pictures;
		const { edit } = edited!.image as DeliveredImageJson;
		expect(edit!.changedOutside).toBe(0);
		expect(edit!.changedInside).toBeGreaterThan(0.5);
		expect(edited!.more.map(({ field }) => field)).toEqual(['data_difference']);
	});

	it('sends the refused prompt of refusals through the error output', () => {
		const refused = runs.get('refusals')!.pictures.filter(({ image }) => image.status !== 'ok');
		expect(refused.map(({ image }) => image)).toMatchObject([
			{ status: 'refused', costUsd: 0, error: { reason: 'refused' } },
		]);
	});

	it('a comparison has a contact sheet, a report and a table, and its Tally counts the answers', () => {
		const fields = ['contactSheet', 'report', 'table'];
		expect(runs.get('compare-models')!.documents.map(({ field }) => field)).toEqual(fields);
		const { documents, tally } = runs.get('compare-tally')!;
		// The last is the Tally's own page.
		expect(documents.map(({ field }) => field)).toEqual([...fields, 'report']);
		expect(tally!.answers).toMatchObject({ given: 12, used: 12, choseNone: 1 });
		expect(tally!.variants.map(({ letter, accepted }) => [letter, accepted])).toEqual([
			['A', 1],
			['B', 3],
		]);
	});

	it('tells no model by the file names of a blind comparison', () => {
		const { pictures } = runs.get('compare-tally')!;
		const names = pictures.map(({ image }) => (image as DeliveredImageJson).fileName);
		// The letter is the one that reviewers see, which differs from prompt to prompt.
		expect(names.slice(0, 2).sort()).toEqual(['prompt-1-A.png', 'prompt-1-B.png']);
		expect(names.join()).not.toMatch(/gpt|flare/);
	});

	it('judges the text of every poster, in three languages', () => {
		const { documents, pictures } = runs.get('poster-text-judged')!;
		const report = documents.find(({ field }) => field === 'report')!;
		const html = readFileSync(join(output, 'poster-text-judged', report.path), 'utf8');
		expect(html).toContain('What the judge found');
		expect(html).toContain('10 of 10');
		expect(pictures).toHaveLength(20);
	});

	it('the catalogue loops until its batch has ended, with every row accounted for', () => {
		const run = runs.get('overnight-catalogue')!;
		expect(run.turns).toMatchObject({ 'Submit the rows': 1, 'Write the table': 1 });
		expect(run.turns['Collect the images']).toBeGreaterThan(1);
		expect(run.turns.Wait).toBe(run.turns['Collect the images']);
		const rows = run.pictures.map(({ image }) => `${image.prompt.split(' ')[1]} ${image.status}`);
		expect(rows.sort()).toEqual([
			'beech ok',
			'blue ok',
			'brass ok',
			'canvas ok',
			'image refused',
			'steel ok',
		]);
		const place = join(output, 'overnight-catalogue', 'overnight-catalogue');
		const written = ['bag.jpg', 'lamp.jpg', 'mug.jpg', 'not-made-1.csv', 'stool.jpg', 'watch.jpg'];
		expect(readdirSync(place)).toEqual(expect.arrayContaining(written));
		expect(readFileSync(join(place, 'not-made-1.csv'), 'utf8')).toMatch(
			/^sku,prompt,status,reason,howToFix\nposter,An image that no safety system lets pass \[refuse\],refused,\S/,
		);
		expect(run.documents.map(({ path }) => path)).toEqual(['overnight-catalogue/not-made.csv']);
		const page = pageOf({ runs: [run], durationMs: 1000, live: false });
		expect(page).toMatch(/Wait × [23]</);
		expect(page).toContain('examples/real-n8n/overnight-catalogue.json');
	});

	it('are shown on a page without scripts, outside resources or dead links', () => {
		const reviewStills = writeReviewStills(
			DIRECTORY,
			new OutputFolder(join(output, 'review-page')),
		);
		const facts = { runs: [...runs.values()], durationMs: 1000, live: false };
		const page = pageOf({ ...facts, reviewStills });
		expect(page).toContain('These are still images of that page, not the page itself');
		expect(page).not.toMatch(/<script|https?:\/\//);
		const targets = [...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, target]) => target!);
		expect(targets.length).toBeGreaterThan(100);
		for (const target of targets) {
			const path = decodeURIComponent(target);
			const [slug] = path.split('/');
			expect(readFileSync(join(output, slug!, path)).length).toBeGreaterThan(0);
		}
	});
});

describe('The examples as files for a real n8n', () => {
	it.each(EXAMPLES)('$slug has ids of its own, positions and the one credential', (listed) => {
		const { ourNodes, workflow } = readExample(DIRECTORY, listed);
		const ids = workflow.nodes.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(workflow.id).toMatch(/^[A-Za-z0-9]{16}$/);
		for (const node of ourNodes) {
			const names = Object.values(node.credentials ?? {}).map(({ name }) => name);
			// Counting answers asks no server.
			expect(names).toEqual(node.parameters.operation === 'tally' ? [] : [EXAMPLE_CREDENTIAL]);
			expect(node.position).toHaveLength(2);
		}
	});
});
