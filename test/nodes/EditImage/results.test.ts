import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { identifyImage } from '../../../nodes/shared/images/identify';
import { encodePng } from '../../../nodes/shared/images/png';
import profiles from '../../fixtures/images/profiles.json';
import { chunk } from '../shared/images/makePng';
import { onImages, type FaultRule } from '../../../dev/server/server';
import { maskWithHole, photo } from '../../dev/server/requests';
import { model, openWorkbench, type Workbench } from '../../support/workbench';
import { edit, expectDone, expectRefused, itemOf } from './support';
import { atRest, until } from '../../support/until';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** A size that all models with free sizes take, so that an edit keeps it. */
const [WIDTH, HEIGHT] = [1024, 768];
const PHOTO = photo(WIDTH, HEIGHT);
const topRight = {
	mask: 'regions',
	regions: { values: [{ x: 50, y: 0, width: 50, height: 50 }] },
};

/** Soft shades that no one could take for something drawn. */
const SHADES = Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, at) =>
	at % 4 === 3 ? 255 : 90 + ((at >> 2) % WIDTH) / 16,
);

/** Answers every request for an image with this one. */
const answerWith = (png: Uint8Array): FaultRule => ({
	match: onImages,
	fault: {
		kind: 'status',
		status: 200,
		body: { created: 0, data: [{ b64_json: Buffer.from(png).toString('base64') }] },
	},
});

/** The PNG with a color profile that says by tables what its colors are. */
function withTables(png: Buffer): Buffer {
	const profile = Buffer.from(profiles['Display P3'].profile, 'base64');
	profile.write('A2B0', profile.indexOf('rXYZ', 128, 'latin1'), 'latin1');
	const data = Buffer.concat([Buffer.from('x\0\0'), deflateSync(profile)]);
	return Buffer.concat([png.subarray(0, 33), chunk('iCCP', data), png.subarray(33)]);
}

const byExpression = (id: string) => ({ __rl: true, mode: 'id', value: `={{ "${id}" }}` });

describe('what an edit changed', () => {
	it('is measured inside and outside the mask', async () => {
		const ran = await bench.run(edit(topRight), [await itemOf(bench, { data: PHOTO })]);
		expectDone(ran);
		expect(ran.images[0]).toMatchObject({ width: WIDTH, height: HEIGHT, warnings: [] });
		const measured = ran.images[0]?.edit as Record<string, number>;
		expect(measured.changedOutside).toBe(0);
		expect(measured.changedInside).toBeGreaterThan(0.3);
	});

	it('is measured on JPEG too, where the encoding leaves a trace at most', async () => {
		const item = await itemOf(bench, { data: PHOTO });
		const ran = await bench.run(edit({ ...topRight, options: { outputFormat: 'jpeg' } }), [item]);
		expect(ran.images[0]).toMatchObject({ edit: { changedOutside: expect.closeTo(0, 1) } });
	});

	it.each([
		['a WebP input', photo(WIDTH, HEIGHT, 'webp'), {}],
		['a WebP output', PHOTO, { options: { outputFormat: 'webp' } }],
	])('what an edit changed is measured on %s too', async (_case, bytes, more) => {
		const item = await itemOf(bench, { data: bytes });
		const ran = await bench.run(edit({ ...topRight, ...more }), [item]);
		expectDone(ran);
		expect(ran.images[0]).toMatchObject({ edit: { changedOutside: expect.closeTo(0, 1) } });
		expect(ran.images[0]?.warnings).toEqual([]);
	});

	it('shows a shift of all colors, although no pixel outside the mask looks redrawn', async () => {
		const shifted = await encodePng({
			width: WIDTH,
			height: HEIGHT,
			data: SHADES.map((value, at) => (at % 4 === 2 ? value + 9 : value)),
		});
		bench.server.configure({ faults: [answerWith(shifted)] });
		const item = await itemOf(bench, {
			data: Buffer.from(await encodePng({ width: WIDTH, height: HEIGHT, data: SHADES })),
		});
		const ran = await bench.run(edit(topRight), [item]);
		expectDone(ran);
		const measured = ran.images[0]?.edit as Record<string, number>;
		expect(measured.changedOutside).toBeLessThan(0.01);
		expect(measured.meanDeltaEOutside).toBeGreaterThan(1.5);
	});

	it('tells that colors are compared as stored where a profile cannot be converted', async () => {
		const item = await itemOf(bench, { data: withTables(PHOTO) });
		const ran = await bench.run(edit(topRight), [item]);
		expectDone(ran);
		expect(ran.images[0]).toMatchObject({
			edit: { changedOutside: expect.any(Number) },
			warnings: [{ message: expect.stringContaining('cannot be converted to sRGB') }],
		});
	});

	it('what an edit changed is not measured without a mask', async () => {
		const ran = await bench.run(edit(), [await itemOf(bench, { data: PHOTO })]);
		expect(ran.images[0]).not.toHaveProperty('edit');
	});

	it.each([['another shape', PHOTO, { size: '1024x1024' }, 'another shape (1024 × 1024)']])(
		'is said to be unknown for %s, and the image is delivered',
		async (_case, bytes, more, why) => {
			const ran = await bench.run(edit({ ...topRight, ...more }), [
				await itemOf(bench, { data: bytes }),
			]);
			expectDone(ran);
			const message = `What changed was not measured: `;
			expect(ran.images[0]).toMatchObject({
				status: 'ok',
				warnings: [{ setting: 'mask', message: expect.stringContaining(message) }],
			});
			expect(JSON.stringify(ran.images[0]?.warnings)).toContain(why);
			expect(ran.images[0]).not.toHaveProperty('edit');
		},
	);

	it('is shown by a second file on option, with and without a mask', async () => {
		for (const mask of [topRight, {}]) {
			const item = await itemOf(bench, { data: PHOTO });
			const ran = await bench.run(edit({ ...mask, options: { differenceImage: true } }), [item]);
			expectDone(ran);
			expect(Object.keys(ran.items[0]?.binary ?? {})).toEqual(['data', 'data_difference']);
			const [difference] = await ran.files('data_difference');
			expect(identifyImage(difference!)).toMatchObject({
				format: 'png',
				width: WIDTH,
				height: HEIGHT,
			});
			const { fileName, mimeType } = ran.items[0]!.binary!.data_difference!;
			expect([fileName, mimeType]).toEqual(['Give-it-a-hat-difference.png', 'image/png']);
		}
	});
});

it('a server that knows only one input image is named as the likely cause', async () => {
	const body = {
		detail: [{ loc: ['body', 'image'], msg: 'Field required', type: 'missing' }],
	};
	bench.server.configure({
		faults: [{ match: onImages, fault: { kind: 'status', status: 422, body } }],
	});
	const item = await itemOf(bench, { data: PHOTO, other: PHOTO });
	const ran = await bench.run(edit({ inputFields: 'data, other' }), [item]);
	expect(ran.error).toMatchObject({
		message: expect.stringContaining('The server found no input image in the request'),
		description: expect.stringContaining('this server may accept only one'),
	});
	expect(bench.calls()).toBe(1);
});

it('one image becomes several social formats, each in exact pixels', async () => {
	const presets = ['instagramPortrait', 'story', 'openGraph', 'xHeader'];
	const ran = await bench.run(edit({ size: 'preset', presets }), [
		await itemOf(bench, { data: PHOTO }),
	]);
	expectDone(ran);
	const files = (await ran.files()).map((file) => identifyImage(file)!);
	expect(ran.images.map(({ preset }, at) => [preset, files[at]!.width, files[at]!.height])).toEqual(
		[
			['instagramPortrait', 1080, 1350],
			['story', 1080, 1920],
			['openGraph', 1200, 630],
			['xHeader', 1500, 500],
		],
	);
	expect(new Set(ran.images.map(({ fileName }) => fileName)).size).toBe(presets.length);
	expect(new Set(bench.requests().map(({ files: sent }) => sent[0]?.sha256)).size).toBe(1);
	expect(ran.items.map(({ pairedItem }) => pairedItem)).toEqual(presets.map(() => ({ item: 0 })));
});

describe('input fidelity', () => {
	const fidelity = (id: string, inputFidelity: string, run = {}) =>
		edit({ model: byExpression(id), options: { inputFidelity }, run });
	const sentFidelity = () => bench.requests().map(({ fields }) => fields.input_fidelity);

	it.each([
		['gpt-image-1.5', 'high', 'high', []],
		['gpt-image-1.5', 'low', 'low', []],
		['gpt-image-1-mini', 'low', 'low', []],
		['gpt-image-1-mini', 'high', 'low', ['inputFidelity']],
		['gpt-image-2', 'high', undefined, ['inputFidelity']],
		['gpt-image-2.5-flare', 'low', undefined, ['inputFidelity']],
		['gpt-image-2.6-sunburst', 'high', undefined, ['inputFidelity']],
	])('Input Fidelity for %s: %s is sent as %s', async (id, asked, sent, warned) => {
		const ran = await bench.run(fidelity(id, asked), [await itemOf(bench, { data: PHOTO })]);
		expectDone(ran);
		expect(sentFidelity()).toEqual([sent]);
		const warnings = ran.images[0]?.warnings as Array<{ setting: string }>;
		const about = warnings.filter(({ setting }) => setting === 'inputFidelity');
		expect(about.map(({ setting }) => setting)).toEqual(warned);
	});

	it('is refused where Unsupported Settings is set to fail', async () => {
		const run = { unsupportedSettings: 'fail' };
		const item = await itemOf(bench, { data: PHOTO });
		const ran = await bench.run(fidelity('gpt-image-2', 'high', run), [item]);
		expectRefused(bench, ran, /^Item 1, Input Fidelity: /, 'gpt-image-2');
	});
});

describe('with Retry On Fail', () => {
	const failing = { faults: [{ times: 1, fault: { kind: 'status', status: 500 } as const }] };
	const retrying = { retryOnFail: true, maxTries: 3 };
	const run = { maxRetries: 0, maxConcurrency: 1 };

	it('images that arrived are not edited again', async () => {
		const items = await Promise.all(
			[0, 1, 2].map(
				async (at) => await itemOf(bench, { data: photo(WIDTH, 640 + at * 16) }, { at }),
			),
		);
		bench.server.configure(failing);
		const ran = await bench.run(edit({ ...topRight, run }, retrying), items);
		expectDone(ran);
		expect(bench.calls()).toBe(4);
		expect(ran.images.map(({ status, edit: measured }) => [status, typeof measured])).toEqual(
			[0, 1, 2].map(() => ['ok', 'object']),
		);
		expect((await ran.files()).map((file) => identifyImage(file)?.height)).toEqual([640, 656, 672]);
	});

	it('neither are those of several formats of one image, nor is a difference image lost', async () => {
		bench.server.configure(failing);
		const presets = ['instagramSquare', 'xPost'];
		const parameters = { size: 'preset', presets, run, options: { differenceImage: true } };
		const item = await itemOf(bench, { data: photo(1088, 1088) });
		const ran = await bench.run(edit(parameters, retrying), [item]);
		expectDone(ran);
		expect(bench.calls()).toBe(3);
		expect(ran.items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
			['data', 'data_difference'],
			['data'],
		]);
	});

	it('neither is what had arrived when a person retries the failed execution', async () => {
		const items = [await itemOf(bench, { data: PHOTO }), await itemOf(bench, { data: PHOTO })];
		bench.server.configure(failing);
		const failed = await bench.run(edit({ run }), items);
		expect(failed.status).toBe('error');
		expect(bench.calls()).toBe(2);
		const retried = await bench.run(edit({ run }), [], { retryOf: failed.runExecutionData });
		expectDone(retried);
		expect(bench.calls()).toBe(3);
		expect(retried.images).toHaveLength(2);
	});
});

it('a file that vanishes from the storage while another is edited ends only its own edit', async () => {
	const items = [await itemOf(bench, { data: PHOTO }), await itemOf(bench, { data: PHOTO })];
	const stored = items[1]!.binary.data!.id!.replace('filesystem-v2:', '');
	bench.server.configure({
		latencyMs: () => {
			rmSync(join(bench.engine.userFolder, '.n8n/storage', stored));
			return 0;
		},
	});
	const run = { maxConcurrency: 1 };
	const ran = await bench.run(edit({ run }, { onError: 'continueRegularOutput' }), items);
	expect(ran.images).toMatchObject([{ status: 'ok' }, { status: 'invalid' }]);
	expect(ran.items[1]?.json.error).toContain("no longer in n8n's storage");
	expect(bench.calls()).toBe(1);
});

it('an option that is hidden for the chosen model is not sent', async () => {
	const item = await itemOf(bench, {
		data: PHOTO,
		notes: maskWithHole(WIDTH, HEIGHT, { x: 0, y: 0, width: 9, height: 9 }),
	});
	const parameters = {
		model: model('gpt-image-2'),
		markupField: 'notes',
		options: { inputFidelity: 'high' },
	};
	const ran = await bench.run(edit(parameters), [item]);
	expectDone(ran);
	expect(bench.requests()[0]).toMatchObject({ files: [{ field: 'image' }] });
	expect(bench.requests()[0]?.fields).not.toHaveProperty('input_fidelity');
});

describe('Images per Minute', () => {
	it.each([
		[6, 1, 3],
		[6, 2, 2],
		[2, 2, 1],
	])(
		'of %i counts the %i input images of each edit too: %i are started',
		async (imagesPerMinute, inputs, started) => {
			const stop = new AbortController();
			const setup = edit({ inputFields: '*', run: { imagesPerMinute } });
			const photos = Object.fromEntries(
				Array.from({ length: inputs }, (_, at) => [`photo${at}`, photo(64, 48)]),
			);
			const item = await itemOf(bench, photos);

			const running = bench.run(setup, [item, item, item, item], { signal: stop.signal });
			await until(() => bench.calls() >= started);
			await atRest();
			stop.abort();

			expect((await running).status).toBe('canceled');
			expect(bench.calls()).toBe(started);
		},
	);
});
