import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import { EditorPage } from './support/editorPage';
import { directory } from './support/places';
import { openSignedIn } from './support/signedIn';

const MOST_BYTES = 150_000;

/** Pixels in which n8n shows all its nodes large enough to read. */
const WIDTH = 2000;

/** Pixels that the way back to Wait takes below the nodes. */
const LOOP_BELOW = 90;

/** Submit → Wait → Collect on n8n's canvas, run from the editor. */
describe('the loop of overnight-catalogue on the canvas', () => {
	let workplace: Workplace;
	let instance: Instance;
	let credentialIds: Record<string, string>;
	let editor: EditorPage;

	beforeAll(async () => {
		({ workplace, instance, credentialIds } = await openSignedIn());
		// Four seconds: with a wait of two, the batch is still running once.
		workplace.server.configure({ batches: { secondsPerStatus: { in_progress: 2 } } });
		const screenshots = join(directory, '.cache/screenshots');
		editor = await EditorPage.open(instance.rest.url, screenshots, WIDTH);
	});

	afterAll(async () => {
		await editor?.close();
		await workplace?.close();
	});

	it('runs from the editor, which shows how many items each output had', async () => {
		const examples = workplace.examples(credentialIds);
		const { workflow } = examples.find(({ slug }) => slug === 'overnight-catalogue')!;
		// Without its notes n8n shows the nodes larger.
		const nodes = workflow.nodes.filter(({ type }) => !type.endsWith('stickyNote'));
		await editor.openWorkflow(await instance.saveWorkflow({ ...workflow, nodes }));
		await editor.runWorkflow('Write the table');
		// Images, Not Made, Still Running.
		expect(await editor.itemCountsFrom('Collect the images')).toEqual([
			'5 items total',
			'1 item total',
			expect.stringMatching(/^[1-9] items? total$/),
		]);
		const place = await editor.placeOf(
			['Submit the rows', 'Write the file', 'Why it was not made'],
			45,
		);
		const clip = { ...place, height: place.height + LOOP_BELOW };
		const image = await editor.screenshot('batch-loop', clip);
		expect(statSync(image).size).toBeLessThan(MOST_BYTES);
		if (process.env.KEEP_SCREENSHOTS === '1') {
			copyFileSync(image, join(directory, 'docs/images/batch-loop.png'));
		}
	});
});
