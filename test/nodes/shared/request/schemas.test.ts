import {
	type EditFields,
	editFieldsSchema,
	type FitsSdk,
	type GenerateBody,
	generateBodySchema,
	type SdkEditFields,
	type SdkGenerateBody,
} from '../../../../nodes/shared/request/schemas';

const minimal = { model: 'gpt-image-2', prompt: 'A lighthouse' };

describe('the schemas', () => {
	it.each(['response_format', 'style', 'user', 'stream', 'negative_prompt', 'seed'])(
		'refuse %s',
		(field) => {
			expect(generateBodySchema.safeParse({ ...minimal, [field]: 'x' }).success).toBe(false);
			expect(editFieldsSchema.safeParse({ ...minimal, [field]: 'x' }).success).toBe(false);
		},
	);

	it('take input_fidelity for edits only', () => {
		const fields = { ...minimal, input_fidelity: 'high' };
		expect(editFieldsSchema.safeParse(fields).success).toBe(true);
		expect(generateBodySchema.safeParse(fields).success).toBe(false);
	});

	it.each([
		{ n: 11 },
		{ n: 1.5 },
		{ quality: 'auto' },
		{ size: '1024' },
		{ output_compression: 101 },
		{ frame_count: 1 },
		{ prompt: '' },
	])('refuse %p', (changes) => {
		expect(generateBodySchema.safeParse({ ...minimal, ...changes }).success).toBe(false);
	});
});

/** Types: these lines are checked by `npm run typecheck`. */
describe('the schemas and the SDK', () => {
	it('agree on every field', () => {
		const generate: FitsSdk<GenerateBody, SdkGenerateBody> = true;
		const edit: FitsSdk<EditFields, SdkEditFields> = true;
		const body: SdkGenerateBody = generateBodySchema.parse(minimal);
		expect([generate, edit, body.prompt]).toEqual([true, true, 'A lighthouse']);
	});

	it('notice a field of a wrong name or type', () => {
		// @ts-expect-error the SDK says output_compression
		const wrongName: FitsSdk<GenerateBody & { outputCompression?: number }, SdkGenerateBody> = true;
		// @ts-expect-error the SDK wants a number
		const wrongType: FitsSdk<Omit<GenerateBody, 'n'> & { n?: string }, SdkGenerateBody> = true;
		// @ts-expect-error input_fidelity is for edits only
		const wrongCall: FitsSdk<EditFields, SdkGenerateBody> = true;
		expect([wrongName, wrongType, wrongCall]).toEqual([true, true, true]);
	});
});
