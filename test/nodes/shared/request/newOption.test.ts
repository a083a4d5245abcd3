/** @jest-environment ./test/support/ownRealmEnvironment.js */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import type * as EngineModule from '../../../../dev/engine/engine';
import type { Engine, RunResult, WorkflowJson } from '../../../../dev/engine/engine';
import type * as Check from '../../../../dev/upkeep/modelsCheck/options';
import type * as Catalog from '../../../../nodes/shared/models/catalog';
import type * as Generate from '../../../../nodes/GenerateImage/description';
import type * as Edit from '../../../../nodes/EditImage/description';
import type * as Options from '../../../../nodes/shared/request/apiOptions';
import type { OptionRow } from '../../../../nodes/shared/request/apiOptions';
import type * as RequestOptions from '../../../../nodes/shared/parameters/description/requestOptions';

/** Options as a contributor adds them: for each a row, a capability and a property, and nothing else. */
const ROWS = [
	{
		setting: 'lighting',
		field: 'lighting_mood',
		kind: 'steps',
		words: ['dim', 'soft', 'bright'],
		takenBy: 'lightings',
	},
	{ setting: 'medium', field: 'art_medium', kind: 'word', words: ['oil', 'ink'], takenBy: 'media' },
	{
		setting: 'grain',
		field: 'film_grain',
		kind: 'whole',
		min: 1,
		max: 9,
		takenBy: 'grains',
		formats: ['jpeg'],
	},
];
const CAPABILITIES: Readonly<Record<string, object>> = {
	'gpt-image-2.6-flare': { lightings: ['dim', 'bright'], media: ['oil', 'ink'], grains: true },
	'gpt-image-2': { lightings: ['dim'], media: ['oil'], grains: false },
};
const NONE = { lightings: [], media: [], grains: false };
const choices = (...values: string[]) => values.map((value) => ({ name: value, value }));
const PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Lighting',
		name: 'lighting',
		type: 'options',
		options: choices('dim', 'soft', 'bright'),
		default: 'dim',
	},
	{
		displayName: 'Medium',
		name: 'medium',
		type: 'options',
		options: choices('ink', 'oil'),
		default: 'oil',
	},
	{ displayName: 'Grain', name: 'grain', type: 'number', default: 3 },
];

const PNG =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const project = resolve(__dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'new-option-'));

/** A server that takes every field, and notes what it was sent. */
const bodies: unknown[] = [];
let server: Server;
let engine: Engine;
let generate: typeof Generate;
let edit: typeof Edit;
let check: typeof Check;

/** Loaded after the additions are made, the nodes in n8n's engine included. */
const load = <T extends object>(path: string) => jest.requireActual<T>(path);
beforeAll(async () => {
	server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			bodies.push(JSON.parse(Buffer.concat(parts).toString()));
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ created: 1, data: [{ b64_json: PNG }] }));
		});
	}).listen(0, '127.0.0.1');
	await new Promise((done) => server.once('listening', done));
	writePackage();
	const { MODELS } = load<typeof Catalog>(`${project}/nodes/shared/models/catalog`);
	for (const { id, capabilities } of MODELS) {
		if (capabilities) Object.assign(capabilities, NONE);
		// Entries share capabilities: each of ours gets its own.
		const own = CAPABILITIES[id];
		const entry = MODELS.find((one) => one.id === id) as { capabilities: object };
		if (own) entry.capabilities = { ...capabilities, ...own };
	}
	const { OPTIONS } = load<typeof Options>(`${project}/nodes/shared/request/apiOptions`);
	(OPTIONS as unknown as OptionRow[]).push(...(ROWS as unknown as OptionRow[]));
	const { REQUEST_OPTIONS } = load<typeof RequestOptions>(
		`${project}/nodes/shared/parameters/description/requestOptions`,
	);
	REQUEST_OPTIONS.push(...PROPERTIES);
	generate = load(`${project}/nodes/GenerateImage/description`);
	edit = load(`${project}/nodes/EditImage/description`);
	check = load(`${project}/dev/upkeep/modelsCheck/options`);
	const { createEngine } = load<typeof EngineModule>(`${project}/dev/engine/engine`);
	const { port } = server.address() as AddressInfo;
	const data = { apiKey: 'sk-local', baseUrl: `http://127.0.0.1:${port}/v1` };
	engine = await createEngine({
		packageDirectory: folder,
		credentials: { local: { type: 'gptImageApi', data } },
	});
});
beforeEach(() => bodies.splice(0));
afterAll(() => {
	server.close();
	rmSync(folder, { recursive: true });
});

/** A package whose node and credential are the sources. */
function writePackage() {
	const sources = {
		'nodes/own/GenerateImage.node.js': 'nodes/GenerateImage/GenerateImage.node.ts',
		'nodes/own/GptImageApi.credentials.js': 'credentials/GptImageApi.credentials.ts',
	};
	mkdirSync(join(folder, 'nodes/own'), { recursive: true });
	for (const [file, source] of Object.entries(sources)) {
		const path = JSON.stringify(join(project, source));
		writeFileSync(join(folder, file), `module.exports = require(${path});`);
	}
	const [node, credential] = Object.keys(sources);
	const n8n = { n8nNodesApiVersion: 1, nodes: [node], credentials: [credential] };
	const manifest = { name: 'n8n-nodes-gpt-image', version: '0.0.0', n8n };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

async function run(id: string, options: object, parameters: object = {}): Promise<RunResult> {
	const node = (name: string, type: string, more: object) => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
		...more,
	});
	const workflow = {
		...{ id: 'test', name: 'Test' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('Node', 'n8n-nodes-gpt-image.generateImage', {
				parameters: {
					model: { __rl: true, mode: 'id', value: id },
					...{ prompt: 'A fox', options, ...parameters },
				},
				credentials: { gptImageApi: { id: 'local', name: 'local' } },
			}),
		],
		connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
	};
	return await engine.run(workflow as unknown as WorkflowJson, { items: [{ json: {} }] });
}

/** The choices of an option that the editor shows for a model; undefined where it shows no such option. */
function shown(properties: INodeProperties[], name: string, id: string) {
	const { options = [] } = properties.find((property) => property.name === 'options')!;
	const found = (options as INodeProperties[]).filter(
		(property) =>
			property.name === name &&
			NodeHelpers.displayParameter({}, property, null, null, { model: id }),
	);
	expect(found.length).toBeLessThanOrEqual(1);
	return found[0] && (found[0].options ?? []).map((choice) => 'value' in choice && choice.value);
}

describe('one row, one capability and one property are enough for', () => {
	it('the editor to show the option with what each model takes', () => {
		for (const properties of [generate.generateProperties, edit.editProperties]) {
			expect(shown(properties, 'lighting', 'gpt-image-2.6-flare')).toEqual(['dim', 'bright']);
			expect(shown(properties, 'lighting', 'gpt-image-2')).toEqual(['dim']);
			expect(shown(properties, 'lighting', 'gpt-image-1.5')).toBeUndefined();
			expect(shown(properties, 'lighting', 'my-deployment')).toEqual(['dim', 'soft', 'bright']);
			expect(shown(properties, 'medium', 'gpt-image-2')).toEqual(['oil']);
			expect(shown(properties, 'grain', 'gpt-image-2.6-flare')).toEqual([]);
			expect(shown(properties, 'grain', 'gpt-image-2')).toBeUndefined();
		}
	});

	it('the wire, from what a sheet may hold', async () => {
		const ran = await run('gpt-image-2.6-flare', {
			...{ lighting: ' Bright ', medium: 'INK', grain: '4', outputFormat: 'JPG' },
		});
		expect(ran.error).toBeUndefined();
		expect(bodies).toEqual([
			{
				...{ model: 'gpt-image-2.6-flare', prompt: 'A fox', output_format: 'jpeg' },
				...{ lighting_mood: 'bright', art_medium: 'ink', film_grain: 4 },
			},
		]);
	});

	it('a degree that the model lacks to be adapted with a warning, or to stop the run', async () => {
		const options = { lighting: 'bright', grain: 3, outputFormat: 'jpeg' };
		const ran = await run('gpt-image-2', options);
		expect(bodies).toEqual([
			{ model: 'gpt-image-2', prompt: 'A fox', output_format: 'jpeg', lighting_mood: 'dim' },
		]);
		const [item] = ran.output('Node')[0] ?? [];
		const { warnings } = item?.json.image as { warnings: Array<{ setting: string }> };
		// n8n itself drops what its editor hides: `grain` did not come this far. The server here answers with a PNG
		// whatever it was asked for, and tells no tokens, which is reported, too.
		expect(warnings.map(({ setting }) => setting)).toEqual(['lighting', 'model', 'outputFormat']);
		const stopped = await run('gpt-image-2', options, { run: { unsupportedSettings: 'fail' } });
		expect(stopped.error?.message).toMatch(/lighting|Lighting/);
		expect(stopped.error?.description).toContain('GPT Image 2.6 Flare');
		expect(bodies).toHaveLength(1);
	});

	it('an option that does not apply to the output format to be left out', async () => {
		await run('gpt-image-2.6-flare', { grain: 3 });
		expect(bodies).toEqual([{ model: 'gpt-image-2.6-flare', prompt: 'A fox' }]);
	});

	it.each([
		['a word that the model lacks', 'gpt-image-2', { medium: 'ink' }, /ink/],
		['a word that nobody knows', 'my-deployment', { medium: 'chalk' }, /chalk/],
		['a number out of bounds', 'my-deployment', { grain: 10 }, /10/],
	])('%s to be rejected before anything is paid for', async (_what, id, options, words) => {
		const ran = await run(id, options);
		expect(ran.error?.message).toMatch(words);
		expect(ran.error?.description).toContain('Nothing was requested or paid for.');
		expect(bodies).toEqual([]);
	});

	it('the check of the catalog to look for it in the package', () => {
		expect(check.SENT_FIELDS.generate).toEqual(
			expect.arrayContaining(['lighting_mood', 'art_medium', 'film_grain']),
		);
		expect(check.KNOWN_WORDS.lighting_mood?.words).toEqual(['dim', 'soft', 'bright']);
	});
});
