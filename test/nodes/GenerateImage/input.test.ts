import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../dev/server/behaviour/faults';
import {
	bannedWordsIn,
	generate,
	model,
	openWorkbench,
	prompts,
	type Workbench,
} from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const byExpression = (value: string) => `={{ ${JSON.stringify(value)} }}`;
const options = (values: INodeParameters): INodeParameters => ({ options: values });
const FLARE = model('gpt-image-2.5-flare');

/** What is wrong, the parameters, and how the message and its description begin or what they name. */
const BAD: Array<[string, INodeParameters, RegExp, RegExp]> = [
	[
		'an empty prompt',
		{ prompt: byExpression('') },
		/^Item 1, Prompt: .*empty/,
		/^Describe the image/,
	],
	[
		'a prompt of blanks',
		{ prompt: byExpression(' \n ') },
		/^Item 1, Prompt: .*empty/,
		/field has text/,
	],
	[
		'a field that is not there',
		{ prompt: '={{ $json.nothing }}' },
		/^Item 1, Prompt: .*empty/,
		/field has text/,
	],
	[
		'32,001 characters',
		{ prompt: '={{ "x".repeat(32001) }}' },
		/^Item 1, Prompt: .*32,001 characters/,
		/32,000 characters or fewer/,
	],
	['a malformed size', { size: byExpression('big') }, /^Item 1.*Size.*"big"/, /1024x1024/],
	[
		'a size off the grid',
		{ size: byExpression('1000x1000') },
		/^Item 1, Size: gpt-image-2 does not take 1000x1000/,
		/nearest size that it takes is 1008x1008.*Custom/,
	],
	[
		'a quality that is none',
		{ quality: byExpression('ultra') },
		/^Item 1.*Quality.*"ultra"/,
		/low, medium, high/,
	],
	[
		'no model',
		{ model: model(byExpression('')) },
		/^Item 1, Model: No model is chosen/,
		/from the list/,
	],
	['no image at all', { n: 0 }, /^Item 1.*Number of Images.*0/, /from 1 to 10/],
	['eleven images', { n: 11 }, /^Item 1.*Number of Images.*11/, /from 1 to 10/],
	['one and a half', { n: 1.5 }, /^Item 1.*Number of Images.*1\.5/, /whole number/],
	['many', { n: byExpression('many') }, /^Item 1.*Number of Images/, /whole number/],
	[
		'an unknown social format',
		{ size: 'preset', presets: ['myspace'] },
		/^Item 1, Social Formats: "myspace"/,
		/instagramPortrait, .*Custom/,
	],
	[
		'no social format',
		{ size: 'preset', presets: '={{ [] }}' },
		/^Item 1, Social Formats: No social format/,
		/instagramPortrait/,
	],
	[
		'a custom size that would have to be enlarged a lot',
		{ size: 'custom', width: 9000, height: 9000 },
		/^Item 1, (Width|Size): .*9000x9000/,
		/fewer pixels/,
	],
	[
		'a width of nothing',
		{ size: 'custom', width: 0, height: 500 },
		/^Item 1.*Width.*0/,
		/whole number/,
	],
	[
		'a height by a word',
		{ size: 'custom', width: 500, height: byExpression('tall') },
		/^Item 1.*Height/,
		/whole number/,
	],
	[
		'a compression of 101',
		options({ outputFormat: 'jpeg', outputCompression: 101 }),
		/^Item 1.*Output Compression.*101/,
		/from 0 to 100/,
	],
	[
		'an output format that is none',
		options({ outputFormat: byExpression('bmp') }),
		/^Item 1.*Output Format.*"bmp"/,
		/png, jpeg, webp/,
	],
	[
		'a background that the model cannot paint',
		options({ background: byExpression('transparent') }),
		/^Item 1, Background: gpt-image-2 does not take/,
		/GPT Image 2\.5 Flare/,
	],
	[
		'a transparent JPEG',
		{ model: FLARE, ...options({ background: 'transparent', outputFormat: 'jpeg' }) },
		/^Item 1: Background transparent cannot be delivered as jpeg/,
		/Output Format to png or webp/,
	],
	[
		'a setting that the model does not take, where that is to stop',
		{ quality: byExpression('max'), run: { unsupportedSettings: 'fail' } },
		/^Item 1, Quality: gpt-image-2 does not take/,
		/low, medium, high/,
	],
	[
		'a long safety identifier',
		options({ safetyIdentifier: 'x'.repeat(129) }),
		/^Item 1.*Safety Identifier.*129/,
		/128/,
	],
	[
		'a field name that n8n cannot hold',
		options({ binaryPropertyOutput: '__proto__' }),
		/^Item 1, Put Output File in Field: "__proto__"/,
		/letters, digits/,
	],
	[
		'a field name with a dot',
		options({ binaryPropertyOutput: 'images.first' }),
		/^Item 1, Put Output File in Field: "images.first"/,
		/letters, digits/,
	],
	[
		'an expiry that is none',
		options({ previewUrl: true, previewExpiry: byExpression('soon') }),
		/^Item 1, Preview URL Expires After: "soon"/,
		/1 day/,
	],
	[
		'a concurrency of nothing',
		{ run: { maxConcurrency: 0 } },
		/^Run Settings, Max Concurrency: 0/,
		/from 1 to 50/,
	],
	[
		'a time-out by a word',
		{ run: { timeout: byExpression('long') } },
		/^Run Settings, Timeout: "long"/,
		/seconds/,
	],
];

describe('bad input is told before anything is paid', () => {
	const told: string[] = [];
	afterAll(() => {
		if (process.env.SHOW_MESSAGES) console.info(told.join('\n'));
	});

	it.each(BAD)('%s', async (_, parameters, message, description) => {
		const ran = await bench.run(generate(parameters), prompts('A fox'));

		told.push(`${ran.error?.message} | ${ran.error?.description}`);
		expect(ran.error?.name).toBe('NodeOperationError');
		expect(ran.error?.message).toMatch(message);
		expect(ran.error?.description).toMatch(description);
		expect(ran.error?.description).toMatch(/Nothing was requested or paid for\.$/);
		expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
		expect(bench.calls()).toBe(0);
	});

	it('names the first of several bad items, and the numbers of the others', async () => {
		const ran = await bench.run(generate(), prompts('a', '', 'c', ' ', ''));

		expect(ran.error?.message).toMatch(/^Item 2, Prompt: /);
		expect(ran.error?.description).toContain('Other items without an image: 4, 5.');
		expect(bench.calls()).toBe(0);
	});

	it('an expression that fails for one item leaves the others be', async () => {
		const setup = generate({
			prompt: "={{ $json.prompt === 'b' ? $('Nowhere').item : $json.prompt }}",
		});

		const ran = await bench.run({ ...setup, onError: 'continueRegularOutput' }, prompts('a', 'b'));

		expect(ran.images).toMatchObject([{ status: 'ok' }, { status: 'invalid' }]);
		expect(ran.items[1]?.json.error).toMatch(/^Item 2: /);
		expect(bench.calls()).toBe(1);
	});

	it('items that can be made are made, where the workflow goes on', async () => {
		const setup = generate({ options: { includeInputFields: false } });

		const ran = await bench.run(
			{ ...setup, onError: 'continueRegularOutput' },
			prompts('a', '', 'c'),
		);

		expect(ran.images.map(({ status }) => status)).toEqual(['ok', 'invalid', 'ok']);
		expect(ran.items[1]?.json).toEqual({
			error: expect.stringMatching(/^Item 2, Prompt: /),
			image: expect.objectContaining({ status: 'invalid', model: 'gpt-image-2', prompt: '' }),
		});
		expect(ran.images[1]?.error).toMatchObject({ reason: 'invalid', param: 'prompt' });
	});
});

describe('what a cell of a sheet holds is taken where its meaning is plain', () => {
	it.each<[string, string, object]>([
		...[
			...['1024*1024', '1024 x 1024', '1024X1024', '1024×1024', ' 1024x1024 ', '"1024x1024"'],
			...[
				'1024\u00a0x\u00a01024',
				'１０２４ｘ１０２４',
				'1024х1024',
				'1024x1024px',
				'1024 by 1024',
			],
		].map((value): [string, string, object] => ['size', value, { size: '1024x1024' }]),
		...[' low ', 'Low', 'LOW\u00a0', 'ｌｏｗ', "'low'", 'low\u200b'].map(
			(value): [string, string, object] => ['quality', value, { quality: 'low' }],
		),
		...['JPG', '.jpg', 'image/jpeg', ' Jpeg'].map((value): [string, string, object] => [
			'outputFormat',
			value,
			{ output_format: 'jpeg' },
		]),
		...['2', ' 2 ', '２', '2\u00a0', '2.0'].map((value): [string, string, object] => [
			'n',
			value,
			{ n: 2 },
		]),
	])('%s: %j', async (setting, value, sent) => {
		const given = byExpression(value);
		const parameters =
			setting === 'outputFormat' ? options({ [setting]: given }) : { [setting]: given };

		const ran = await bench.run(generate(parameters), prompts('A fox'));

		expect(ran.error).toBeUndefined();
		expect(bench.requests()[0]?.fields).toMatchObject(sent);
	});

	it.each(['Story', ' story ', 'YouTube Thumbnail'])('a social format: %j', async (value) => {
		const setup = generate({ size: 'preset', presets: byExpression(value) });

		const ran = await bench.run(setup, prompts('A fox'));

		expect(ran.images).toMatchObject([
			{ status: 'ok', width: value.includes('You') ? 1280 : 1080 },
		]);
	});

	it.each<[string, string]>([
		['size', '1,024x1,024'],
		['size', '16:9'],
		['quality', 'lowish'],
		['n', 'two'],
	])('and not where it is not: %s %j', async (setting, value) => {
		const ran = await bench.run(generate({ [setting]: byExpression(value) }), prompts('A fox'));

		expect(ran.error?.message).toMatch(/^Item 1/);
		expect(bench.calls()).toBe(0);
	});
});

describe('settings of degree that the model does not take are adapted and told', () => {
	it.each<[string, INodeParameters, string, object]>([
		['quality', { quality: byExpression('max') }, 'quality', { quality: 'high' }],
		[
			'compression of a PNG',
			options({ outputCompression: 50 }),
			'outputCompression',
			{ quality: 'low' },
		],
	])('%s', async (_, parameters, setting, sent) => {
		const ran = await bench.run(generate(parameters), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok', warnings: [{ setting }] }]);
		expect(bench.requests()[0]?.fields).toEqual({
			model: 'gpt-image-2',
			prompt: 'A fox',
			size: '1024x1024',
			quality: 'low',
			...sent,
		});
		expect(ran.hints).toContainEqual(expect.objectContaining({ type: 'warning' }));
	});
});

/** Answers that are no images; all may have been billed. */
const BAD_ANSWERS: Array<[string, Fault, RegExp]> = [
	['a web page', { kind: 'html' }, /something other than JSON \(content type: text\/html/],
	['no image', { kind: 'emptyData' }, /answered without an image/],
	['JSON that ends too early', { kind: 'truncatedJson' }, /ended before it was complete/],
	['invalid base64', { kind: 'invalidBase64' }, /not valid base64/],
	['text instead of an image', { kind: 'notAnImage' }, /not an image/],
	['nothing', { kind: 'status', status: 200, body: '' }, /answered with nothing/],
	['a list', { kind: 'status', status: 200, body: [] }, /without an image/],
	['null', { kind: 'status', status: 200, body: { data: [null] } }, /neither b64_json nor url/],
];

describe('an answer that is no image', () => {
	it.each(BAD_ANSWERS)('%s, is told with the item and not asked again', async (_, fault, says) => {
		bench.server.configure({ faults: [{ fault }] });

		const stopped = await bench.run(generate(), prompts('A fox'));
		const wentOn = await bench.run(
			{ ...generate(), onError: 'continueRegularOutput' },
			prompts('A fox'),
		);

		expect(bench.calls()).toBe(2);
		expect(stopped.error?.message).toMatch(/^Item 1: /);
		expect(stopped.error?.message).toMatch(says);
		expect(stopped.error?.description).toMatch(/Base URL|charged|billed/);
		expect(bannedWordsIn(`${stopped.error?.message} ${stopped.error?.description}`)).toEqual([]);
		expect(wentOn.images).toMatchObject([
			{ status: 'failed', attempts: 1, error: { reason: 'bad_answer' } },
		]);
		expect(wentOn.images[0]?.costUsd).not.toBe(0);
	});

	it('keeps the whole images of an answer where one is broken', async () => {
		bench.server.configure({ faults: [{ fault: { kind: 'invalidBase64', images: [1] } }] });

		const ran = await bench.run(
			{ ...generate({ n: 3 }), onError: 'continueRegularOutput' },
			prompts('A fox'),
		);

		expect(ran.images.map(({ status, index }) => [status, index])).toEqual([
			['ok', 1],
			['failed', 2],
			['ok', 3],
		]);
		expect(ran.images[1]?.costUsd).toBeGreaterThan(0);
	});

	it.each<[Fault['kind'], object]>([
		['noUsage', { usage: null, costUsd: null, quality: 'low' }],
		['bareAnswer', { usage: null, costUsd: null, quality: null, size: '1024x1024' }],
		['wrongTypes', { usage: null, costUsd: null, quality: null, size: '1024x1024' }],
		['chunked', { quality: 'low' }],
		['escapedSlashes', { quality: 'low' }],
		['urlAnswer', { quality: 'low' }],
		['relativeUrlAnswer', { quality: 'low' }],
	])('is none of these, as compatible servers answer: %s', async (kind, image) => {
		bench.server.configure({ faults: [{ fault: { kind } as Fault }] });

		const ran = await bench.run(generate(), prompts('A fox'));

		expect(ran.images).toMatchObject([{ status: 'ok', width: 1024, ...image }]);
		const downloads = bench.server.log.filter(({ method }) => method === 'GET');
		for (const { auth } of downloads) expect(auth).toBe('none');
	});
});
