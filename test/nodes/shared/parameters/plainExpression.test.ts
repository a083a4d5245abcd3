import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { generateProperties } from '../../../../nodes/GenerateImage/description';
import { RUN_DEFAULTS } from '../../../../nodes/shared/parameters/description/run';
import {
	bannedWordsIn,
	generate,
	model,
	openWorkbench,
	type Workbench,
} from '../../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const SLIP = '{{ $json.prompt }}';
const run = async (type: string, parameters: INodeParameters) =>
	await bench.run({ ...generate(parameters), type }, [{ json: { prompt: 'A fox', braces: SLIP } }]);

describe('An expression that was typed as plain text stops the run before anything is paid for', () => {
	it.each<[string, string, INodeParameters]>([
		['Prompt', 'generateImage', { prompt: SLIP }],
		['Prompt', 'generateImage', { prompt: `A fox, ${SLIP}, at dusk` }],
		['Prompt', 'editImage', { prompt: "{{ $('Rows').item.json.p }}" }],
		['Image URLs', 'editImage', { prompt: 'A', imageUrls: '{{$json.url}}' }],
		['Input Binary Fields', 'editImage', { prompt: 'A', inputFields: '{{ $json.field }}' }],
		['File Name', 'generateImage', { prompt: 'A', options: { fileName: SLIP } }],
		['Safety Identifier', 'generateImage', { prompt: 'A', options: { safetyIdentifier: SLIP } }],
		['Model', 'generateImage', { prompt: 'A', model: model('{{ $json.model }}') }],
		[
			'Prompt',
			'compareModels',
			{
				prompt: SLIP,
				variants: { values: [{ model: model('gpt-image-2') }, { model: model('gpt-image-1.5') }] },
			},
		],
		[
			'Variant Name',
			'compareModels',
			{ operation: 'compare', source: 'existing', prompt: 'A', variantName: SLIP },
		],
		['Captions', 'compareModels', { operation: 'sheet', captions: SLIP }],
		['Letter Field', 'compareModels', { operation: 'tally', letterField: SLIP }],
		['Title', 'reviewImages', { operation: 'approve', title: SLIP }],
	])(
		'an expression typed as plain text in %s of %s stops the run',
		async (name, type, parameters) => {
			const ran = await run(type, parameters);
			const text = `${ran.error?.message} ${String(ran.error?.description)}`;
			expect(text).toContain(name);
			expect(text).toMatch(/\{\{ … \}\} as plain text.*Fixed to Expression/);
			expect(text).toMatch(/Nothing was requested or paid for\.|Nobody was asked/);
			expect(bannedWordsIn(text)).toEqual([]);
			expect(bench.calls()).toBe(0);
		},
	);

	it.each([
		['double braces without a variable of n8n', 'A card that says {{ name }}'],
		['an expression', '={{ $json.prompt }}'],
		['braces that an expression returns', '={{ $json.braces }}'],
		['a price', 'A sign: $5 {{ only }}'],
	])('%s is not taken for an expression typed as plain text', async (_what, prompt) => {
		const ran = await run('generateImage', { prompt });
		expect(ran.error).toBeUndefined();
		expect(bench.calls()).toBe(1);
	});
});

describe('Max Spend', () => {
	const kept = (run?: object) =>
		NodeHelpers.getNodeParameters(
			generateProperties,
			{ model: 'gpt-image-2', prompt: 'A', ...(run && { run }) } as INodeParameters,
			false,
			false,
			null,
			null,
		)?.run;

	it('begins with an amount in the editor, which n8n saves, and is no limit where it is not added', () => {
		const options = generateProperties.find(({ name }) => name === 'run')!.options as Array<{
			name: string;
			default: unknown;
		}>;
		expect(options.find(({ name }) => name === 'maxSpend')!.default).toBe(1);
		expect(kept({ maxSpend: 1 })).toEqual({ maxSpend: 1 });
		expect(kept({ maxSpend: 0 })).toEqual({ maxSpend: 0 });
		expect(kept()).toBeUndefined();
		expect(RUN_DEFAULTS.maxSpend).toBe(0);
	});
});
