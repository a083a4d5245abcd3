import { MODELS } from '../../../../nodes/shared/models/catalog';
import { checkSize } from '../../../../nodes/shared/models/sizes';
import { LISTED_SIZES, USUAL_SIZES } from '../../../../nodes/shared/models/usualSizes';
import { type Changes, generate, refusalOf } from './support';

const exact = (width: number, height: number, changes: Changes = {}) => ({
	exactPixels: { width, height },
	...changes,
});

describe('exact pixels', () => {
	it('are cut from the nearest larger size', () => {
		const built = generate(exact(1080, 1350, { size: 'auto' }));
		expect(built.body.size).toBe('1088x1360');
		expect(built.exactPixels).toEqual({ width: 1080, height: 1350 });
		expect(built.warnings).toEqual([]);
	});

	it('say when the image has to be enlarged', () => {
		const { warnings } = generate(exact(1080, 1920, { model: 'gpt-image-1.5' }), {
			today: '2026-10-01',
		});
		expect(warnings).toEqual([
			{
				setting: 'size',
				message: 'The model delivers 1024x1536: enlarged 1.25× for 1080x1920',
			},
		]);
	});

	it('are refused beyond twice the size', () => {
		expect(refusalOf(() => generate(exact(9000, 9000)))).toMatchObject({
			setting: 'width',
			message:
				'The width and height cannot be delivered: 9000x9000 would need the image to be enlarged 3.13×, more than 2×',
		});
	});

	it.each(['webp', 'gif', 'svg'] as const)(
		'exact pixels are not cropped from %s',
		(outputFormat) => {
			const model = 'gpt-image-2.6-flare';
			const refusal = refusalOf(() => generate(exact(1080, 1350, { model, outputFormat })));
			expect(refusal).toMatchObject({
				setting: 'outputFormat',
				howToFix:
					'Set Output Format to PNG or JPEG, or choose a size that the model delivers itself.',
			});
			expect(generate(exact(1280, 720, { model, outputFormat })).body.size).toBe('1280x720');
			const unknown = exact(1080, 1350, { model: 'my-deployment', outputFormat });
			expect(refusalOf(() => generate(unknown)).setting).toBe('outputFormat');
		},
	);

	it.each(['png', 'jpeg'] as const)('exact pixels are cropped from %s', (outputFormat) => {
		expect(generate(exact(1080, 1350, { outputFormat })).body.size).toBe('1088x1360');
	});
});

describe('size', () => {
	it('a size is written as the API expects it', () => {
		expect(generate({ size: ' 1536 × 1024 ' }).body.size).toBe('1536x1024');
		expect(generate({ size: 'auto' }).body.size).toBeUndefined();
	});

	it('says that it is experimental above 2560x1440', () => {
		expect(generate({ size: '2560x1440' }).warnings).toEqual([]);
		expect(generate({ size: '3840x2160' }).warnings).toEqual([
			{
				setting: 'size',
				message:
					'OpenAI calls 3840x2160 experimental: results may vary more than at 2560x1440 and below',
			},
		]);
	});

	it('names the models that take a refused one', () => {
		const refusal = refusalOf(() => generate({ model: 'gpt-image-1.5', size: '2048x2048' }));
		expect(refusal.message).toBe(
			'gpt-image-1.5 does not take 2048x2048: 2048x2048 is not one of 1024x1024, 1536x1024, 1024x1536',
		);
		expect(refusal.howToFix).toBe(
			'The nearest size that it takes is 1024x1024. 2048x2048 is taken by GPT Image 2.6 Sunburst, GPT Image 2.6 Flare, GPT Image 2.5 Sunburst, GPT Image 2.5 Flare, GPT Image 2. For exactly 2048x2048 pixels set Size to Custom.',
		);
	});
});

describe('the usual sizes', () => {
	const rules = MODELS.flatMap(({ capabilities }) => (capabilities ? [capabilities.sizeRule] : []));

	it('are legal wherever they are offered', () => {
		for (const rule of rules) {
			const offered = rule.kind === 'free' ? USUAL_SIZES : LISTED_SIZES;
			for (const size of offered) expect(checkSize(rule, size).ok).toBe(true);
		}
	});

	it('hold three that every model takes', () => {
		for (const rule of rules) {
			for (const size of LISTED_SIZES) expect(checkSize(rule, size).ok).toBe(true);
		}
	});
});
