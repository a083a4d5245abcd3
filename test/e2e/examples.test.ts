import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import type { Instance, StoredExecution } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import type { ServerLogEntry } from '../../dev/server/server';
import { EXAMPLES } from '../../dev/demo/examples/list';
import { costOfEntry, tallyOf } from '../../dev/demo/terminal/tally';
import { drawnByAgent } from './support/agent';
import { expectedOf } from './support/expected';
import {
	everyOutput,
	expectFiles,
	expectPictures,
	pixels,
	sha256,
	type Ran,
} from './support/pictures';
import { directory, exampleSlugs } from './support/places';
import { openSignedIn } from './support/signedIn';

/** Every example, saved and executed as the editor does it, up to the form where it has one. */
let workplace: Workplace;
let instance: Instance;
let credentialIds: Record<string, string>;
const runs = new Map<string, StoredExecution>();
/** Images that the server was asked for by example, and what they would have cost in USD. */
const drawn = new Map<string, { pictures: number; costUsd: number }>();

beforeAll(async () => {
	({ workplace, instance, credentialIds } = await openSignedIn());
	// Long enough that a batch is still running when it is first looked at.
	workplace.server.configure({ batches: { secondsPerStatus: 3 } });
});

afterAll(async () => await workplace?.close());

describe.each(exampleSlugs)('the example %s', (slug) => {
	it('runs to where it should, with every image and file that it should bring', async () => {
		const example = workplace.examples(credentialIds).find((other) => other.slug === slug);
		if (!example) throw new Error(`There is no example ${slug}.`);
		const { workflow } = example;
		const before = workplace.server.log.length;
		const batchesBefore = workplace.server.batches.length;
		const run = await instance.runWorkflow(await instance.saveWorkflow(workflow));
		runs.set(slug, run);
		const entries = workplace.server.log.slice(before);
		const lines = workplace.server.batches.slice(batchesBefore).flatMap((batch) => batch.lines);
		drawn.set(slug, {
			pictures: picturesIn(entries) + lines.length,
			costUsd: lines.reduce(
				(sum, line) => sum + costOfEntry(line, 'batch'),
				tallyOf(entries).costUsd,
			),
		});
		const expected = expectedOf(slug);
		expect(run.data.resultData.error).toBeUndefined();
		expect(run.status).toBe(expected.status);
		const ran: Ran = {
			workflow,
			outputOf: (node) => run.output(node).flat(),
			outputsOf: (node) => everyOutput(run.data, node),
			read: async (binary) => await instance.readBinary(binary),
		};
		await expectPictures(ran, expected);
		await expectFiles(ran, expected);
	});
});

const IN_THE_DEMO_ALONE = new Set(EXAMPLES.filter(({ place }) => !place).map(({ slug }) => slug));

it.each(exampleSlugs.filter((slug) => !IN_THE_DEMO_ALONE.has(slug)))(
	'costs what examples/README.md says of %s',
	(slug) => {
		const readme = readFileSync(join(directory, 'examples', 'README.md'), 'utf8');
		const row = readme.split('\n').find((line) => line.includes(`(real-n8n/${slug}.json)`)) ?? '';
		const cells = row.split('|').map((cell) => cell.trim());
		const { pictures = 0, costUsd = 0 } = drawn.get(slug) ?? {};
		expect(cells.slice(3, 5)).toEqual([String(pictures), `$${costUsd.toFixed(2)}`]);
	},
);

it('gives the agent a link that opens the image without a login, its size and its cost', async () => {
	const run = runs.get('agent-tool');
	if (!run) throw new Error('The example has not run.');
	const { item, image, answer } = drawnByAgent(run.data.resultData, workplace.server.log);
	expect(image).toMatchObject({ status: 'ok', width: 1024, height: 1024 });
	const [, link = '', cost] = /(http\S+) \(([\d.]+) USD\)/.exec(answer) ?? [];
	expect(Number(cost)).toBeCloseTo(drawn.get('agent-tool')?.costUsd ?? 0, 9);
	if (!item.binary?.data) throw new Error('The tool put out no picture.');
	const stored = await instance.readBinary(item.binary.data);
	expect(pixels(imageSize(stored))).toBe('1024x1024');
	const response = await fetch(link);
	expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(stored));
});

it('the catalogue overnight loops until its batch has ended, and its table says what was not made', () => {
	const run = runs.get('overnight-catalogue');
	if (!run) throw new Error('The example has not run.');
	const turns = run.data.resultData.runData['Collect the images'] ?? [];
	expect(turns.length).toBeGreaterThan(1);
	const countsOf = (output: number) => turns.map(({ data }) => data?.main?.[output]?.length ?? 0);
	expect(countsOf(0)).toEqual([...turns.slice(1).map(() => 0), 5]);
	expect(countsOf(2)).toEqual([...turns.slice(1).map(() => 1), 0]);
	const [head, ...rows] = readFileSync(join(workplace.files, 'not-made-1.csv'), 'utf8')
		.trim()
		.split('\n');
	expect(head).toBe('sku,prompt,status,reason,howToFix');
	expect(rows).toEqual([
		expect.stringMatching(/^poster,An image that no safety system lets pass \[refuse\],refused,\S/),
	]);
});

/** One request may ask for several. */
const picturesIn = (entries: readonly ServerLogEntry[]) =>
	entries
		.filter(({ path }) => path.includes('/images/'))
		.reduce((sum, { fields }) => sum + Number(fields.n ?? 1), 0);
