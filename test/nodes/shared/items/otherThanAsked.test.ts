import type { INodeParameters } from 'n8n-workflow';
import { photo } from '../../../dev/server/requests';
import { generate, openWorkbench, prompts, type Workbench } from '../../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** Tokens that such images may well take. */
const USAGE = { input_tokens: 20, output_tokens: 9_000, total_tokens: 9_020 };

/** Whatever is asked for, these files come back, with what the server says of them. */
const answers = (files: Buffer[], echo: object = {}) =>
	bench.server.configure({
		faults: [
			{
				fault: {
					kind: 'status',
					status: 200,
					body: {
						...echo,
						usage: USAGE,
						data: files.map((file) => ({ b64_json: file.toString('base64') })),
					},
				},
			},
		],
	});
const warningsOf = async (parameters: INodeParameters) => {
	const ran = await bench.run(
		generate({ size: 'auto', quality: 'auto', ...parameters }),
		prompts('a'),
	);
	expect(ran.images.map(({ status }) => status)).toContain('ok');
	return ran.images[0]!.warnings;
};

describe('an image that is not what was asked for', () => {
	it('says so for its size, its format and its quality', async () => {
		answers([photo(1024, 1024)], { quality: 'low' });

		const asked = { size: '1536x1024', quality: 'high', options: { outputFormat: 'webp' } };
		expect(await warningsOf(asked)).toEqual([
			{ setting: 'size', message: 'Size 1536x1024 was asked for, 1024x1024 was delivered' },
			{ setting: 'outputFormat', message: 'Output Format webp was asked for, png was delivered' },
			{ setting: 'quality', message: 'Quality high was asked for, low was delivered' },
		]);
	});

	it('says so where the server sends more images than asked for', async () => {
		answers([photo(320, 320), photo(320, 336)]);

		expect(await warningsOf({})).toEqual([
			{ setting: 'n', message: 'The server delivered 2 images, 1 was asked for' },
		]);
	});

	it('says by how much it was enlarged to exact pixels', async () => {
		answers([photo(512, 512)]);

		expect(await warningsOf({ size: 'custom', width: 1080, height: 1920 })).toEqual([
			{
				setting: 'size',
				message:
					'The server delivered 512x512 where 1088x1920 was asked for: enlarged 3.75× for 1080x1920',
			},
		]);
	});

	it.each<[string, INodeParameters, object]>([
		[
			'what was left to the server',
			{},
			{ quality: 'medium', size: '1024x1024', background: 'opaque' },
		],
		['what is as asked', { size: '1024x1024', quality: 'low' }, { quality: 'low' }],
		['a quality that the server does not tell', { quality: 'high' }, {}],
	])('no warning is given for %s', async (_, asked, echo) => {
		answers([photo(1024, 1024)], echo);

		expect(await warningsOf(asked)).toEqual([]);
	});
});

describe('as a tool of an agent, which reads messages only', () => {
	const tool = { rewireOutputLogTo: 'ai_tool' } as object;

	it('a message says how to fix it, too', async () => {
		const ran = await bench.run(generate({ n: '={{ "two" }}' }, tool), prompts('a'));

		expect(ran.error?.message).toMatch(
			/^Item 1: Number of Images is .*\. Set it to a whole number from 1 to 10\./,
		);
		expect(bench.calls()).toBe(0);
	});

	it('an edit without a file names Image URLs', async () => {
		const setup = { ...generate({ inputFields: 'data' }, tool), type: 'editImage' };

		const ran = await bench.run(setup, prompts('a'));

		expect(ran.error?.message).toMatch(/no binary field .*Image URLs/);
		expect(bench.calls()).toBe(0);
	});
});
