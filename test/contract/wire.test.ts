import OpenAI, { toFile } from 'openai';
import { LOCAL_API_KEY, type ServerLogEntry } from '../../dev/server/server';
import { buildEditRequest, buildGenerateRequest } from '../../nodes/shared/request/buildRequest';
import type { ImageSettings } from '../../nodes/shared/request/settings';
import { askedSize } from '../../nodes/shared/request/sizing';
import { model, openWorkbench, type Ran, type Workbench } from '../support/workbench';
import { EDIT, GENERATE, PROMPT, type WireFile } from './wireCases';

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

describe('GPT Image Generate and the openai package send the same', () => {
	it.each(GENERATE)(
		'the nodes and the openai package send the same for %s',
		async (_case, parameters, sdk) => {
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
		},
	);

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

describe('GPT Image Edit and the openai package send the same', () => {
	it.each(EDIT)(
		'the nodes and the openai package send the same for %s',
		async (_case, { files, parameters, sdk }) => {
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
		},
	);

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
			size: askedSize('1024x1024'),
			...{ quality: 'max', n: 2, background: 'transparent' },
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
