import type { CommandLine } from '../../demo/realN8n/commandLine';
import { Workplace } from '../../demo/realN8n/workplace';
import { expectedOf } from './support/expected';
import { picturesNodes } from './support/pictures';
import { directory, exampleSlugs } from './support/places';

/** `n8n import` and `n8n execute`, as people call them from a shell, with in-memory binary data. */
let workplace: Workplace;
let n8n: CommandLine;

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	n8n = workplace.commandLine({ binaryMode: 'default' });
	await n8n.importCredentials(
		Object.entries(workplace.credentials).map(([type, rest]) => ({ id: type, type, ...rest })),
	);
	await n8n.importWorkflows(workplace.examples().map(({ workflow }) => workflow));
});

afterAll(async () => await workplace?.close());

it.each(exampleSlugs)('runs the example %s', async (slug) => {
	const example = workplace.examples().find((other) => other.slug === slug);
	if (!example) throw new Error(`There is no example ${slug}.`);
	const run = await n8n.execute(String(example.workflow.id));
	const expected = expectedOf(slug);
	expect(run.status).toBe(expected?.status);
	const items = picturesNodes(example.workflow).flatMap(({ name }) =>
		(run.data.resultData.runData[name]?.at(-1)?.data?.main ?? []).flatMap((output) => output ?? []),
	);
	expect(items.filter(({ json }) => json.image !== undefined)).toHaveLength(
		expected?.pictures ?? 0,
	);
});
