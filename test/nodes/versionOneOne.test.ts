import { NodeHelpers, type IDataObject, type INode, type INodeProperties } from 'n8n-workflow';
import compareSchema from '../../nodes/CompareModels/__schema__/v1.1.0/compare.json';
import { compareProperties } from '../../nodes/CompareModels/description';
import { editProperties } from '../../nodes/EditImage/description';
import outputSchema from '../../nodes/GenerateImage/__schema__/v1.1.0/output.json';
import { generateProperties } from '../../nodes/GenerateImage/description';
import { compare, runCompare, TWO } from '../support/compare';
import { differences } from '../support/schema';
import { generate, openWorkbench, prompts, type Workbench } from '../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** What the editor shows in a node that was just added. */
function shownIn(typeVersion: number, properties: INodeProperties[]): IDataObject {
	const node = { typeVersion } as INode;
	return NodeHelpers.getNodeParameters(properties, {}, true, false, node, null) as IDataObject;
}

describe('Defaults', () => {
	it.each([
		[1, 'auto', 'auto', 'auto'],
		[1.1, 'medium', '1024x1024', 'auto'],
	])('defaults of version %d', (version, quality, size, sizeOfEdits) => {
		expect(shownIn(version, generateProperties)).toMatchObject({ quality, size });
		expect(shownIn(version, editProperties)).toMatchObject({ quality, size: sizeOfEdits });
		const { variants } = shownIn(version, compareProperties) as {
			variants: { values: IDataObject[] };
		};
		expect(variants.values).toHaveLength(2);
		for (const variant of variants.values) expect(variant).toMatchObject({ quality, size });
	});

	it('are what is requested, also where n8n left them out', async () => {
		const node = generate({}, { typeVersion: 1.1 });
		const { size: _s, quality: _q, ...saved } = node.parameters;
		await bench.run({ ...node, parameters: saved }, prompts('A fox'));
		expect(bench.requests()[0]!.fields).toMatchObject({ quality: 'medium', size: '1024x1024' });
	});
});

describe('Output of version 1.1', () => {
	const since = { typeVersion: 1.1 } as const;
	const fieldsOf = (image: unknown) => Object.keys(image as object);

	it('has first what one uses first, and nothing empty', async () => {
		const { images } = await bench.run(generate({}, since), prompts('A fox'));
		expect(fieldsOf(images[0])).toEqual([
			...['status', 'fileName', 'width', 'height', 'costUsd', 'durationMs', 'model', 'quality'],
			...['prompt', 'index', 'count'],
		]);
		expect(differences({ image: images[0] }, outputSchema)).toEqual([]);
	});

	it('has everything where Simplify is off', async () => {
		const { images } = await bench.run(generate({ simplify: false }, since), prompts('A fox'));
		expect(fieldsOf(images[0])).toEqual([
			...['status', 'fileName', 'width', 'height', 'costUsd', 'durationMs', 'model', 'quality'],
			...['prompt', 'index', 'count', 'size', 'format', 'mimeType', 'bytes', 'background'],
			...['attempts', 'requestId', 'usage', 'pricesAsOf'],
		]);
	});

	it.each([true, false])('always has what is promised, Simplify %s', async (simplify) => {
		const setup = generate({ simplify, run: { refusals: 'output' } }, since);
		const { images } = await bench.run(setup, prompts('A fox [refuse]'));
		expect(images[0]).toMatchObject({
			status: 'refused',
			model: 'gpt-image-2',
			prompt: 'A fox [refuse]',
			costUsd: 0,
			durationMs: null,
			error: { reason: 'refused', howToFix: expect.any(String) },
		});
		expect(fieldsOf(images[0])).not.toContain('warnings');
	});

	it('tells of a crop without a warning', async () => {
		const crop = { size: 'preset', presets: ['story'] };
		const { images, hints } = await bench.run(generate(crop, since), prompts('A fox'));
		expect(images[0]).not.toHaveProperty('warnings');
		const about = hints.filter(({ message }) => message.includes('exact pixels'));
		expect(about.map(({ type }) => type)).toEqual(['info']);
		expect(hints.filter(({ type }) => type === 'warning')).toEqual([]);
		const all = await bench.run(generate({ ...crop, simplify: false }, since), prompts('A fox'));
		expect(all.images[0]!.warnings).toEqual([expect.objectContaining({ level: 'info' })]);
	});

	it('tells of what was adapted, also simplified', async () => {
		const { images, hints } = await bench.run(
			generate({ quality: 'max' }, since),
			prompts('A fox'),
		);
		expect(images[0]!.warnings).toEqual([expect.objectContaining({ setting: 'quality' })]);
		expect(hints.filter(({ type }) => type === 'warning')).toHaveLength(1);
	});

	it('of a comparison keeps json.compare, and Tally reads it', async () => {
		const { ran } = await runCompare(bench, compare(TWO, {}, since), prompts('A fox'));
		for (const { json } of ran.items) {
			expect(json.compare).toMatchObject({ id: expect.any(String), promptIndex: 0 });
			expect(differences({ image: json.image, compare: json.compare }, compareSchema)).toEqual([]);
		}
	});
});
