import { type Changes, edit, generate, refusalOf } from './support';

/**
 * What each model takes, written from OpenAI's pages and not from the catalog, so that a wrong entry of
 * the catalog fails here.
 */
interface Takes {
	models: string[];
	freeSizes: boolean;
	qualities: string[];
	transparent: boolean;
	formats: string[];
	fidelities: string[];
	complexity: boolean;
	markup: boolean;
	frames: boolean;
}

const FACT_SHEET: Takes[] = [
	{
		models: ['gpt-image-2.6-sunburst', 'gpt-image-2.6-flare'],
		freeSizes: true,
		qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
		transparent: true,
		formats: ['png', 'jpeg', 'webp', 'gif', 'svg'],
		fidelities: [],
		complexity: true,
		markup: true,
		frames: true,
	},
	{
		models: [
			'gpt-image-2.5-sunburst',
			'gpt-image-2.5-flare',
			'gpt-image-2.5-sunburst-2026-09-08',
			'gpt-image-2.5-flare-2026-09-08',
		],
		freeSizes: true,
		qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
		transparent: true,
		formats: ['png', 'jpeg', 'webp'],
		fidelities: [],
		complexity: false,
		markup: true,
		frames: false,
	},
	{
		models: ['gpt-image-2', 'gpt-image-2-2026-04-21'],
		freeSizes: true,
		qualities: ['low', 'medium', 'high'],
		transparent: false,
		formats: ['png', 'jpeg', 'webp'],
		fidelities: [],
		complexity: false,
		markup: false,
		frames: false,
	},
	{
		models: ['gpt-image-1.5', 'chatgpt-image-latest', 'gpt-image-1'],
		freeSizes: false,
		qualities: ['low', 'medium', 'high'],
		transparent: true,
		formats: ['png', 'jpeg', 'webp'],
		fidelities: ['low', 'high'],
		complexity: false,
		markup: false,
		frames: false,
	},
	{
		models: ['gpt-image-1-mini'],
		freeSizes: false,
		qualities: ['low', 'medium', 'high'],
		transparent: true,
		formats: ['png', 'jpeg', 'webp'],
		fidelities: ['low'],
		complexity: false,
		markup: false,
		frames: false,
	},
];

const MODELS = FACT_SHEET.flatMap((takes) => takes.models.map((model) => [model, takes] as const));
const FREE_SIZES = ['1920x1088', '1280x720', '2048x2048', '3840x2160', '1504x512', '816x816'];
const NO_SIZES = ['1920x1080', '512x512', '1024x576', '3856x2160', '2896x2880', '1552x512'];

type Given = Partial<Record<keyof Changes, unknown>>;
const cast = (changes: Given) => changes as Changes;

describe.each(MODELS)('%s', (model, takes) => {
	const sent = (changes: Given) => generate(cast({ model, ...changes })).body;
	const refused = (changes: Given) =>
		refusalOf(() => generate(cast({ model, ...changes }))).setting;
	const check = (legal: boolean, setting: string, changes: Given, field: object) => {
		if (legal) expect(sent(changes)).toEqual({ model, prompt: 'A lighthouse at dusk', ...field });
		else expect(refused(changes)).toBe(setting);
	};

	it('gets nothing but model and prompt where nothing was set', () => {
		check(true, '', {}, {});
		check(true, '', { background: 'auto', moderation: 'auto', safetyIdentifier: '' }, {});
	});

	it.each(['1024x1024', '1536x1024', '1024x1536'])('takes size %s', (size) => {
		check(true, 'size', { size }, { size });
	});

	it.each(FREE_SIZES)('takes or refuses the free size %s', (size) => {
		check(takes.freeSizes, 'size', { size }, { size });
	});

	it.each(NO_SIZES)('refuses size %s', (size) => check(false, 'size', { size }, {}));

	it.each(['low', 'medium', 'high', 'xhigh', 'max'])('takes or refuses quality %s', (quality) => {
		check(takes.qualities.includes(quality), 'quality', { quality }, { quality });
	});

	it.each(['standard', 'hd', ''])('refuses quality %j', (quality) => {
		check(false, 'quality', { quality }, {});
	});

	it('takes backgrounds as documented', () => {
		check(true, 'background', { background: 'opaque' }, { background: 'opaque' });
		check(
			takes.transparent,
			'background',
			{ background: 'transparent' },
			{ background: 'transparent' },
		);
	});

	it.each(['png', 'webp'])('takes a transparent %s where it takes transparent', (outputFormat) => {
		check(
			takes.transparent,
			'background',
			{ background: 'transparent', outputFormat },
			{ background: 'transparent', output_format: outputFormat },
		);
	});

	it.each(['jpeg', 'gif', 'svg'])('refuses a transparent %s', (outputFormat) => {
		const setting = takes.formats.includes(outputFormat) ? 'background' : 'outputFormat';
		check(false, setting, { background: 'transparent', outputFormat }, {});
	});

	it.each(['png', 'jpeg', 'webp', 'gif', 'svg'])('takes or refuses format %s', (outputFormat) => {
		check(
			takes.formats.includes(outputFormat),
			'outputFormat',
			{ outputFormat },
			{ output_format: outputFormat },
		);
	});

	it.each([
		['jpeg', 0],
		['jpeg', 100],
		['webp', 55],
	])('takes compression of %s %d', (outputFormat, outputCompression) => {
		check(
			true,
			'outputCompression',
			{ outputFormat, outputCompression },
			{ output_format: outputFormat, output_compression: outputCompression },
		);
	});

	it.each([undefined, 'png'])('refuses compression of %s', (outputFormat) => {
		check(false, 'outputCompression', { outputFormat, outputCompression: 80 }, {});
	});

	it.each([2, 10])('takes n %d', (n) => check(true, 'n', { n }, { n }));
	it.each([0, 11, -1, 1.5, Number.NaN, '3'])('refuses n %p', (n) => check(false, 'n', { n }, {}));

	it('takes moderation low', () => {
		check(true, 'moderation', { moderation: 'low' }, { moderation: 'low' });
	});

	it.each(['low', 'medium', 'high'])('takes or refuses complexity %s', (complexity) => {
		check(takes.complexity, 'complexity', { complexity }, { complexity });
	});

	it('takes or refuses frames of a GIF', () => {
		const setting = takes.formats.includes('gif') ? 'frameCount' : 'outputFormat';
		check(
			takes.frames,
			setting,
			{ outputFormat: 'gif', frameCount: 4, frameDuration: 150 },
			{ output_format: 'gif', frame_count: 4, frame_duration_ms: 150 },
		);
	});

	it('refuses frames of anything else', () => {
		check(false, 'frameCount', { frameCount: 4 }, {});
		check(false, 'frameDuration', { frameDuration: 150, outputFormat: 'jpeg' }, {});
	});

	it('takes 32,000 characters and refuses one more', () => {
		expect(sent({ prompt: 'x'.repeat(32_000) }).prompt).toHaveLength(32_000);
		check(false, 'prompt', { prompt: 'x'.repeat(32_001) }, {});
	});

	it('takes a safety identifier of 128 characters', () => {
		const safetyIdentifier = 'a'.repeat(128);
		check(true, '', { safetyIdentifier }, { safety_identifier: safetyIdentifier });
		check(false, 'safetyIdentifier', { safetyIdentifier: 'a'.repeat(129) }, {});
	});

	it.each(['low', 'high'])('takes or refuses input fidelity %s in an edit', (inputFidelity) => {
		const changes = cast({ model, inputFidelity });
		if (takes.fidelities.includes(inputFidelity)) {
			expect(edit(changes).body).toMatchObject({ input_fidelity: inputFidelity });
		} else {
			expect(refusalOf(() => edit(changes)).setting).toBe('inputFidelity');
		}
		expect(refusalOf(() => generate(changes)).setting).toBe('inputFidelity');
	});

	it('takes a mask, and a markup as documented, never both', () => {
		expect(edit({ model }, {}, { hasMask: true }).operation).toBe('edit');
		const withMarkup = () => edit({ model }, {}, { hasMarkup: true });
		if (takes.markup) expect(withMarkup().operation).toBe('edit');
		else expect(refusalOf(withMarkup).setting).toBe('markup');
		expect(refusalOf(() => edit({ model }, {}, { hasMask: true, hasMarkup: true })).setting).toBe(
			'markup',
		);
	});

	it('sends moderation with an edit only when it is low', () => {
		expect(edit({ model, moderation: 'auto' }).body).not.toHaveProperty('moderation');
		expect(edit({ model, moderation: 'low' }).body).toMatchObject({ moderation: 'low' });
	});

	it.each([0, 17])('refuses %d input images', (imageCount) => {
		expect(refusalOf(() => edit({ model }, {}, { imageCount })).setting).toBe('inputFields');
	});

	it.each([1, 16])('takes %d input images', (imageCount) => {
		expect(edit({ model }, {}, { imageCount }).body).toEqual({
			model,
			prompt: 'A lighthouse at dusk',
		});
	});
});

describe('gpt-image-2.6 alone', () => {
	const model = 'gpt-image-2.6-flare';

	it('gpt-image-2.6 makes one SVG per call', () => {
		expect(generate({ model, outputFormat: 'svg' }).body).toMatchObject({ output_format: 'svg' });
		expect(refusalOf(() => generate({ model, outputFormat: 'svg', n: 2 })).setting).toBe('n');
	});

	it.each(['gif', 'svg'] as const)('gpt-image-2.6 compresses no %s', (outputFormat) => {
		const refusal = refusalOf(() => generate({ model, outputFormat, outputCompression: 50 }));
		expect(refusal.setting).toBe('outputCompression');
	});

	it('gpt-image-2.6 takes no mask with a GIF', () => {
		const refusal = refusalOf(() => edit({ model, outputFormat: 'gif' }, {}, { hasMask: true }));
		expect(refusal.setting).toBe('mask');
	});

	it.each([1, 17, 2.5, Number.NaN])('gpt-image-2.6 rejects frameCount %p', (frameCount) => {
		const refusal = refusalOf(() => generate({ model, outputFormat: 'gif', frameCount }));
		expect(refusal.setting).toBe('frameCount');
	});
});

it.each(['dall-e-2', 'dall-e-3'])('%s is shut down', (model) => {
	const refusal = refusalOf(() => generate({ model }, { servedByOpenAi: true }));
	expect([refusal.setting, refusal.reason]).toEqual(['model', 'retired']);
});
