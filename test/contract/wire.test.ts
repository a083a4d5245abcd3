import type { INodeParameters } from 'n8n-workflow';
import OpenAI, { toFile } from 'openai';
import { LOCAL_API_KEY, type ServerLogEntry } from '../../demo/server/server';
import { buildEditRequest, buildGenerateRequest } from '../../nodes/shared/request/buildRequest';
import type { ImageSettings } from '../../nodes/shared/request/settings';
import { maskWithHole, photo } from '../demo/server/requests';
import { model, openWorkbench, type Ran, type Workbench } from '../support/workbench';

/** For the same parameters our node and the `openai` package must put the same request on the wire. */
let bench: Workbench;
let openai: OpenAI;
beforeAll(async () => {
	bench = await openWorkbench({ servesAnyModel: true });
	openai = new OpenAI({ apiKey: LOCAL_API_KEY, baseURL: bench.server.url, maxRetries: 0 });
});
beforeEach(() => bench.server.reset());
afterAll(async () => await bench.close());

/** What of a request has to be the same. */
function wire({ method, path, contentType, auth, fields, files, headers, status }: ServerLogEntry) {
	return {
		...{ method, path, contentType, auth, fields, files, status },
		authorization: headers.authorization,
		type: headers['content-type']?.split(';')[0],
	};
}

/** Everything both sent, ours first, then the package's. */
function bothRequests() {
	const requests = bench.requests().map(wire);
	const half = requests.length / 2;
	return { ours: requests.slice(0, half), theirs: requests.slice(half) };
}

function expectDone(ran: Ran) {
	expect(ran.error?.message).toBeUndefined();
	expect(ran.status).toBe('success');
}

type Sdk = Partial<OpenAI.ImageGenerateParamsNonStreaming>;

const PROMPT = 'A "quoted" fox — Füchse, 狐, 🦊\nsecond line & <tags>';

/** The node's parameters, and those of the package that mean the same. */
const GENERATE: Array<[string, INodeParameters, Sdk]> = [
	['nothing but a prompt', {}, {}],
	['a size', { size: '1536x1024' }, { size: '1536x1024' }],
	['the largest size', { size: '3840x2160' }, { size: '3840x2160' }],
	['quality low', { quality: 'low' }, { quality: 'low' }],
	['quality medium', { quality: 'medium' }, { quality: 'medium' }],
	['quality high', { quality: 'high' }, { quality: 'high' }],
	[
		'quality xhigh',
		{ model: model('gpt-image-2.5-flare'), quality: 'xhigh' },
		{ model: 'gpt-image-2.5-flare', quality: 'xhigh' },
	],
	[
		'quality max',
		{ model: model('gpt-image-2.5-sunburst'), quality: 'max' },
		{ model: 'gpt-image-2.5-sunburst', quality: 'max' },
	],
	['several images', { n: 3 }, { n: 3 }],
	['an opaque background', { options: { background: 'opaque' } }, { background: 'opaque' }],
	[
		'a transparent background',
		{
			model: model('gpt-image-2.5-flare'),
			options: { background: 'transparent', outputFormat: 'webp' },
		},
		{ model: 'gpt-image-2.5-flare', background: 'transparent', output_format: 'webp' },
	],
	['png', { options: { outputFormat: 'png' } }, { output_format: 'png' }],
	[
		'jpeg, compressed',
		{ options: { outputFormat: 'jpeg', outputCompression: 40 } },
		{ output_format: 'jpeg', output_compression: 40 },
	],
	[
		'the smallest compression value',
		{ options: { outputFormat: 'jpeg', outputCompression: 0 } },
		{ output_format: 'jpeg', output_compression: 0 },
	],
	['low moderation', { options: { moderation: 'low' } }, { moderation: 'low' }],
	[
		'complexity',
		{ model: model('gpt-image-2.6-flare'), options: { complexity: 'high' } },
		{ model: 'gpt-image-2.6-flare', complexity: 'high' } as Sdk,
	],
	[
		'an animated GIF',
		{
			model: model('gpt-image-2.6-flare'),
			options: { outputFormat: 'gif', frameCount: 3, frameDuration: 120 },
		},
		{
			model: 'gpt-image-2.6-flare',
			output_format: 'gif',
			frame_count: 3,
			frame_duration_ms: 120,
		} as Sdk,
	],
	[
		'SVG',
		{ model: model('gpt-image-2.6-sunburst'), options: { outputFormat: 'svg' } },
		{ model: 'gpt-image-2.6-sunburst', output_format: 'svg' } as Sdk,
	],
	[
		'a safety identifier',
		{ options: { safetyIdentifier: 'hash-1' } },
		{ safety_identifier: 'hash-1' } as Sdk,
	],
	[
		'a preset, in the nearest legal size',
		{ size: 'preset', presets: ['instagramPortrait'] },
		{ size: '1088x1360' },
	],
	[
		'a custom size, in the nearest legal size',
		{ size: 'custom', width: 1500, height: 500 },
		{ size: '1536x512' },
	],
	['an older model', { model: model('gpt-image-1.5') }, { model: 'gpt-image-1.5' }],
	['a model that nobody knows', { model: model('house-model') }, { model: 'house-model' }],
];

describe('GPT Image Generate and the openai package send the same', () => {
	it.each(GENERATE)('for %s', async (_case, parameters, sdk) => {
		const ran = await bench.run(
			{
				type: 'generateImage',
				parameters: { model: model('gpt-image-2'), prompt: PROMPT, ...parameters },
			},
			[{ json: {} }],
		);
		expectDone(ran);
		await openai.images.generate({ model: 'gpt-image-2', prompt: PROMPT, ...sdk });
		const { ours, theirs } = bothRequests();
		expect(ours).toHaveLength(1);
		expect(ours).toEqual(theirs);
		expect(ours[0]).toMatchObject({ path: '/v1/images/generations', contentType: 'json' });
	});

	it('one request for each of several presets', async () => {
		const presets = ['story', 'openGraph', 'xPost'];
		const parameters = { model: model('gpt-image-2'), prompt: 'A fox', size: 'preset', presets };
		expectDone(await bench.run({ type: 'generateImage', parameters }, [{ json: {} }]));
		for (const size of bench.requests().map(({ fields }) => String(fields.size))) {
			await openai.images.generate({ model: 'gpt-image-2', prompt: 'A fox', size });
		}
		const { ours, theirs } = bothRequests();
		expect(ours).toHaveLength(presets.length);
		expect(ours).toEqual(theirs);
	});
});

type SdkEdit = Partial<Omit<OpenAI.ImageEditParamsNonStreaming, 'image' | 'mask'>>;

interface WireFile {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}

const file = (fileName: string, bytes: Buffer, mimeType = 'image/png'): WireFile => ({
	...{ fileName, bytes, mimeType },
});

const [WIDTH, HEIGHT] = [640, 480];
const PHOTO = file('Foto-für-狐.png', photo(WIDTH, HEIGHT));
const LOGO = file('logo.jpg', photo(300, 200, 'jpeg'), 'image/jpeg');
const SHOT = file('shot.webp', photo(400, 300, 'webp'), 'image/webp');
const MASK = file('mask.png', maskWithHole(WIDTH, HEIGHT, { x: 0, y: 0, width: 320, height: 240 }));
const MARKUP = file(
	'arrows.png',
	maskWithHole(WIDTH, HEIGHT, { x: 9, y: 9, width: 600, height: 400 }),
);

interface EditCase {
	/** Binary fields in this order; `mask` and `markup` are what they are called. */
	files: Record<string, WireFile>;
	parameters?: INodeParameters;
	sdk?: SdkEdit;
}

const EDIT: Array<[string, EditCase]> = [
	['one image', { files: { photo: PHOTO } }],
	['three images in three formats', { files: { photo: PHOTO, logo: LOGO, shot: SHOT } }],
	[
		'sixteen images',
		{
			files: Object.fromEntries(
				Array.from({ length: 16 }, (_, at) => [`image${at}`, file(`p${at}.png`, photo(32 + at, 40))]),
			),
		},
	],
	['a mask', { files: { photo: PHOTO, mask: MASK }, parameters: { mask: 'binaryField' } }],
	[
		'a mask over the first of two',
		{ files: { photo: PHOTO, logo: LOGO, mask: MASK }, parameters: { mask: 'binaryField' } },
	],
	[
		'markup',
		{
			files: { photo: PHOTO, markup: MARKUP },
			parameters: { model: model('gpt-image-2.5-flare'), markupField: 'markup' },
			sdk: { model: 'gpt-image-2.5-flare' },
		},
	],
	[
		'high input fidelity',
		{
			files: { photo: PHOTO },
			parameters: { model: model('gpt-image-1.5'), options: { inputFidelity: 'high' } },
			sdk: { model: 'gpt-image-1.5', input_fidelity: 'high' },
		},
	],
	[
		'low input fidelity',
		{
			files: { photo: PHOTO },
			parameters: { model: model('gpt-image-1-mini'), options: { inputFidelity: 'low' } },
			sdk: { model: 'gpt-image-1-mini', input_fidelity: 'low' },
		},
	],
	[
		'every plain option at once',
		{
			files: { photo: PHOTO },
			parameters: {
				size: '1024x1536',
				quality: 'medium',
				n: 2,
				options: {
					background: 'opaque',
					outputFormat: 'jpeg',
					outputCompression: 55,
					moderation: 'low',
					safetyIdentifier: 'hash-2',
				},
			},
			sdk: {
				...{ size: '1024x1536', quality: 'medium', n: 2, background: 'opaque' },
				...{ output_format: 'jpeg', output_compression: 55, moderation: 'low' },
				safety_identifier: 'hash-2',
			} as SdkEdit,
		},
	],
	[
		'complexity and frames',
		{
			files: { photo: PHOTO },
			parameters: {
				model: model('gpt-image-2.6-flare'),
				options: { complexity: 'low', outputFormat: 'gif', frameCount: 2, frameDuration: 90 },
			},
			sdk: {
				...{ model: 'gpt-image-2.6-flare', complexity: 'low', output_format: 'gif' },
				...{ frame_count: 2, frame_duration_ms: 90 },
			} as SdkEdit,
		},
	],
	[
		'a preset',
		{
			files: { photo: PHOTO },
			parameters: { size: 'preset', presets: ['instagramPortrait'] },
			sdk: { size: '1088x1360' },
		},
	],
	[
		'a custom size',
		{
			files: { photo: PHOTO },
			parameters: { size: 'custom', width: 1500, height: 500 },
			sdk: { size: '1536x512' },
		},
	],
];

describe('GPT Image Edit and the openai package send the same', () => {
	it.each(EDIT)('for %s', async (_case, { files, parameters, sdk }) => {
		const { mask, markup, ...images } = files;
		const item = await bench.engine.itemWithFiles({}, files);
		const ran = await bench.run(
			{
				type: 'editImage',
				parameters: {
					...{ model: model('gpt-image-2'), prompt: PROMPT },
					inputFields: Object.keys(images).join(', '),
					...parameters,
				},
			},
			[item],
		);
		expectDone(ran);
		const uploads = await Promise.all(Object.values(images).map(upload));
		await openai.images.edit({
			...{ model: 'gpt-image-2', prompt: PROMPT },
			image: uploads.length === 1 ? uploads[0]! : uploads,
			...(mask && { mask: await upload(mask) }),
			...(markup && { markup: await upload(markup) }),
			...sdk,
		});
		const { ours, theirs } = bothRequests();
		expect(ours).toHaveLength(1);
		expect(ours.map(sorted)).toEqual(theirs.map(sorted));
		expect(ours[0]).toMatchObject({ path: '/v1/images/edits', contentType: 'multipart' });
		const imageField = uploads.length === 1 ? 'image' : 'image[]';
		expect(ours[0]?.files.map(({ field }) => field)).toEqual([
			...uploads.map(() => imageField),
			...(mask ? ['mask'] : []),
			...(markup ? ['markup'] : []),
		]);
	});

	it('the fields of a request that the node cannot make: a mask that comes with markup is refused', () => {
		const settings = { ...SETTINGS, model: 'gpt-image-2.5-flare' };
		expect(() =>
			buildEditRequest(settings, POLICY, { imageCount: 1, hasMask: true, hasMarkup: true }),
		).toThrow('cannot be sent together');
	});
});

const upload = async ({ bytes, fileName, mimeType }: WireFile) =>
	await toFile(bytes, fileName, { type: mimeType });

/** The package sends the parts in the order of its arguments; images keep theirs. */
function sorted({ files, ...rest }: ReturnType<typeof wire>) {
	const order = ['image', 'image[]', 'mask', 'markup'];
	const byField = [...files].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
	return { ...rest, files: byField };
}

const SETTINGS: ImageSettings = {
	...{ model: 'house-model', prompt: 'A fox', size: 'auto', quality: 'auto', n: 1 },
};
const POLICY = {
	unsupportedSettings: 'adapt',
	retiredModel: 'fail',
	today: '2026-11-22',
	servedByOpenAi: false,
} as const;

/** Settings that the node's form hides together are sent to a model that nobody knows, as they are. */
it('all settings at once make the body that the package sends', async () => {
	const { body } = buildGenerateRequest(
		{
			...SETTINGS,
			...{ size: '1024x1024', quality: 'max', n: 2, background: 'transparent' },
			...{ outputFormat: 'webp', outputCompression: 7, moderation: 'low', complexity: 'medium' },
			...{ frameCount: 4, frameDuration: 100, safetyIdentifier: 'hash-3' },
		},
		POLICY,
	);
	await openai.images
		.generate({
			...{ model: 'house-model', prompt: 'A fox', size: '1024x1024', quality: 'max', n: 2 },
			...{ background: 'transparent', output_format: 'webp', output_compression: 7 },
			...{ moderation: 'low', complexity: 'medium', frame_count: 4, frame_duration_ms: 100 },
			safety_identifier: 'hash-3',
		} as OpenAI.ImageGenerateParamsNonStreaming)
		.catch(() => undefined);
	expect(bench.requests()[0]?.fields).toEqual(body);
});
