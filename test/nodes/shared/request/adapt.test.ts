import { type Changes, edit, generate, refusalOf } from './support';

const adapt = { unsupportedSettings: 'adapt', servedByOpenAi: true } as const;

describe('a setting of degree that the model does not take', () => {
	it.each<[string, Changes, object, string, string]>([
		[
			'quality',
			{ quality: 'max' },
			{ quality: 'high' },
			'gpt-image-2 does not take quality max: high was sent',
			'Choose low, medium, high, or use a model that takes it: GPT Image 2.6 Sunburst, GPT Image 2.6 Flare, GPT Image 2.5 Sunburst, GPT Image 2.5 Flare.',
		],
		[
			'complexity',
			{ complexity: 'low' },
			{},
			'gpt-image-2 does not take complexity: it was left out',
			'Remove it, or use a model that takes it: GPT Image 2.6 Sunburst, GPT Image 2.6 Flare.',
		],
		[
			'outputCompression',
			{ outputCompression: 80 },
			{},
			'Output Compression does not apply to png: it was left out',
			'Remove it, or set Output Format to jpeg or webp.',
		],
		[
			'frameCount',
			{ frameCount: 4 },
			{},
			'gpt-image-2 does not take Frame Count: it was left out',
			'Remove it, or use a model that takes it: GPT Image 2.6 Sunburst, GPT Image 2.6 Flare.',
		],
		[
			'frameDuration',
			{ model: 'gpt-image-2.6-flare', frameDuration: 100 },
			{},
			'Frame Duration does not apply to png: it was left out',
			'Remove it, or set Output Format to gif.',
		],
	])('%s is adapted with a warning, or refused', (setting, changes, sent, message, howToFix) => {
		const { model = 'gpt-image-2' } = changes;
		const built = generate(changes, adapt);
		expect(built.body).toEqual({ model, prompt: 'A lighthouse at dusk', ...sent });
		expect(built.warnings).toEqual([{ setting, message }]);
		const refusal = refusalOf(() => generate(changes));
		expect(refusal).toMatchObject({ setting, howToFix, reason: 'invalid' });
		expect(message.startsWith(refusal.message)).toBe(true);
	});

	it('Input Fidelity in edits is adapted to the model', () => {
		const mini = edit(
			{ model: 'gpt-image-1-mini', inputFidelity: 'high' },
			{ ...adapt, servedByOpenAi: false, today: '2026-10-01' },
		);
		expect(mini.body).toMatchObject({ input_fidelity: 'low' });
		expect(mini.warnings).toEqual([
			{
				setting: 'inputFidelity',
				message: 'gpt-image-1-mini does not take Input Fidelity high: low was sent',
			},
		]);
		const newer = edit({ inputFidelity: 'low' }, adapt);
		expect(newer.body).not.toHaveProperty('input_fidelity');
		expect(newer.warnings).toHaveLength(1);
	});

	it('is adapted before the price is estimated', () => {
		const { estimate } = generate({ quality: 'max', size: '1024x1024' }, adapt);
		expect(estimate.outputTokensPerImage).toBe(7024);
	});
});

describe('what decides the image is refused also where adapting is allowed', () => {
	it.each<[string, Changes, string, string]>([
		[
			'background',
			{ background: 'transparent' },
			'gpt-image-2 does not take background transparent',
			'Choose auto, opaque, or use a model that takes it: GPT Image 2.6 Sunburst, GPT Image 2.6 Flare, GPT Image 2.5 Sunburst, GPT Image 2.5 Flare.',
		],
		[
			'background',
			{ model: 'gpt-image-2.5-flare', background: 'transparent', outputFormat: 'jpeg' },
			'Background transparent cannot be delivered as jpeg',
			'Set Output Format to png or webp, or the background to opaque.',
		],
		[
			'outputFormat',
			{ outputFormat: 'svg' },
			'gpt-image-2 does not take Output Format svg',
			'Choose png, jpeg, webp, or use a model that takes it: GPT Image 2.6 Sunburst, GPT Image 2.6 Flare.',
		],
		[
			'n',
			{ model: 'gpt-image-2.6-flare', outputFormat: 'svg', n: 3 },
			'Number of Images is 3, but SVG allows one image per call',
			'Set Number of Images to 1, or choose another Output Format.',
		],
		['n', { n: 12 }, 'Number of Images is 12', 'Set it to a whole number from 1 to 10.'],
		[
			'size',
			{ size: '1920x1080' },
			'gpt-image-2 does not take 1920x1080: height 1080 is not a multiple of 16',
			'The nearest size that it takes is 1920x1088. For exactly 1920x1080 pixels set Size to Custom.',
		],
	])('%s', (setting, changes, message, howToFix) => {
		expect(refusalOf(() => generate(changes, adapt))).toMatchObject({ setting, message, howToFix });
	});

	it('a markup is rejected even if adapting is allowed', () => {
		expect(refusalOf(() => edit({}, adapt, { hasMarkup: true }))).toMatchObject({
			setting: 'markup',
			message: 'gpt-image-2 does not take a markup',
			howToFix:
				'Remove the markup, or use a model that takes it: GPT Image 2.6 Sunburst, GPT Image 2.6 Flare, GPT Image 2.5 Sunburst, GPT Image 2.5 Flare.',
		});
	});
});

describe('values that nothing takes', () => {
	it.each<[string, object, string]>([
		['prompt', { prompt: '' }, 'The prompt is empty'],
		['prompt', { prompt: ' \n\t' }, 'The prompt is empty'],
		['prompt', { prompt: undefined }, 'The prompt is empty'],
		['prompt', { prompt: 'x'.repeat(32_001) }, 'The prompt has 32,001 characters'],
		['model', { model: '' }, 'No model is chosen'],
		['size', { size: '1024' }, 'Size is "1024"'],
		['size', { size: '1024x' }, 'Size is "1024x"'],
		['n', { n: Number.NaN }, 'Number of Images is not a number'],
		['n', { n: '2' }, 'Number of Images is "2"'],
		['quality', { quality: 'ultra' }, 'Quality is "ultra"'],
		['width', { exactPixels: { width: 0, height: 10 } }, 'Width is 0'],
		['height', { exactPixels: { width: 10, height: 10.5 } }, 'Height is 10.5'],
		['background', { background: 'white' }, 'Background is "white"'],
		['outputFormat', { outputFormat: 'tiff' }, 'Output Format is "tiff"'],
		[
			'outputCompression',
			{ outputFormat: 'jpeg', outputCompression: 101 },
			'Output Compression is 101',
		],
		[
			'outputCompression',
			{ outputFormat: 'jpeg', outputCompression: -1 },
			'Output Compression is -1',
		],
		['moderation', { moderation: 'high' }, 'Moderation is "high"'],
		['frameDuration', { frameDuration: 0 }, 'Frame Duration is 0'],
		[
			'safetyIdentifier',
			{ safetyIdentifier: 'x'.repeat(129) },
			'Safety Identifier has 129 characters',
		],
	])('a value that nothing takes is rejected, %s: %p', (setting, changes, message) => {
		const build = () => generate(changes as Changes, adapt);
		const refusal = refusalOf(build);
		expect([refusal.setting, refusal.message]).toEqual([setting, message]);
		expect(refusal.howToFix).toMatch(/^[A-Z].*\.$/);
		const alsoUnknown = { model: 'my-deployment', ...changes } as Changes;
		expect(refusalOf(() => generate(alsoUnknown, adapt)).setting).toBe(setting);
	});

	it('counts an emoji as one character', () => {
		expect(generate({ prompt: '🎨'.repeat(32_000) }).operation).toBe('generate');
		expect(refusalOf(() => generate({ prompt: '🎨'.repeat(32_001) })).setting).toBe('prompt');
	});
});
