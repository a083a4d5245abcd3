import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Round } from '../../../nodes/ReviewImages/round/types';
import { identifyImage } from '../../../nodes/shared/images/identify';
import { encodePng } from '../../../nodes/shared/images/png';
import { photo } from '../../dev/server/requests';
import { bannedWordsIn, openWorkbench, type Workbench } from '../../support/workbench';

let bench: Workbench;
let image: INodeExecutionData;

beforeAll(async () => {
	bench = await openWorkbench();
	const data = new Uint8Array(64 * 48 * 4).fill(200);
	const bytes = Buffer.from(await encodePng({ width: 64, height: 48, data }));
	const file = { bytes, fileName: 'a.png', mimeType: 'image/png' };
	image = await bench.engine.itemWithFiles({}, { data: file });
});

afterAll(async () => await bench.close());

const run = async (parameters: INodeParameters, items = [image]) =>
	await bench.run({ type: 'reviewImages', parameters }, items);

describe('before anybody is asked', () => {
	it.each<[string, INodeParameters, RegExp]>([
		[
			'a field that is not there',
			{ inputFields: 'photo' },
			/^Item 1, Input Binary Fields: .*"photo"/,
		],
		['no field', { inputFields: ' , ' }, /No binary field is named/],
		['more answers than reviewers', { reviewers: 'Ada', answersNeeded: 2 }, /Answers Needed is 2/],
		['half an answer', { answersNeeded: 1.5 }, /Answers Needed is 1.5/],
		['a color that is none', { options: { accentColor: 'red;}' } }, /Accent Color/],
		['a preview of a few pixels', { options: { previewSize: 3 } }, /Preview Size is 3/],
		[
			'a time that is over',
			{
				options: {
					limitWaitTime: {
						values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00Z' },
					},
				},
			},
			/is in the past/,
		],
	])('%s stops the run and says how to fix it', async (_, parameters, message) => {
		const { status, error } = await run(parameters);
		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(error && 'description' in error && error.description).toMatch(/Nobody was asked yet\.$/);
		expect(bannedWordsIn(error?.message ?? '')).toEqual([]);
	});

	it('images that were not made leave through No Answer, and nobody is asked about them', async () => {
		const missing = { json: { image: { status: 'refused' } } };
		const { status, output } = await run({}, [missing]);
		expect(status).toBe('success');
		expect(output('Node').map((items) => items.length)).toEqual([1, 0, 0, 0]);
	});
});

it('waits with a round of all images, and returns nothing meanwhile', async () => {
	const { runExecutionData, contextData, output } = await run({ title: 'Drafts' }, [image, image]);
	expect(runExecutionData.waitTill?.getUTCFullYear()).toBe(3000);
	expect(output('Node').flat()).toEqual([]);
	expect(contextData['node:Node']).toMatchObject({
		review: { rounds: 1, open: { number: 1, images: [{ width: 64 }, { height: 48 }] } },
	});
});

it.each<[string, (png: Buffer, jpeg: Buffer) => Buffer, string]>([
	['a PNG without its end mark', (png) => png.subarray(0, -12), 'image/png'],
	['a JPEG without its end mark', (_, jpeg) => jpeg.subarray(0, -2), 'image/jpeg'],
	[
		'a data URL that was stored as a file',
		(png) => Buffer.from(`data:image/png;base64,${png.toString('base64')}`),
		'image/png',
	],
])('%s is mended and shown', async (_, broken, mimeType) => {
	const bytes = broken(photo(64, 48), photo(64, 48, 'jpeg'));
	const file = { bytes, fileName: 'a', mimeType: 'text/plain' };
	const item = await bench.engine.itemWithFiles({}, { data: file });
	const { contextData, error } = await run({}, [item]);
	expect(error).toBeUndefined();
	const { review } = contextData['node:Node'] as unknown as { review: { open: Round } };
	const { full, width, height } = review.open.images[0]!;
	const shown = identifyImage(await bench.engine.readBinary(full!.binary));
	expect(shown).toMatchObject({ complete: true, mimeType, width, height });
	expect(full!.mimeType).toBe(mimeType);
});
