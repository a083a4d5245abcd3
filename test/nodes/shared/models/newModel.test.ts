/** @jest-environment ./test/support/ownRealmEnvironment.js */
import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import type * as Tables from '../../../../dev/upkeep/readmeTables';
import type * as Catalog from '../../../../nodes/shared/models/catalog';
import type * as Describe from '../../../../nodes/shared/models/describe';
import type * as Estimate from '../../../../nodes/shared/models/estimate';
import type * as Prices from '../../../../nodes/shared/models/prices';
import type { ModelEntry } from '../../../../nodes/shared/models/types';
import type * as Edit from '../../../../nodes/EditImage/description';
import type * as Generate from '../../../../nodes/GenerateImage/description';
import type * as Build from '../../../../nodes/shared/request/buildRequest';
import type { ImageServer } from '../../../../dev/server/server';
import type * as Server from '../../../../dev/server/server';
import { generate as askServer } from '../../../dev/server/requests';

/** A model as a contributor adds it: this entry and nothing else. */
const ENTRY: ModelEntry = {
	id: 'gpt-image-9-nova',
	snapshots: ['gpt-image-9-nova-2027-03-01'],
	displayName: 'GPT Image 9 Nova',
	goodFor: 'Made up for this test',
	released: '2027-03-01',
	shutdownDate: null,
	replacements: [],
	capabilities: {
		sizeRule: { kind: 'listed', sizes: [{ width: 1024, height: 1024 }] },
		qualities: ['low', 'medium'],
		backgrounds: ['opaque'],
		outputFormats: ['png', 'jpeg'],
		inputFidelities: ['high'],
		complexities: ['high'],
		mask: false,
		markup: true,
		frames: false,
	},
	prices: { textInput: 1, imageInput: 2, imageOutput: 3 },
	outputTokens: { kind: 'table', tokensByQuality: { medium: { '1024x1024': 1000 } } },
};
const IDS = [ENTRY.id, ...ENTRY.snapshots];
const [NEW] = IDS as [string];

/** Everything below is loaded anew with the entry in the catalog: what is worked out at loading follows too. */
const load = <T extends object>(path: string) => jest.requireActual<T>(path);
let catalog: typeof Catalog;
let describeModels: typeof Describe;
let estimate: typeof Estimate;
let prices: typeof Prices;
let build: typeof Build;
let generate: typeof Generate;
let edit: typeof Edit;
let tables: typeof Tables;
let server: ImageServer;

beforeAll(async () => {
	await jest.isolateModulesAsync(async () => {
		const nodes = '../../../../nodes';
		catalog = load(`${nodes}/shared/models/catalog`);
		(catalog.MODELS as ModelEntry[]).unshift(ENTRY);
		describeModels = load(`${nodes}/shared/models/describe`);
		estimate = load(`${nodes}/shared/models/estimate`);
		prices = load(`${nodes}/shared/models/prices`);
		build = load(`${nodes}/shared/request/buildRequest`);
		generate = load(`${nodes}/GenerateImage/description`);
		edit = load(`${nodes}/EditImage/description`);
		tables = load('../../../../dev/upkeep/readmeTables');
		const { startImageServer } = load<typeof Server>('../../../../dev/server/server');
		server = await startImageServer({ today: '2027-03-02' });
	});
});
afterAll(() => server.close());

const TODAY = '2027-03-02';
const POLICY = {
	unsupportedSettings: 'adapt',
	retiredModel: 'fail',
	today: TODAY,
	servedByOpenAi: true,
} as const;
const settings = { model: NEW, prompt: 'A fox', size: 'auto', quality: 'auto', n: 1 } as const;

/** The parameters and options called `name` that the editor shows for a model. */
function shown(properties: INodeProperties[], name: string, id: string): INodeProperties[] {
	const all = properties.flatMap((property) => [
		property,
		...(property.name === 'options' ? (property.options as INodeProperties[]) : []),
	]);
	return all
		.filter((property) => property.name === name)
		.filter((property) => NodeHelpers.displayParameter({ model: id }, property, null, null));
}

const valuesOf = ([property]: INodeProperties[]) =>
	(property?.options as Array<{ value: string }>).map(({ value }) => value);

describe('one entry in the catalog is enough for', () => {
	it.each(IDS)('the editor to show what %s takes, and no more', (id) => {
		const { generateProperties } = generate;
		expect(valuesOf(shown(generateProperties, 'quality', id))).toEqual([
			...['auto', 'low', 'medium'],
		]);
		expect(valuesOf(shown(generateProperties, 'size', id))).toEqual([
			...['auto', '1024x1024', 'preset', 'custom'],
		]);
		expect(valuesOf(shown(generateProperties, 'background', id))).toEqual(['auto', 'opaque']);
		expect(valuesOf(shown(generateProperties, 'outputFormat', id))).toEqual(['jpeg', 'png']);
		expect(valuesOf(shown(generateProperties, 'complexity', id))).toEqual(['high']);
		expect(shown(generateProperties, 'frameCount', id)).toEqual([]);
		expect(valuesOf(shown(edit.editProperties, 'inputFidelity', id))).toEqual(['high']);
	});

	it('the model list, where it stands first with its snapshot after it', () => {
		const entries = describeModels.modelListEntries(undefined, TODAY);
		expect(entries.slice(0, 2)).toMatchObject([
			{ value: NEW, name: 'GPT Image 9 Nova (Made up for this test)' },
			{ value: IDS[1], description: 'Fixed snapshot of gpt-image-9-nova' },
		]);
	});

	it('the checks before the call: degrees are adapted, the rest is refused', () => {
		const { body, warnings } = build.buildGenerateRequest({ ...settings, quality: 'max' }, POLICY);
		expect(body.quality).toBe('medium');
		expect(warnings).toMatchObject([{ setting: 'quality' }]);

		const refused = (changes: object) => () =>
			build.buildGenerateRequest({ ...settings, ...changes }, POLICY);
		expect(refused({ size: { pixels: { width: 1536, height: 1024 } } })).toThrow(
			`${NEW} does not take 1536x1024`,
		);
		expect(refused({ background: 'transparent' })).toThrow(/does not take background transparent/);
		expect(refused({ outputFormat: 'webp' })).toThrow(/does not take outputFormat webp/);
		const inputs = { imageCount: 1, hasMask: true, hasMarkup: false };
		expect(() => build.buildEditRequest(settings, POLICY, inputs)).toThrow(/does not take a mask/);
	});

	it('the advice to people on other models', () => {
		const old = { ...settings, model: 'gpt-image-2', inputFidelity: 'high' } as const;
		const strict = { ...POLICY, unsupportedSettings: 'fail' } as const;
		const inputs = { imageCount: 1, hasMask: false, hasMarkup: false };
		expect(() => build.buildEditRequest(old, strict, inputs)).toThrow(
			expect.objectContaining({ howToFix: expect.stringContaining('GPT Image 9 Nova') }),
		);
	});

	it('the price before and after the call', () => {
		const call = { ...settings, quality: 'medium', n: 2, promptBytes: 4 } as const;
		const estimated = estimate.estimateCost({ ...call, size: { width: 1024, height: 1024 } });
		expect(estimated).toMatchObject({ outputTokensPerImage: 1000 });
		expect(estimated.costUsd).toBeCloseTo((1 + 2 * 1000 * 3) / 1e6, 12);
		const usage = {
			inputTokens: 30,
			inputTextTokens: 10,
			inputImageTokens: 20,
			outputTokens: 1000,
		};
		expect(prices.costUsdOf(IDS[1]!, { ...usage, totalTokens: 1030 })).toBeCloseTo(
			(10 * 1 + 20 * 2 + 1000 * 3) / 1e6,
			12,
		);
	});

	it('a new entry in the catalog is in the tables of the README', () => {
		const { models, prices: priceTable } = tables.README_TABLES;
		expect(models?.()).toMatch(/\| `gpt-image-9-nova` \| Made up for this test \|.*low, medium/);
		expect(priceTable?.()).toContain(`\`${NEW}\` | not published | 0.003 |`);
	});

	it('the local image server to serve it, with its rules', async () => {
		const { status } = await askServer(server, { model: NEW, quality: 'low' });
		expect(status).toBe(200);
		const refused = await askServer(server, { model: NEW, size: '1536x1024' });
		expect([refused.status, refused.body.error.param]).toEqual([400, 'size']);
	});
});
