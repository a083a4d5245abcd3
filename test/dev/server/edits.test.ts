import { createCanvas, loadImage } from '@napi-rs/canvas';
import imageSize from 'image-size';
import { type ImageServer, startImageServer } from '../../../dev/server/server';
import { edit, fileOf, maskWithHole, photo, post, type Part } from './requests';

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const HOLE = { x: 600, y: 100, width: 300, height: 400 };
const image: Part = { field: 'image', bytes: photo(1024, 768) };
const mask: Part = { field: 'mask', bytes: maskWithHole(1024, 768, HOLE) };

async function pixelsOf(file: Buffer, width: number, height: number): Promise<Uint8ClampedArray> {
	const context = createCanvas(width, height).getContext('2d');
	context.drawImage(await loadImage(file), 0, 0);
	return context.getImageData(0, 0, width, height).data;
}

describe('POST /v1/images/edits', () => {
	it('changes only what the mask leaves free', async () => {
		const answered = await edit(server, { size: '1024x768' }, [image, mask]);
		const before = await pixelsOf(image.bytes, 1024, 768);
		const after = await pixelsOf(fileOf(answered), 1024, 768);
		let [changedInside, changedOutside] = [0, 0];
		for (let at = 0; at < before.length; at += 4) {
			const [x, y] = [(at / 4) % 1024, Math.floor(at / 4 / 1024)];
			const inside =
				x >= HOLE.x && x < HOLE.x + HOLE.width && y >= HOLE.y && y < HOLE.y + HOLE.height;
			const same = [0, 1, 2, 3].every((channel) => before[at + channel] === after[at + channel]);
			if (!same && inside) changedInside += 1;
			if (!same && !inside) changedOutside += 1;
		}
		expect(changedOutside).toBe(0);
		expect(changedInside).toBeGreaterThan(HOLE.width * HOLE.height * 0.95);
	});

	it('counts input images in patches of 32 pixels, at most 1,536 an image', async () => {
		const large: Part = { field: 'image[]', bytes: photo(2048, 2048, 'jpeg'), type: 'image/jpeg' };
		const { body } = await edit(server, {}, [{ ...image, field: 'image[]' }, large]);
		expect(body.usage.input_tokens_details).toEqual({ image_tokens: 768 + 1536, text_tokens: 2 });
	});

	it.each([
		[1024, 768, 'gpt-image-2', '1024x768'],
		[500, 400, 'gpt-image-2', '912x736'],
		[1080, 1350, 'gpt-image-2', '1072x1344'],
		[800, 1100, 'gpt-image-1.5', '1024x1536'],
	])('takes auto as the size next to that of a %ix%i input', async (width, height, model, size) => {
		const answered = await edit(server, { model }, [
			{ field: 'image', bytes: photo(width, height) },
		]);
		expect(answered.body.size).toBe(size);
		expect(`${imageSize(fileOf(answered)).width}x${imageSize(fileOf(answered)).height}`).toBe(size);
	});

	it('keeps every part in the log, by name, type, size and hash', async () => {
		await edit(server, { n: '1', moderation: 'low' }, [image, mask]);
		expect(server.log[0]).toMatchObject({
			method: 'POST',
			path: '/v1/images/edits',
			contentType: 'multipart',
			status: 200,
			auth: 'bearer',
			fields: { model: 'gpt-image-2', prompt: 'A hat', n: '1', moderation: 'low' },
			files: [
				{ field: 'image', fileName: 'photo.png', mimeType: 'image/png', bytes: image.bytes.length },
				{ field: 'mask' },
			],
		});
		expect(server.log[0]?.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
	});

	it('takes JSON with data URLs', async () => {
		const url = (part: Part) => ({
			image_url: `data:image/png;base64,${part.bytes.toString('base64')}`,
		});
		const { status, body } = await post(server, '/images/edits', {
			...{ model: 'gpt-image-2', prompt: 'A hat', images: [url(image)], mask: url(mask) },
		});
		expect([status, body.size]).toEqual([200, '1024x768']);
		expect(server.log[0]?.files.map(({ field }) => field)).toEqual(['image', 'mask']);
	});

	it('takes moderation in a form unless told not to', async () => {
		server.configure({ moderationInMultipart: false });
		const { status, body } = await edit(server, { moderation: 'low' }, [image]);
		expect([status, body.error.code, body.error.param]).toEqual([
			400,
			'unknown_parameter',
			'moderation',
		]);
	});
});

const V25 = { model: 'gpt-image-2.5-flare' };
const V26 = { model: 'gpt-image-2.6-flare' };
const markup: Part = { ...mask, field: 'markup' };
const REFUSED: Array<[string, Record<string, string>, Part[], string, string | null]> = [
	['no image', {}, [], 'missing_required_parameter', 'image'],
	[
		'17 images',
		{},
		Array.from({ length: 17 }, () => ({ ...image, field: 'image[]' })),
		'array_above_max_length',
		'image',
	],
	[
		'application/octet-stream',
		{},
		[{ ...image, type: 'application/octet-stream' }],
		'unsupported_file_mimetype',
		'image',
	],
	[
		'a text called png',
		{},
		[{ ...image, bytes: Buffer.from('no image') }],
		'invalid_image_file',
		'image',
	],
	[
		'half a png',
		{},
		[{ ...image, bytes: image.bytes.subarray(0, 900) }],
		'invalid_image_file',
		'image',
	],
	[
		'a mask of another size',
		{},
		[image, { ...mask, bytes: maskWithHole(512, 384, HOLE) }],
		'invalid_image_file',
		'mask',
	],
	[
		'a mask without alpha',
		{},
		[image, { ...mask, bytes: photo(1024, 768, 'jpeg'), type: 'image/jpeg' }],
		'invalid_image_file',
		'mask',
	],
	['markup of a model without', {}, [image, markup], 'invalid_value', 'markup'],
	['markup and mask', V25, [image, mask, markup], 'invalid_value', 'markup'],
	['a masked gif', { ...V26, output_format: 'gif' }, [image, mask], 'invalid_value', 'mask'],
	[
		'input_fidelity of 2',
		{ input_fidelity: 'high' },
		[image],
		'invalid_input_fidelity_model',
		'input_fidelity',
	],
	[
		'high fidelity of 1-mini',
		{ model: 'gpt-image-1-mini', input_fidelity: 'high' },
		[image],
		'invalid_input_fidelity_model',
		'input_fidelity',
	],
	['n in words', { n: 'two' }, [image], 'invalid_type', 'n'],
];

describe('edits that are turned down', () => {
	it.each(REFUSED)('%s', async (_name, fields, parts, code, param) => {
		const { status, body } = await edit(server, fields, parts);
		expect(status).toBe(400);
		expect(body.error).toMatchObject({ code, param });
	});

	it('names the mimetype as OpenAI does', async () => {
		const { body } = await edit(server, {}, [{ ...image, type: 'application/octet-stream' }]);
		expect(body.error.message).toContain("unsupported mimetype ('application/octet-stream')");
	});

	it.each([
		['markup of 2.5', V25, [image, markup]],
		['16 images', {}, Array.from({ length: 16 }, () => ({ ...image, field: 'image[]' }))],
		['high fidelity of 1.5', { model: 'gpt-image-1.5', input_fidelity: 'high' }, [image]],
		['webp', {}, [{ ...image, bytes: photo(640, 640, 'webp'), type: 'image/webp' }]],
	] as Array<[string, Record<string, string>, Part[]]>)(
		'an edit with %s is taken',
		async (_name, fields, parts) => {
			expect(await edit(server, fields, parts)).toMatchObject({ status: 200 });
		},
	);
});
