import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { Instance, type StoredExecution } from '../../demo/realN8n/instance';
import { Workplace } from '../../demo/realN8n/workplace';
import { expectedOf } from './support/expected';
import { findPictures, picturesNodes } from './support/pictures';
import { directory, exampleSlugs } from './support/places';
import { until } from './support/until';

/** Every example, saved and executed as the editor does it. */
let workplace: Workplace;
let instance: Instance;
let credentialIds: Record<string, string>;
const runs = new Map<string, StoredExecution>();

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	instance = await Instance.open((await workplace.start()).url);
	credentialIds = await workplace.saveCredentials(instance);
});

afterAll(async () => await workplace?.close());

const imageCalls = () =>
	workplace.server.log.filter(({ path }) => path.includes('/images/')).length;

const exampleOf = (slug: string) => {
	const example = workplace.examples(credentialIds).find((other) => other.slug === slug);
	if (!example) throw new Error(`There is no example ${slug}.`);
	return example;
};

/** The execution after a form was answered: n8n takes a moment to go on. */
async function goneOn(
	{ id }: StoredExecution,
	isThere: (run: StoredExecution) => boolean,
): Promise<StoredExecution> {
	let run = await instance.finished(id);
	await until(async () => {
		run = await instance.finished(id);
		return run.status !== 'running' && isThere(run);
	});
	return run;
}

describe.each(exampleSlugs)('the example %s', (slug) => {
	it('runs to where it should, and every file has the pixels that were asked for', async () => {
		const { workflow } = exampleOf(slug);
		const run = await instance.runWorkflow(await instance.saveWorkflow(workflow));
		runs.set(slug, run);
		expect(run.data.resultData.error).toBeUndefined();
		expect(run.status).toBe(expectedOf(slug)?.status);
		let pictures = 0;
		for (const node of picturesNodes(workflow)) {
			const items = run.output(node.name).flat();
			for (const picture of await findPictures(node, items, (file) => instance.readBinary(file))) {
				pictures++;
				if (picture.status !== 'ok') continue;
				expect(picture.stored).toBe(picture.told);
				if (picture.asked !== undefined) expect(picture.stored).toBe(picture.asked);
			}
		}
		expect(pictures).toBe(expectedOf(slug)?.pictures);
	});
});

it('puts the social set on the disk, in files named after campaign and format', () => {
	const sizeOf = (name: string) => {
		const { width, height } = imageSize(readFileSync(join(workplace.files, `${name}.png`)));
		return `${width}x${height}`;
	};
	for (const campaign of ['autumn-tea', 'trail-shoe']) {
		expect(sizeOf(`${campaign}-instagramPortrait`)).toBe('1080x1350');
		expect(sizeOf(`${campaign}-story`)).toBe('1080x1920');
		expect(sizeOf(`${campaign}-linkedInPost`)).toBe('1200x627');
	}
});

it('gives the agent a link that opens the picture without a login, its size and its cost', () => {
	const [[answer] = []] = runs.get('agent-tool')?.output('AI Agent') ?? [];
	const text = String(answer?.json.output);
	const { image } = (
		JSON.parse(text.slice(text.indexOf('['))) as [{ image: Record<string, unknown> }]
	)[0];
	expect(image).toMatchObject({ status: 'ok', width: 1024, height: 1024 });
	expect(image.costUsd).toBeGreaterThan(0);
	return fetch(String(image.previewUrl)).then(async (response) => {
		const { width } = imageSize(Buffer.from(await response.arrayBuffer()));
		expect(width).toBe(1024);
	});
});

it('changes a rejected picture by the comment, asks again, and stores what is approved', async () => {
	const waiting = runs.get('approval');
	if (!waiting) throw new Error('The example has not run.');
	const sheet = await (await fetch(waiting.formUrl)).text();
	expect(sheet.match(/<img/g)?.length).toBeGreaterThanOrEqual(3);
	const before = imageCalls();
	await instance.answerForm(waiting, ['', 'Change', '2', 'Make the leaves golden']);
	const again = await goneOn(
		waiting,
		({ data }) => 'Change the picture' in data.resultData.runData,
	);
	const edits = workplace.server.log.slice().filter(({ path }) => path.endsWith('/images/edits'));
	expect(edits.at(-1)?.fields.prompt).toBe('Make the leaves golden');
	expect(imageCalls() - before).toBe(1);
	await instance.answerForm(again, ['', 'Approve', '1', '']);
	const { status } = await goneOn(again, (run) => run.status !== 'waiting');
	expect(status).toBe('success');
	const stored = readFileSync(join(workplace.files, 'autumn-tea-approved.png'));
	expect(imageSize(stored)).toMatchObject({ width: 1024, height: 1024 });
	expect(imageCalls() - before).toBe(1);
});

it('counts a reviewer’s letters after the migration test, whose report lies on the disk', async () => {
	const waiting = runs.get('migration-test');
	if (!waiting) throw new Error('The example has not run.');
	const report = readFileSync(join(workplace.files, 'migration-test-report.html'), 'utf8');
	expect(report).toContain('Migration test');
	expect(
		imageSize(readFileSync(join(workplace.files, 'migration-test-contact-sheet.png'))).type,
	).toBe('png');
	await instance.answerForm(waiting, ['', 'B, A, none', 'Ada']);
	const run = await goneOn(waiting, ({ status }) => status !== 'waiting');
	expect(run.status).toBe('success');
	const [[tally] = []] = run.output('Tally');
	expect(tally?.json.tally).toMatchObject({ answers: { used: 3, choseNone: 1 } });
});
