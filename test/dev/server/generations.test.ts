import { createCanvas, loadImage } from '@napi-rs/canvas';
import imageSize from 'image-size';
import { type ImageServer, startImageServer } from '../../../dev/server/server';
import { bearer, fileOf, generate, post } from './requests';

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

describe('POST /v1/images/generations', () => {
	it('answers in the documented shape, with the request id and the time in headers', async () => {
		server.configure({ latencyMs: 20 });
		const { status, headers, body } = await generate(server, { size: '1024x1024', quality: 'low' });
		expect(status).toBe(200);
		expect(Object.keys(body)).toEqual([
			...['created', 'background', 'output_format', 'quality', 'size', 'data', 'usage'],
		]);
		expect(body).toMatchObject({
			background: 'opaque',
			output_format: 'png',
			quality: 'low',
			size: '1024x1024',
		});
		expect(body.usage).toEqual({
			input_tokens: 2,
			input_tokens_details: { image_tokens: 0, text_tokens: 2 },
			output_tokens: 196,
			output_tokens_details: { image_tokens: 196, text_tokens: 0 },
			total_tokens: 198,
		});
		expect(headers.get('x-request-id')).toBe(server.log[0]?.requestId);
		expect(Number(headers.get('openai-processing-ms'))).toBeGreaterThanOrEqual(20);
	});

	it('resolves auto to what live probes saw', async () => {
		const { body } = await generate(server, { size: 'auto', quality: 'auto' });
		expect(body).toMatchObject({ quality: 'low', size: '1254x1254' });
	});

	it.each([
		['png', 'png', 1024, 768],
		['jpeg', 'jpg', 1536, 1024],
		['webp', 'webp', 768, 1024],
		['gif', 'gif', 1024, 640],
		['svg', 'svg', 1024, 1024],
	])('draws %s in the size that was asked for', async (format, type, width, height) => {
		const answered = await generate(server, {
			...{ model: 'gpt-image-2.6-flare', size: `${width}x${height}`, output_format: format },
			...(format === 'gif' ? { frame_count: 3 } : {}),
		});
		expect(answered.body.output_format).toBe(format);
		expect(imageSize(fileOf(answered))).toMatchObject({ type, width, height });
	});

	it.each([true, false])(
		'names the model in the image unless asked not to: %s',
		async (signsImages) => {
			server.configure({ signsImages });
			const answered = await generate(server, {
				...{
					model: 'gpt-image-2.6-flare',
					size: '1024x1024',
					output_format: 'svg',
					quality: 'low',
				},
			});
			const text = fileOf(answered).toString();
			expect(text).toContain('1024x1024');
			expect(/gpt-image|flare|low/.test(text)).toBe(signsImages);
		},
	);

	it('draws as many GIF frames as asked for, with their duration', async () => {
		const answered = await generate(server, {
			...{ model: 'gpt-image-2.6-flare', size: '1024x640', output_format: 'gif' },
			...{ frame_count: 3, frame_duration_ms: 120 },
		});
		const controls = fileOf(answered)
			.toString('hex')
			.match(/21f904..0c00..00/g);
		expect(controls).toHaveLength(3);
	});

	it('leaves the ground of a transparent image empty', async () => {
		const answered = await generate(server, {
			...{ model: 'gpt-image-2.5-flare', size: '1024x1024', background: 'transparent' },
		});
		const image = await loadImage(fileOf(answered));
		const context = createCanvas(1024, 1024).getContext('2d');
		context.drawImage(image, 0, 0);
		expect(context.getImageData(2, 2, 1, 1).data[3]).toBe(0);
		expect(context.getImageData(512, 512, 1, 1).data[3]).toBe(255);
	});

	it('draws other images for other models and for each of several', async () => {
		const several = await generate(server, { n: 2, size: '1024x1024' });
		const other = await generate(server, { model: 'gpt-image-2.5-flare', size: '1024x1024' });
		const files = [fileOf(several, 0), fileOf(several, 1), fileOf(other)];
		expect(new Set(files.map((file) => file.toString('base64'))).size).toBe(3);
	});

	it('puts a made-up C2PA chunk into PNG files', async () => {
		const file = fileOf(await generate(server, { size: '1024x1024' }));
		expect(file.includes('caBX')).toBe(true);
	});

	it('pads PNG files to the size that was set, still readable', async () => {
		server.configure({ imageBytes: 4_000_000 });
		const file = fileOf(await generate(server, { size: '1024x1024' }));
		expect(file.length).toBeGreaterThan(3_990_000);
		expect(file.length).toBeLessThan(4_010_000);
		expect(await loadImage(file)).toMatchObject({ width: 1024, height: 1024 });
	});

	it.each([
		{ answerOrder: 'usageFirst', prettyJson: true },
		{ answerOrder: 'usageFirst', prettyJson: false },
		{ answerOrder: 'dataFirst', prettyJson: true },
	] as const)(
		'writes the same answer with $answerOrder and prettyJson $prettyJson',
		async (settings) => {
			const plain = await generate(server, { size: '1024x1024' });
			server.configure(settings);
			const { body, headers } = await generate(server, { size: '1024x1024' });
			expect({ ...body, created: 0 }).toEqual({ ...plain.body, created: 0 });
			expect(headers.get('content-length')).not.toBeNull();
			const names = Object.keys(body);
			expect(names.indexOf('usage') < names.indexOf('data')).toBe(
				settings.answerOrder === 'usageFirst',
			);
		},
	);

	it('refuses prompts with [refuse], as the safety system does', async () => {
		const { status, body } = await generate(server, { prompt: 'Something bad [refuse]' });
		expect(status).toBe(400);
		expect(body.error).toMatchObject({
			type: 'image_generation_user_error',
			code: 'moderation_blocked',
			moderation_details: { moderation_stage: 'output', categories: ['sexual'] },
		});
	});

	it("serves Azure's path with Azure's header", async () => {
		const response = await fetch(`http://127.0.0.1:${server.port}/openai/v1/images/generations`, {
			method: 'POST',
			headers: { 'api-key': server.apiKey, 'content-type': 'application/json' },
			body: JSON.stringify({ model: 'gpt-image-2', prompt: 'A fox', size: '1024x1024' }),
		});
		expect(response.status).toBe(200);
		expect(server.log[0]?.auth).toBe('api-key');
		expect(JSON.stringify(server.log)).not.toContain(server.apiKey);
	});
});

describe('GET /v1/models', () => {
	const list = async () => {
		const response = await fetch(`${server.url}/models`, { headers: bearer(server) });
		const { data } = (await response.json()) as {
			data: Array<{ id: string; shutdown_date: string }>;
		};
		return data;
	};

	it('lists what is alive with its shutdown date, among models that make no images', async () => {
		const data = await list();
		const ids = data.map(({ id }) => id);
		expect(ids).toEqual(
			expect.arrayContaining(['gpt-image-2', 'gpt-image-2-2026-04-21', 'gpt-5.2']),
		);
		expect(ids).not.toEqual(expect.arrayContaining(['gpt-image-1']));
		expect(ids).not.toEqual(expect.arrayContaining(['dall-e-3']));
		expect(data.find(({ id }) => id === 'gpt-image-1.5')?.shutdown_date).toBe('2026-12-01');
		expect(data.every((model) => 'created' in model && 'owned_by' in model)).toBe(true);
	});

	it('drops a model on the day of its shutdown', async () => {
		server.configure({ today: '2026-12-01' });
		expect((await list()).map(({ id }) => id)).not.toContain('gpt-image-1.5');
		const { status, body } = await generate(server, { model: 'gpt-image-1.5' });
		expect([status, body.error.code]).toEqual([404, 'model_not_found']);
	});

	it('lists the shutdown dates that it is told, and goes by them', async () => {
		server.configure({ shutdownDates: { 'gpt-image-2': '2027-03-01', 'gpt-image-1.5': null } });
		const dates = Object.fromEntries(
			(await list()).map((model) => [model.id, model.shutdown_date]),
		);
		expect(dates['gpt-image-2']).toBe('2027-03-01');
		expect(dates['gpt-image-1.5']).toBeNull();
		server.configure({ today: '2027-03-01' });
		expect((await generate(server, { model: 'gpt-image-1.5' })).status).toBe(200);
		expect((await generate(server, { model: 'gpt-image-2' })).status).toBe(404);
	});

	it('serves anything where told to, as gateways do', async () => {
		server.configure({ servesAnyModel: true });
		expect((await generate(server, { model: 'gpt-image-1', size: '1024x1024' })).status).toBe(200);
		expect((await generate(server, { model: 'my-deployment', size: '1000x600' })).status).toBe(200);
	});
});

it('has nothing at other paths', async () => {
	const { status, body } = await post(server, '/images/variations', {});
	expect(status).toBe(404);
	expect(body.error).toEqual({
		message: 'Invalid URL (POST /v1/images/variations)',
		type: 'invalid_request_error',
		param: null,
		code: null,
	});
});
