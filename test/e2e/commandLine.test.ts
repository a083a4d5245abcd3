import { imageSize } from 'image-size';
import type { IBinaryData, IRun } from 'n8n-workflow';
import type { CommandLine } from '../../dev/n8n/commandLine';
import { Workplace } from '../../dev/n8n/workplace';
import { drawnByAgent } from './support/agent';
import { expectedOf } from './support/expected';
import { everyOutput, expectFiles, expectPictures, pixels } from './support/pictures';
import { directory, exampleSlugs } from './support/places';

/** `n8n import` and `n8n execute`, as people call them from a shell, with in-memory binary data. */
let workplace: Workplace;
let n8n: CommandLine;
const runs = new Map<string, IRun>();

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	n8n = workplace.commandLine({ binaryMode: 'default' });
	await n8n.importCredentials(
		Object.entries(workplace.credentials).map(([type, rest]) => ({ id: type, type, ...rest })),
	);
	await n8n.importWorkflows(workplace.examples().map(({ workflow }) => workflow));
});

afterAll(async () => await workplace?.close());

it.each(exampleSlugs)('the command line runs the example %s', async (slug) => {
	const example = workplace.examples().find((other) => other.slug === slug);
	if (!example) throw new Error(`There is no example ${slug}.`);
	const { workflow } = example;
	const run = await n8n.execute(String(workflow.id));
	runs.set(slug, run);
	const expected = expectedOf(slug);
	expect(run.status).toBe(expected.status);
	const { runData } = run.data.resultData;
	const ran = {
		workflow,
		outputOf: (node: string) =>
			(runData[node]?.at(-1)?.data?.main ?? []).flatMap((items) => items ?? []),
		outputsOf: (node: string) => everyOutput(run.data, node),
		read: (binary: IBinaryData) => Promise.resolve(inMemory(binary)),
	};
	await expectPictures(ran, expected);
	await expectFiles(ran, expected);
});

it('lets the agent draw, and tells it why there is no link to the image', () => {
	const run = runs.get('agent-tool');
	if (!run) throw new Error('The example has not run.');
	const { item, image, answer } = drawnByAgent(run.data.resultData, workplace.server.log);
	expect(image).toMatchObject({ status: 'ok', width: 1024, height: 1024 });
	expect(image).not.toHaveProperty('previewUrl');
	expect(answer).toContain('No preview link');
	if (!item.binary?.data) throw new Error('The tool put out no picture.');
	expect(pixels(imageSize(inMemory(item.binary.data)))).toBe('1024x1024');
});

/** The bytes must be in the output itself: this n8n has ended. */
function inMemory({ id, data }: IBinaryData): Buffer {
	expect(id).toBeUndefined();
	return Buffer.from(data, 'base64');
}
