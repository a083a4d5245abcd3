import imageSize from 'image-size';
import OpenAI, { toFile } from 'openai';
import { type Fault, type ImageServer, startImageServer } from '../../dev/server/server';
import { maskWithHole, photo } from '../dev/server/requests';

/** The official SDK, unmodified, against the local server. */
let server: ImageServer;
let openai: OpenAI;
beforeAll(async () => {
	server = await startImageServer();
	openai = new OpenAI({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0 });
});
beforeEach(() => server.reset());
afterAll(() => server.close());

function bytes(text: string | undefined): Buffer {
	return Buffer.from(text ?? '', 'base64');
}

const png = (data: Buffer, name = 'photo.png') => toFile(data, name, { type: 'image/png' });

describe('the openai SDK generates', () => {
	it.each([
		['png', 'png'],
		['jpeg', 'jpg'],
		['webp', 'webp'],
		['gif', 'gif'],
		['svg', 'svg'],
	] as const)('%s', async (format, type) => {
		const { data, response, request_id } = await openai.images
			.generate({
				...{ model: 'gpt-image-2.6-flare', prompt: 'A fox', size: '1024x640', quality: 'low' },
				...{ output_format: format, ...(format === 'gif' ? { frame_count: 2 } : {}) },
			})
			.withResponse();
		expect(data).toMatchObject({ output_format: format, size: '1024x640', quality: 'low' });
		expect(imageSize(bytes(data.data?.[0]?.b64_json))).toMatchObject({
			type,
			width: 1024,
			height: 640,
		});
		expect(request_id).toBe(response.headers.get('x-request-id'));
		expect(data.usage?.output_tokens).toBeGreaterThan(0);
	});

	it('as a stream of partial images and a completed one', async () => {
		const stream = await openai.images.generate({
			...{
				model: 'gpt-image-2',
				prompt: 'A fox',
				size: '1024x1024',
				stream: true,
				partial_images: 2,
			},
		});
		const events = [];
		for await (const event of stream) events.push(event);
		expect(events.map(({ type }) => type)).toEqual([
			'image_generation.partial_image',
			'image_generation.partial_image',
			'image_generation.completed',
		]);
		for (const event of events) {
			expect(imageSize(bytes(event.b64_json))).toMatchObject({ type: 'png', width: 1024 });
		}
		expect(events.at(-1)).toMatchObject({ usage: { output_tokens: 196 + 200 }, size: '1024x1024' });
	});
});

describe('the openai SDK edits', () => {
	it('one image as `image`, several as `image[]`', async () => {
		const common = { model: 'gpt-image-2', prompt: 'A hat' };
		await openai.images.edit({ ...common, image: await png(photo(1024, 768)) });
		await openai.images.edit({
			...common,
			image: [await png(photo(1024, 768)), await png(photo(640, 640), 'second.png')],
		});
		expect(
			server.log.map(({ status, files }) => [status, files.map(({ field }) => field)]),
		).toEqual([
			[200, ['image']],
			[200, ['image[]', 'image[]']],
		]);
	});

	it('the openai SDK edits with a mask', async () => {
		const hole = { x: 10, y: 10, width: 300, height: 300 };
		const { data, size } = await openai.images.edit({
			model: 'gpt-image-2',
			prompt: 'A hat',
			image: await png(photo(1024, 768)),
			mask: await png(maskWithHole(1024, 768, hole), 'mask.png'),
		});
		expect([size, imageSize(bytes(data?.[0]?.b64_json)).width]).toEqual(['1024x768', 1024]);
	});

	it('the openai SDK edits as a stream', async () => {
		const stream = await openai.images.edit({
			...{ model: 'gpt-image-2', prompt: 'A hat', stream: true as const, partial_images: 1 },
			image: await png(photo(1024, 768)),
		});
		const types: string[] = [];
		for await (const event of stream) types.push(event.type);
		expect(types).toEqual(['image_edit.partial_image', 'image_edit.completed']);
	});

	it('and learns that a file without a type is not taken', async () => {
		const image = await toFile(photo(1024, 768), 'photo.png');
		await expect(
			openai.images.edit({ model: 'gpt-image-2', prompt: 'A hat', image }),
		).rejects.toThrow("unsupported mimetype ('application/octet-stream')");
	});
});

type Wanted = Pick<InstanceType<typeof OpenAI.APIError>, 'status'> & {
	code?: string | null;
	param?: string | null;
	type?: string;
};
type ErrorClass = abstract new (...args: never[]) => Error;

describe('the openai SDK throws', () => {
	it.each<[string, Partial<OpenAI.ImageGenerateParamsNonStreaming>, ErrorClass, Wanted]>([
		[
			'a bad size',
			{ size: '1920x1080' },
			OpenAI.BadRequestError,
			{ status: 400, code: 'invalid_value', param: 'size', type: 'image_generation_user_error' },
		],
		[
			'an unknown parameter',
			{ style: 'vivid' },
			OpenAI.BadRequestError,
			{ status: 400, code: 'unknown_parameter', param: 'style', type: 'invalid_request_error' },
		],
		[
			'a refused prompt',
			{ prompt: '[refuse]' },
			OpenAI.BadRequestError,
			{ status: 400, code: 'moderation_blocked', param: null },
		],
		[
			'a model that is gone',
			{ model: 'gpt-image-1' },
			OpenAI.NotFoundError,
			{ status: 404, code: 'model_not_found' },
		],
	])('the openai SDK throws for %s', async (_name, fields, expected, members) => {
		const call = openai.images.generate({ model: 'gpt-image-2', prompt: 'A fox', ...fields });
		const error: unknown = await call.catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(expected);
		expect(error).toMatchObject({ ...members, requestID: server.log[0]?.requestId });
	});

	it.each<[Fault, ErrorClass, Wanted | object]>([
		[
			{ kind: 'rateLimit', retryAfterMs: 12_000 },
			OpenAI.RateLimitError,
			{ status: 429, code: 'rate_limit_exceeded' },
		],
		[{ kind: 'quota' }, OpenAI.RateLimitError, { status: 429, code: 'insufficient_quota' }],
		[{ kind: 'notVerified' }, OpenAI.PermissionDeniedError, { status: 403, code: null }],
		[
			{ kind: 'status', status: 500 },
			OpenAI.InternalServerError,
			{ status: 500, code: 'server_error' },
		],
		[{ kind: 'dropBeforeAnswer' }, OpenAI.APIConnectionError, {}],
	])('the openai SDK throws for the fault $kind', async (fault, expected, members) => {
		server.configure({ faults: [{ fault }] });
		const call = openai.images.generate({ model: 'gpt-image-2', prompt: 'A fox' });
		const error: unknown = await call.catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(expected);
		expect(error).toMatchObject(members);
	});

	it('for a wrong key, and reads the details of a refusal', async () => {
		const stranger = new OpenAI({ apiKey: 'sk-someone-else', baseURL: server.url, maxRetries: 0 });
		await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
		const call = openai.images.generate({ model: 'gpt-image-2', prompt: '[refuse]' });
		const error: unknown = await call.catch((reason: unknown) => reason);
		expect(error).toMatchObject({ error: { moderation_details: { categories: ['sexual'] } } });
	});
});

it('the openai SDK lists and retrieves models with their shutdown dates', async () => {
	const { data } = await openai.models.list();
	expect(data.find(({ id }) => id === 'gpt-image-1.5')?.shutdown_date).toBe('2026-12-01');
	expect(await openai.models.retrieve('gpt-image-2')).toMatchObject({
		shutdown_date: null,
		object: 'model',
	});
	await expect(openai.models.retrieve('gpt-image-1')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
});
