import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import type { Instance, StoredExecution } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import type { ServerLogEntry } from '../../dev/server/server';
import { EXAMPLES } from '../../dev/demo/examples/list';
import { tallyOf } from '../../dev/demo/terminal/tally';
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
});

afterAll(async () => await workplace?.close());

describe.each(exampleSlugs)('the example %s', (slug) => {
	it('runs to where it should, with every image and file that it should bring', async () => {
		const example = workplace.examples(credentialIds).find((other) => other.slug === slug);
		if (!example) throw new Error(`There is no example ${slug}.`);
		const { workflow } = example;
		const before = workplace.server.log.length;
		const run = await instance.runWorkflow(await instance.saveWorkflow(workflow));
		runs.set(slug, run);
		const entries = workplace.server.log.slice(before);
		drawn.set(slug, { pictures: picturesIn(entries), costUsd: tallyOf(entries).costUsd });
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

it.each(exampleSlugs.filter((slug) => !EXAMPLES.some((example) => example.slug === slug)))(
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

/** One request may ask for several. */
const picturesIn = (entries: readonly ServerLogEntry[]) =>
	entries
		.filter(({ path }) => path.includes('/images/'))
		.reduce((sum, { fields }) => sum + Number(fields.n ?? 1), 0);
