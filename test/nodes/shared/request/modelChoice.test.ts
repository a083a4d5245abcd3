import { type Changes, edit, generate, refusalOf } from './support';

const live = { servedByOpenAi: true };

describe('a model that is shut down', () => {
	it('is refused with where to move to', () => {
		expect(refusalOf(() => generate({ model: 'gpt-image-1' }, live))).toMatchObject({
			setting: 'model',
			reason: 'retired',
			message: 'OpenAI shut gpt-image-1 down on 2026-10-23',
			howToFix:
				'Choose GPT Image 2.5 Sunburst or GPT Image 2.5 Flare, or set Retired Model under Run Settings to Use the Replacement.',
		});
	});

	it('is replaced where the person asked for it, and judged as its replacement', () => {
		const built = generate(
			{ model: 'gpt-image-1', size: '1920x1088', quality: 'max' },
			{ ...live, retiredModel: 'replace' },
		);
		expect(built.body).toMatchObject({ model: 'gpt-image-2.5-sunburst', size: '1920x1088' });
		expect(built.warnings).toEqual([
			{
				setting: 'model',
				message:
					'OpenAI shut gpt-image-1 down on 2026-10-23: gpt-image-2.5-sunburst was used instead',
			},
		]);
	});

	it('is only warned of elsewhere, and checked as ever', () => {
		const built = generate({ model: 'gpt-image-1' }, { retiredModel: 'replace' });
		expect(built.body.model).toBe('gpt-image-1');
		expect(built.warnings.map(({ message }) => message)).toEqual([
			'OpenAI shut gpt-image-1 down on 2026-10-23: whether this server still has it is not known',
		]);
		expect(refusalOf(() => generate({ model: 'gpt-image-1', size: '2048x2048' })).setting).toBe(
			'size',
		);
	});

	it('is refused from its very day on', () => {
		const on = (today: string) => () => generate({ model: 'gpt-image-1.5' }, { ...live, today });
		expect(on('2026-11-30')().warnings.map(({ message }) => message)).toEqual([
			'OpenAI shuts gpt-image-1.5 down on 2026-12-01, tomorrow: move to GPT Image 2.5 Sunburst or GPT Image 2.5 Flare',
		]);
		expect(refusalOf(on('2026-12-01')).reason).toBe('retired');
	});

	it('is warned of from 30 days before on', () => {
		const on = (today: string) => generate({ model: 'gpt-image-1.5' }, { ...live, today }).warnings;
		expect(on('2026-10-31')).toEqual([]);
		expect(on('2026-11-01')).toHaveLength(1);
	});
});

describe('a model that the catalog does not know', () => {
	const model = 'my-deployment';

	it('gets everything as it was set, with one warning and no price', () => {
		const built = edit(
			{
				model,
				size: '640x480',
				quality: 'max',
				n: 2,
				background: 'transparent',
				outputFormat: 'jpeg',
				outputCompression: 70,
				complexity: 'high',
				inputFidelity: 'high',
				frameCount: 3,
				moderation: 'low',
			},
			live,
			{ hasMask: true, hasMarkup: true },
		);
		expect(built.body).toEqual({
			model,
			prompt: 'A lighthouse at dusk',
			size: '640x480',
			quality: 'max',
			n: 2,
			background: 'transparent',
			output_format: 'jpeg',
			output_compression: 70,
			complexity: 'high',
			input_fidelity: 'high',
			frame_count: 3,
			moderation: 'low',
		});
		expect(built.warnings).toEqual([
			{
				setting: 'model',
				message:
					'my-deployment is not in the catalog (checked on 2026-11-22): its settings were sent unchecked and its price is not known',
			},
		]);
		expect(built.estimate).toMatchObject({ costUsd: null, budgetUsd: null });
	});

	it('is asked for exact pixels at a size that every model takes', () => {
		const built = generate({ model, exactPixels: { width: 1080, height: 1350 } }, live);
		expect([built.body.size, built.exactPixels]).toEqual([
			'1024x1536',
			{ width: 1080, height: 1350 },
		]);
	});
});

describe.each([
	'openai/gpt-image-2',
	'azure/gpt-image-2',
	'litellm_proxy/openai/gpt-image-2',
	'OPENAI/GPT-IMAGE-2',
	'openai:gpt-image-2',
	'@openai/gpt-image-2',
	'openrouter/openai/GPT-Image-2-2026-04-21',
	'openai/gpt-image-2:free',
	'gpt-image-2@default',
	'openai.gpt-image-2',
	'models/gpt-image-2',
	'openai.gpt-image-2-v1:0',
	'gpt-image-2-latest',
	'azureml://registries/azure-openai/models/gpt-image-2/versions/3',
	'azure/eastus/gpt-image-2?x',
	'openai/gpt-image-2/edit',
	'team_gpt-image-2',
])('the gateway name %s', (model) => {
	it('is sent as it came, checked and priced as its last part, with a warning', () => {
		const built = generate({ model, quality: 'low', size: '1024x1024' });
		const own = generate({ quality: 'low', size: '1024x1024' });
		expect(built.body).toEqual({ ...own.body, model });
		expect(built.estimate).toEqual(own.estimate);
		expect(built.warnings).toEqual([
			{ setting: 'model', message: expect.stringContaining('checked and priced as gpt-image-2') },
		]);
	});

	it('has degrees adapted as the model behind it has', () => {
		const built = generate({ model, quality: 'xhigh' }, { unsupportedSettings: 'adapt' });
		expect(built.body.quality).toBe('high');
		expect(built.warnings.map(({ setting }) => setting)).toEqual(['model', 'quality']);
	});

	it.each<[string, Changes, object]>([
		['size', { size: '1000x1000' }, { size: '1000x1000' }],
		['background', { background: 'transparent' }, { background: 'transparent' }],
		['outputFormat', { outputFormat: 'svg' }, { output_format: 'svg' }],
	])('warns of a %s that OpenAI rejects, and sends it', (setting, changes, field) => {
		const built = generate({ model, ...changes });
		expect(built.body).toMatchObject(field);
		expect(built.warnings).toMatchObject([
			{ setting: 'model' },
			{ setting, message: expect.stringContaining('it was sent as it is') },
		]);
	});
});

it('the longest name in it counts, wherever it stands', () => {
	const told = (model: string) => String(generate({ model }).warnings[0]?.message);
	expect(told('gpt-image-1/gpt-image-1.5:free')).toContain('priced as gpt-image-1.5:');
	expect(told('openai.gpt-image-2.5-flare@eu')).toContain('priced as gpt-image-2.5-flare:');
});

it.each([
	'openai/dream-9',
	'gpt-image-2-hd',
	'my-gpt-image-2',
	'openai/gpt-image-2.9-comet',
	'gpt-image-22',
	'openai/gpt-image',
])('A gateway name that holds no name of a known model is not checked: %s', (model) => {
	const built = generate({ model, quality: 'xhigh', size: '1000x1000' });
	expect(built.body).toMatchObject({ quality: 'xhigh', size: '1000x1000' });
	expect(built.estimate).toMatchObject({ costUsd: null, budgetUsd: null });
});

it.each(['gpt image 2', 'gpt-image-2\nother', 'two words'])(
	'%j is not a model ID, which is said before anything is sent',
	(model) => {
		expect(refusalOf(() => generate({ model }))).toMatchObject({
			setting: 'model',
			message: expect.stringContaining('contains spaces'),
		});
	},
);
