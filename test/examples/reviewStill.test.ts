/** @jest-environment ./test/support/ownRealmEnvironment.js */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { imageSize } from 'image-size';
import { showExamples } from '../../dev/demo/examples/showExamples';
import { tallyOf } from '../../dev/demo/terminal/tally';
import { createEngine } from '../../dev/engine/engine';

const DIRECTORY = resolve(__dirname, '../..');

/** What the demo writes after its examples. */
async function pageOfDemo(output: string, live: boolean): Promise<string> {
	const engine = await createEngine({ packageDirectory: DIRECTORY, credentials: {} });
	const soFar = () => tallyOf([]);
	const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
	try {
		await showExamples({ engine, examples: [], directory: DIRECTORY, output, live, soFar });
		const [, index] = /Look at them: (.+)/.exec(log.mock.calls.flat().join('\n')) ?? [];
		return readFileSync(index!, 'utf8');
	} finally {
		log.mockRestore();
	}
}

describe('the demo, which has no n8n to serve the review page,', () => {
	const output = mkdtempSync(join(tmpdir(), 'demo-'));
	afterAll(() => rmSync(output, { recursive: true, force: true }));

	it('writes still images of the page and says that they are', async () => {
		const page = await pageOfDemo(output, false);
		expect(page).toContain('These are still images of that page, not the page itself');
		expect(page).toContain('href="#review-page"');
		const shown = [...page.matchAll(/<img src="(review-page\/[^"]+)" alt="Still image of/g)];
		expect(shown.map(([, path]) => path)).toEqual([
			'review-page/review-desk-light.jpg',
			'review-page/review-draw.jpg',
		]);
		for (const [, path] of shown) {
			const size = imageSize(readFileSync(join(output, path!)));
			expect(size.type).toBe('jpg');
			expect(page).toContain(`--ratio:${(size.width / size.height).toFixed(4)}`);
		}
	});

	it('shows none where the examples run against OpenAI', async () => {
		const page = await pageOfDemo(output, true);
		expect(page).not.toContain('review-page');
	});
});
