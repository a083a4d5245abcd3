import type {
	EditFields,
	GenerateBody,
	SdkEditFields,
	SdkGenerateBody,
} from '../../../../nodes/shared/request/body';
import type { FitsSdk } from '../../../../nodes/shared/request/fitsSdk';
import { OPTION_ROWS } from '../../../../nodes/shared/request/apiOptions';
import { SettingError } from '../../../../nodes/shared/request/settings';
import { edit, generate, type Changes } from './support';

const minimal = { model: 'gpt-image-2', prompt: 'A lighthouse at dusk' };

describe('the body of a request', () => {
	it.each(['response_format', 'style', 'user', 'stream', 'negative_prompt', 'seed'])(
		'never holds %s, whatever the settings hold',
		(field) => {
			expect(generate({ [field]: 'x' } as Changes).body).toEqual(minimal);
			expect(edit({ [field]: 'x' } as Changes).body).toEqual(minimal);
		},
	);

	it('has input_fidelity in edits only', () => {
		const changes = { model: 'my-deployment', inputFidelity: 'high' } as const;
		expect(edit(changes).body).toMatchObject({ input_fidelity: 'high' });
		expect(generate(changes).body).not.toHaveProperty('input_fidelity');
	});

	it.each([
		{ n: 11 },
		{ n: 1.5 },
		{ quality: 'ultra' },
		{ size: '1024' },
		{ outputCompression: 101 },
		{ frameCount: 1 },
		{ prompt: '' },
		...OPTION_ROWS.map(({ setting }) => ({ [setting]: { nested: 'x'.repeat(200) } })),
		...OPTION_ROWS.map(({ setting }) => ({ [setting]: ['x'] })),
	])('of %p is not made: what is wrong is a SettingError', (changes) => {
		expect(() => generate({ model: 'my-deployment', ...(changes as Changes) })).toThrow(
			SettingError,
		);
	});

	it('tells how many images it asks for, also where the API is left to its one', () => {
		expect(generate({}).images).toBe(1);
		expect(generate({ n: 4 })).toMatchObject({ images: 4, body: { n: 4 } });
	});
});

/** Types: these lines are checked by `npm run typecheck`. */
describe('the bodies and the types of the openai package', () => {
	it('the bodies and the types of the openai package agree on every field', () => {
		const generateFits: FitsSdk<GenerateBody, SdkGenerateBody> = true;
		const editFits: FitsSdk<EditFields, SdkEditFields> = true;
		const body: SdkGenerateBody = generate({}).body;
		expect([generateFits, editFits, body.prompt]).toEqual([true, true, minimal.prompt]);
	});

	it('disagree on a field of a wrong name or type', () => {
		// @ts-expect-error the SDK says output_compression
		const wrongName: FitsSdk<GenerateBody & { outputCompression?: number }, SdkGenerateBody> = true;
		// @ts-expect-error the SDK wants a number
		const wrongType: FitsSdk<Omit<GenerateBody, 'n'> & { n?: string }, SdkGenerateBody> = true;
		// @ts-expect-error input_fidelity is for edits only
		const wrongCall: FitsSdk<EditFields, SdkGenerateBody> = true;
		expect([wrongName, wrongType, wrongCall]).toEqual([true, true, true]);
	});
});
