import { type ImageServer, startImageServer } from '../../../dev/server/server';
import { generate } from './requests';

let server: ImageServer;
beforeAll(async () => {
	server = await startImageServer();
});
afterAll(() => server.close());

const USER = 'image_generation_user_error';
const INVALID = 'invalid_request_error';
const V26 = { model: 'gpt-image-2.6-sunburst', size: '1024x1024' };
const V25 = { model: 'gpt-image-2.5-sunburst', size: '1024x1024' };
const V15 = { model: 'gpt-image-1.5', size: '1024x1024' };

type Row = [string, Record<string, unknown>, number, string, string | null, string | null];

const REFUSED: Row[] = [
	[
		'response_format',
		{ response_format: 'b64_json' },
		400,
		INVALID,
		'unknown_parameter',
		'response_format',
	],
	['style', { style: 'vivid' }, 400, INVALID, 'unknown_parameter', 'style'],
	['a seed', { seed: 1 }, 400, INVALID, 'unknown_parameter', 'seed'],
	[
		'input_fidelity',
		{ input_fidelity: 'high' },
		400,
		INVALID,
		'unknown_parameter',
		'input_fidelity',
	],
	['1920x1080', { size: '1920x1080' }, 400, USER, 'invalid_value', 'size'],
	['1024x576 (too small)', { size: '1024x576' }, 400, USER, 'invalid_value', 'size'],
	['4096x1024 (edge)', { size: '4096x1024' }, 400, USER, 'invalid_value', 'size'],
	['3840x3840 (too large)', { size: '3840x3840' }, 400, USER, 'invalid_value', 'size'],
	['2048x640 (ratio)', { size: '2048x640' }, 400, USER, 'invalid_value', 'size'],
	['a malformed size', { size: '1024*1024' }, 400, USER, 'invalid_value', 'size'],
	['a free size of 1.5', { ...V15, size: '1280x720' }, 400, USER, 'invalid_value', 'size'],
	['a number as size', { size: 1024 }, 400, INVALID, 'invalid_type', 'size'],
	['hd', { quality: 'hd' }, 400, USER, 'invalid_value', 'quality'],
	['xhigh of 2', { quality: 'xhigh' }, 400, USER, 'invalid_value', 'quality'],
	['transparent of 2', { background: 'transparent' }, 400, USER, 'invalid_value', 'background'],
	[
		'transparent jpeg',
		{ ...V25, background: 'transparent', output_format: 'jpeg' },
		400,
		USER,
		'invalid_value',
		'background',
	],
	[
		'transparent gif',
		{ ...V26, background: 'transparent', output_format: 'gif' },
		400,
		USER,
		'invalid_value',
		'background',
	],
	['gif of 2.5', { ...V25, output_format: 'gif' }, 400, INVALID, 'invalid_value', 'output_format'],
	[
		'compression of png',
		{ output_compression: 50 },
		400,
		USER,
		'invalid_value',
		'output_compression',
	],
	[
		'compression of 101',
		{ output_format: 'webp', output_compression: 101 },
		400,
		INVALID,
		'integer_above_max_value',
		'output_compression',
	],
	['n of 0', { n: 0 }, 400, INVALID, 'integer_below_min_value', 'n'],
	['n of 11', { n: 11 }, 400, INVALID, 'integer_above_max_value', 'n'],
	['n as a string', { n: '2' }, 400, INVALID, 'invalid_type', 'n'],
	['two SVGs', { ...V26, output_format: 'svg', n: 2 }, 400, USER, 'invalid_value', 'n'],
	['moderation off', { moderation: 'off' }, 400, INVALID, 'invalid_value', 'moderation'],
	['complexity of 2.5', { ...V25, complexity: 'low' }, 400, USER, 'invalid_value', 'complexity'],
	['complexity max', { ...V26, complexity: 'max' }, 400, INVALID, 'invalid_value', 'complexity'],
	['frames of a png', { ...V26, frame_count: 4 }, 400, USER, 'invalid_value', 'frame_count'],
	[
		'17 frames',
		{ ...V26, output_format: 'gif', frame_count: 17 },
		400,
		INVALID,
		'integer_above_max_value',
		'frame_count',
	],
	[
		'svg settings of a png',
		{ ...V26, svg: { model: 'gpt-5.2' } },
		400,
		USER,
		'invalid_value',
		'svg',
	],
	['no prompt', { prompt: undefined }, 400, INVALID, 'missing_required_parameter', 'prompt'],
	['an empty prompt', { prompt: '' }, 400, INVALID, 'empty_string', 'prompt'],
	[
		'32,001 characters',
		{ prompt: 'x'.repeat(32_001) },
		400,
		INVALID,
		'string_above_max_length',
		'prompt',
	],
	['a made-up model', { model: 'gpt-image-9' }, 404, INVALID, 'model_not_found', null],
	['a shut-down model', { model: 'gpt-image-1' }, 404, INVALID, 'model_not_found', null],
	['dall-e-3', { model: 'dall-e-3' }, 404, INVALID, 'model_not_found', null],
	[
		'4 partial images',
		{ stream: true, partial_images: 4 },
		400,
		INVALID,
		'integer_above_max_value',
		'partial_images',
	],
	[
		'a streamed gif',
		{ ...V26, output_format: 'gif', stream: true },
		400,
		USER,
		'invalid_value',
		'stream',
	],
	[
		'a long identifier',
		{ safety_identifier: 'x'.repeat(129) },
		400,
		INVALID,
		'string_above_max_length',
		'safety_identifier',
	],
];

const ACCEPTED: Array<[string, Record<string, unknown>]> = [
	['1920x1088', { size: '1920x1088' }],
	['1536x512, the narrowest', { size: '1536x512' }],
	['xhigh of 2.5', { ...V25, quality: 'xhigh' }],
	['max of 2.6', { ...V26, quality: 'max' }],
	['transparent webp', { ...V25, background: 'transparent', output_format: 'webp' }],
	['a snapshot', { model: 'gpt-image-2-2026-04-21', size: '1024x1024' }],
	['compression of 0', { ...V15, output_format: 'jpeg', output_compression: 0 }],
	['nulls', { size: null, quality: null, n: null, background: null }],
	['32,000 characters', { prompt: 'x'.repeat(32_000) }],
	['complexity of 2.6', { ...V26, complexity: 'high', moderation: 'low' }],
	['an identifier', { user: 'someone', safety_identifier: 'x'.repeat(128) }],
];

describe('the local server turns down what the API turns down', () => {
	it.each(REFUSED)('%s', async (_name, fields, status, type, code, param) => {
		const answered = await generate(server, { size: '1024x1024', ...fields });
		expect(answered.status).toBe(status);
		expect(answered.body.error).toEqual({ message: expect.any(String), type, param, code });
	});

	it('says it in the words that are known', async () => {
		const { body } = await generate(server, { size: '1000x1000' });
		expect(body.error.message).toBe('Width and height must both be divisible by 16.');
	});

	it.each(ACCEPTED)('the local server takes %s', async (_name, fields) => {
		expect(await generate(server, fields)).toMatchObject({ status: 200 });
	});

	it.each([
		['JSON that ends early', 'application/json', '{"prompt":'],
		['a list', 'application/json', '[]'],
		['another content type', 'text/plain', 'A fox'],
		['a broken form', 'multipart/form-data; boundary=x', 'A fox'],
	])('the local server answers 400 for %s', async (_name, type, body) => {
		const response = await fetch(`${server.url}/images/generations`, {
			method: 'POST',
			headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': type },
			body,
		});
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ error: { type: INVALID } });
	});

	it.each([
		['Bearer sk-wrong-key-0123456789', 'invalid_api_key', /sk-wrong\*+6789/],
		['', null, /didn't provide an API key/],
	])('answers 401 for the key "%s", masked', async (authorization, code, message) => {
		const response = await fetch(`${server.url}/models`, {
			headers: authorization ? { authorization } : {},
		});
		expect(response.status).toBe(401);
		const { error } = (await response.json()) as { error: { code: string; message: string } };
		expect(error.code).toBe(code);
		expect(error.message).toMatch(message);
	});
});
