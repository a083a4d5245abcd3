import { createOpenAI } from '@ai-sdk/openai';
import imageSize from 'image-size';
import { type Fault, type ImageServer, startImageServer } from '../../dev/server/server';
import { maskWithHole, photo } from '../dev/server/requests';

/** A client that nobody here wrote, against the local server: so that the server fits more than our own. */
let server: ImageServer;
beforeAll(async () => (server = await startImageServer()));
beforeEach(() => server.reset());
afterAll(() => server.close());

type ImageModel = ReturnType<ReturnType<typeof createOpenAI>['image']>;
type Call = Parameters<ImageModel['doGenerate']>[0];

/** What its `generateImage` hands to the provider, without its own repetitions. */
async function ask(model: string, changes: Partial<Call> = {}) {
	const { apiKey, url: baseURL } = server;
	return await createOpenAI({ apiKey, baseURL })
		.image(model)
		.doGenerate({
			prompt: 'A fox',
			n: 1,
			size: undefined,
			aspectRatio: undefined,
			seed: undefined,
			files: undefined,
			mask: undefined,
			providerOptions: {},
			...changes,
		});
}

const bytesOf = (image: string | Uint8Array | undefined) =>
	typeof image === 'string' ? Buffer.from(image, 'base64') : Buffer.from(image ?? []);
const file = (bytes: Buffer, mediaType = 'image/png') =>
	({ type: 'file', data: new Uint8Array(bytes), mediaType }) as const;
const fieldsOf = () => server.log.map(({ path, contentType }) => [path, contentType]);

describe('the AI SDK generates', () => {
	it.each([
		['gpt-image-2', 'png', 'png'],
		['gpt-image-2.5-flare', 'jpeg', 'jpg'],
		['gpt-image-2.5-sunburst', 'webp', 'webp'],
		['gpt-image-2.6-flare', 'gif', 'gif'],
	])('the AI SDK generates with %s as %s', async (model, outputFormat, type) => {
		const { images, usage, providerMetadata, warnings } = await ask(model, {
			size: '1024x1024',
			providerOptions: {
				openai: {
					quality: 'low',
					outputFormat,
					...(outputFormat === 'gif' && { frameCount: 2, frameDurationMs: 100 }),
				},
			},
		});
		expect(warnings).toEqual([]);
		expect(fieldsOf()).toEqual([['/v1/images/generations', 'json']]);
		expect(imageSize(bytesOf(images[0]))).toMatchObject({ type, width: 1024, height: 1024 });
		expect(usage?.outputTokens).toBeGreaterThan(0);
		expect(providerMetadata?.openai?.images).toMatchObject([
			{ size: '1024x1024', quality: 'low', outputFormat },
		]);
	});

	it('several at once, and shares their tokens out', async () => {
		const { images, usage, providerMetadata } = await ask('gpt-image-2', {
			n: 3,
			size: '1024x1024',
			providerOptions: { openai: { quality: 'low', safetyIdentifier: 'hash', moderation: 'low' } },
		});
		expect(images).toHaveLength(3);
		expect(providerMetadata?.openai?.images).toHaveLength(3);
		expect(usage).toMatchObject({ outputTokens: 3 * 196 });
	});
});

describe('the AI SDK edits', () => {
	it('one image, several, and one with a mask', async () => {
		const picture = file(photo(1024, 768));
		const hole = { x: 10, y: 10, width: 300, height: 300 };
		await ask('gpt-image-2', { files: [picture] });
		await ask('gpt-image-2', { files: [picture, file(photo(640, 640, 'jpeg'), 'image/jpeg')] });
		const { images } = await ask('gpt-image-2', {
			files: [picture],
			mask: file(maskWithHole(1024, 768, hole)),
			size: '1024x1024',
		});
		expect(imageSize(bytesOf(images[0])).width).toBe(1024);
		expect(server.log.map(({ files }) => files.map(({ field }) => field))).toEqual([
			['image'],
			['image[]', 'image[]'],
			['image', 'mask'],
		]);
		expect(new Set(server.log.map(({ contentType }) => contentType))).toEqual(
			new Set(['multipart']),
		);
	});

	it('the AI SDK edits with the options of an edit', async () => {
		const { providerMetadata } = await ask('gpt-image-2.6-flare', {
			files: [file(photo(1024, 768))],
			providerOptions: {
				openai: { quality: 'medium', complexity: 'low', background: 'transparent' },
			},
		});
		expect(providerMetadata?.openai?.images).toMatchObject([
			{ quality: 'medium', background: 'transparent' },
		]);
	});
});

describe('the AI SDK understands', () => {
	it.each<[string, Fault, number, boolean]>([
		['a refusal', { kind: 'refusal' }, 400, false],
		['a spent quota', { kind: 'quota' }, 429, true],
		['a rate limit', { kind: 'rateLimit', retryAfterMs: 1000 }, 429, true],
		['a server that failed', { kind: 'status', status: 500 }, 500, true],
		['a key that is not accepted', { kind: 'echoKey' }, 401, false],
	])('%s', async (_what, fault, statusCode, isRetryable) => {
		server.configure({ faults: [{ fault }] });
		const thrown: unknown = await ask('gpt-image-2').catch((reason: unknown) => reason);
		expect(thrown).toMatchObject({ name: 'AI_APICallError', statusCode, isRetryable });
	});

	it('the AI SDK understands what is wrong with a size', async () => {
		await expect(ask('gpt-image-2', { size: '1000x1000' })).rejects.toThrow('divisible by 16');
	});

	it('the AI SDK understands an answer without usage', async () => {
		server.configure({ faults: [{ fault: { kind: 'noUsage' } }] });
		const { images, usage } = await ask('gpt-image-2');
		expect(images).toHaveLength(1);
		expect(usage).toBeUndefined();
	});
});
