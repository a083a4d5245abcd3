import { readAnswer } from '../../../../nodes/shared/openai/imagesAnswer';
import { createRedactor } from '../../../../nodes/shared/openai/redact';
import type { DecodedImage } from '../../../../nodes/shared/openai/streamDecoder';

const response = {
	status: 200,
	headers: { 'x-request-id': 'req_1' },
	body: (async function* () {})(),
};
const bytes = Buffer.from('x');
/** @param images by their place in `data`, where the decoder leaves null. */
const read = (json: unknown, images: Array<[number, DecodedImage]> = [[0, { bytes }]]) => {
	const data = (json as { data?: unknown } | null)?.data;
	for (const [index] of images)
		if (Array.isArray(data)) Object.assign(data[index] ?? {}, { b64_json: null });
	const byPlace = new Map(images.map(([index, image]) => [`data/${index}/b64_json`, image]));
	return readAnswer([{ json, images: byPlace }], 1, response, createRedactor(['secret-key']));
};

describe('reading an answer', () => {
	it('takes over what the server echoes', () => {
		expect(
			read({
				created: 1,
				background: 'opaque',
				output_format: 'png',
				quality: 'low',
				size: '3072x2160',
				data: [{ b64_json: null }],
				usage: {
					input_tokens: 24,
					input_tokens_details: { image_tokens: 10, text_tokens: 14 },
					output_tokens: 380,
					total_tokens: 404,
				},
			}),
		).toEqual({
			images: [{ bytes }],
			background: 'opaque',
			quality: 'low',
			size: '3072x2160',
			requestId: 'req_1',
			requestIds: { 'x-request-id': 'req_1' },
			usage: {
				inputTokens: 24,
				inputTextTokens: 14,
				inputImageTokens: 10,
				outputTokens: 380,
				totalTokens: 404,
			},
		});
	});

	it.each([
		[
			'fields of the wrong type',
			{ size: 5, quality: {}, background: [], output_format: false, usage: 'x' },
		],
		['usage of the wrong type', { usage: { output_tokens: '380', input_tokens: null } }],
		['usage below nothing', { usage: { output_tokens: -1 } }],
		['no usage', {}],
	])('imagesAnswer keeps the image with %s', (_case, fields) => {
		const answer = read({ data: [{}], ...fields });
		expect(answer).toMatchObject({ images: [{ bytes }], usage: null });
		expect(answer.size).toBeUndefined();
	});

	it.each([
		[{ output_tokens: 5 }, [0, 0, 0, 5, 5]],
		[{ output_tokens: 5, input_tokens: 7 }, [7, 7, 0, 5, 12]],
		[
			{ output_tokens: 5, input_tokens: 7, input_tokens_details: { image_tokens: 4 } },
			[7, 3, 4, 5, 12],
		],
		[
			{ output_tokens: 5, input_tokens_details: { image_tokens: 4, text_tokens: 2 } },
			[6, 2, 4, 5, 11],
		],
		[
			{ output_tokens: 5, input_tokens: 7, input_tokens_details: 'x', total_tokens: [] },
			[7, 7, 0, 5, 12],
		],
	])('imagesAnswer completes the usage %j', (usage, numbers) => {
		expect(Object.values(read({ data: [{}], usage }).usage!)).toEqual(numbers);
	});

	it('tells of each image what it has', () => {
		const data = [{}, { url: '/files/1.png?key=secret-key' }, {}, null, 'x', { url: 5 }];
		const { images } = read({ data }, [
			[0, { bytes }],
			[2, {}],
		]);
		expect(images).toEqual([
			{ bytes },
			{ url: '/files/1.png?key=secret-key' },
			{ unreadable: 'it is not valid base64' },
			...Array(3).fill({ unreadable: 'the server sent neither b64_json nor url' }),
		]);
	});

	it.each([
		[{ data: [] }],
		[{ created: 1 }],
		[{ data: null }],
		[{ data: 'x' }],
		[[]],
		['text'],
		[null],
		[{ data: [], error: null }],
	])('says that %j holds no image', (json) => {
		expect(() => read(json)).toThrow(
			expect.objectContaining({
				reason: 'bad_answer',
				message: expect.stringMatching(/^The server answered without an image(\.|: ".*")$/),
				requestId: 'req_1',
				maybeBilled: true,
			}),
		);
	});

	it('takes a success that holds only what went wrong as such', () => {
		expect(() => read({ error: { code: 'moderation_blocked', message: 'no' } })).toThrow(
			expect.objectContaining({ reason: 'refused' }),
		);
		expect(() => read({ error: { message: 'no GPU left' } })).toThrow(
			expect.objectContaining({
				reason: 'bad_answer',
				message: expect.stringContaining('no GPU left'),
			}),
		);
	});
});
