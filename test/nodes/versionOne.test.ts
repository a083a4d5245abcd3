import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { WorkflowJson } from '../../dev/engine/engine';
import { makePng } from './shared/images/makePng';
import { openWorkbench, prompts, type Workbench } from '../support/workbench';

/*
 * Workflows as n8n saved them with 0.1.0, where values that equal their default are left out, and what they did
 * then: what was requested, and every field of every item, in order.
 */
const FOLDER = resolve(__dirname, '../fixtures/workflows/0.1.0');
const read = (name: string) => JSON.parse(readFileSync(resolve(FOLDER, `${name}.json`), 'utf8'));

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** What differs from run to run, from day to day, and words. */
const VOLATILE = new Set([
	'message',
	'howToFix',
	'bytes',

	'durationMs',
	'requestId',
	'id',
	'pricesAsOf',
	'startedAt',
	'finishedAt',
]);

const masked = (value: unknown): unknown =>
	JSON.parse(
		JSON.stringify(value, (key, entry: unknown) =>
			VOLATILE.has(key) && entry !== null ? typeof entry : entry,
		),
	);

async function itemsFor(name: string): Promise<INodeExecutionData[]> {
	if (name !== 'edit') return prompts('A fox', name === 'formats' ? 'A bear [refuse]' : 'A bear');
	const bytes = makePng({
		width: 96,
		height: 64,
		colorType: 2,
		bitDepth: 8,
		samplesAt: (x, y) => [x, y, 99],
	});
	const file = { bytes, fileName: 'a.png', mimeType: 'image/png' };
	return [await bench.engine.itemWithFiles({ prompt: 'Make it winter' }, { data: file })];
}

it.each(['generate', 'formats', 'edit', 'compare'])(
	'a 0.1.0 workflow with %s does what it did',
	async (name) => {
		const ran = await bench.engine.run(read(name) as WorkflowJson, { items: await itemsFor(name) });
		expect(ran.error).toBeUndefined();
		const [images = []] = ran.output('Node');
		const did = {
			requested: bench
				.requests()
				.map(({ path, fields }) => ({ path, fields }))
				.sort((a, b) => Number(JSON.stringify(a) > JSON.stringify(b)) - 0.5),
			items: images.map(({ json, binary = {} }) => ({
				json: masked(json) as IDataObject,
				files: Object.entries(binary).map(([field, { fileName, mimeType }]) => [
					field,
					fileName,
					mimeType,
				]),
			})),
		};
		const file = resolve(FOLDER, `${name}.did.json`);
		if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(did, null, '\t')}\n`);
		// As text, for the order of the fields.
		expect(JSON.stringify(did, null, '\t')).toBe(readFileSync(file, 'utf8').trimEnd());
	},
);
