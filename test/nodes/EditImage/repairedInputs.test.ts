import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IBinaryData } from 'n8n-workflow';
import { maskWithHole, photo } from '../../dev/server/requests';
import { openWorkbench, type Workbench } from '../../support/workbench';
import { edit, expectDone, expectRefused, itemOf, watch } from './support';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const PNG = photo(64, 48);
const JPEG = photo(64, 48, 'jpeg');
const WEBP = photo(64, 48, 'webp');
const film = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'.repeat(20), 'latin1');
const dataUrl = (bytes: Buffer, type = 'png') =>
	`data:image/${type};base64,${bytes.toString('base64')}`;

/** An APP2 segment that lists a second image, right behind the start of the file. */
function multiPicture(): Buffer {
	const list = Buffer.concat([
		Buffer.from([0xff, 0xe2, 0, 40]),
		Buffer.from('MPF\0'),
		Buffer.alloc(34),
	]);
	return Buffer.concat([JPEG.subarray(0, 2), list, JPEG.subarray(2), JPEG]);
}

/** Damaged or wrapped in a way that loses nothing, and the file that is to be sent. */
const MENDED: Array<[string, Buffer, Buffer]> = [
	['a JPEG with a film behind it', Buffer.concat([JPEG, film]), JPEG],
	['a JPEG with a second JPEG behind it', Buffer.concat([JPEG, JPEG]), JPEG],
	['a JPEG that lists a second image', multiPicture(), JPEG],
	['a JPEG filled up with zeros', Buffer.concat([JPEG, Buffer.alloc(64)]), JPEG],
	['a JPEG without its end mark', JPEG.subarray(0, -2), JPEG],
	['a PNG with bytes behind its end', Buffer.concat([PNG, film]), PNG],
	['a PNG without its end chunk', PNG.subarray(0, -12), PNG],
	['a WebP with bytes behind its end', Buffer.concat([WEBP, film]), WEBP],
	['a data URL that was stored as a file', Buffer.from(dataUrl(PNG)), PNG],
	['a JPEG as a data URL that was stored as a file', Buffer.from(dataUrl(JPEG, 'jpeg')), JPEG],
	['a data URL that was decoded with its head', Buffer.from(dataUrl(PNG), 'base64'), PNG],
	[
		'a JPEG as a data URL that was decoded with its head',
		Buffer.from(dataUrl(JPEG, 'jpeg'), 'base64'),
		JPEG,
	],
	['a PNG behind a line break', Buffer.concat([Buffer.from('\r\n'), PNG]), PNG],
	['a JPEG behind a byte order mark', Buffer.concat([Buffer.from('efbbbf', 'hex'), JPEG]), JPEG],
	['a data URL in quotation marks', Buffer.from(`"${dataUrl(PNG)}"`), PNG],
	[
		'a data URL whose base64 was encoded for a URL',
		Buffer.from(`data:image/png;base64,${encodeURIComponent(PNG.toString('base64'))}`),
		PNG,
	],
	['base64 text behind its name', Buffer.from(`base64,${PNG.toString('base64')}`), PNG],
	['base64 text that was stored as a file', Buffer.from(PNG.toString('base64')), PNG],
];

describe('GPT Image Edit sends the whole image and nothing else of', () => {
	it.each(MENDED)('%s', async (_what, given, whole) => {
		const seen = watch(bench);
		expectDone(await bench.run(edit(), [await itemOf(bench, { data: given })]));
		expect(seen).toHaveLength(1);
		expect(seen[0]!.files.map(({ bytes }) => bytes.equals(whole))).toEqual([true]);
	});

	it('a binary whose data a Code node made of a data URL', async () => {
		const seen = watch(bench);
		const binary: IBinaryData = { data: dataUrl(PNG), mimeType: 'image/png', fileName: 'a.png' };
		expectDone(await bench.run(edit(), [{ json: {}, binary: { data: binary } }]));
		expect(seen[0]!.files[0]!.bytes.equals(PNG)).toBe(true);
	});

	it('a mask with bytes behind its end', async () => {
		const seen = watch(bench);
		const mask = maskWithHole(64, 48, { x: 0, y: 0, width: 32, height: 24 });
		const files = { data: PNG, mask: Buffer.concat([mask, film]) };
		expectDone(await bench.run(edit({ mask: 'binaryField' }), [await itemOf(bench, files)]));
		expect(seen[0]!.files.find(({ field }) => field === 'mask')!.bytes.equals(mask)).toBe(true);
	});
});

describe('A data URL is taken', () => {
	const wrapped = dataUrl(JPEG, 'jpeg').replace(/(.{76})/g, '$1\r\n');
	it.each([
		['in Input Binary Fields', { inputFields: dataUrl(PNG) }, [PNG]],
		['in Image URLs', { inputFields: '', imageUrls: dataUrl(PNG) }, [PNG]],
		['in quotation marks', { inputFields: '', imageUrls: `"${dataUrl(PNG)}"` }, [PNG]],
		[
			'in Image URLs, two with a comma between them',
			{ inputFields: '', imageUrls: `${dataUrl(PNG)}, ${dataUrl(JPEG, 'jpeg')}` },
			[PNG, JPEG],
		],
		[
			'in Image URLs, a line each',
			{ inputFields: '', imageUrls: `${dataUrl(PNG)}\n${dataUrl(JPEG, 'jpeg')}` },
			[PNG, JPEG],
		],
		['with its base64 in lines', { inputFields: '', imageUrls: wrapped }, [JPEG]],
		['next to the name of a field', { inputFields: `data, ${dataUrl(JPEG, 'jpeg')}` }, [PNG, JPEG]],
	])('%s', async (_where, parameters, files) => {
		const seen = watch(bench);
		expectDone(await bench.run(edit(parameters), [await itemOf(bench, { data: PNG })]));
		expect(seen[0]!.files.map(({ bytes }, place) => bytes.equals(files[place]!))).toEqual(
			files.map(() => true),
		);
	});

	it('a data URL is taken as a mask', async () => {
		const seen = watch(bench);
		const mask = maskWithHole(64, 48, { x: 0, y: 0, width: 32, height: 24 });
		const parameters = { mask: 'binaryField', maskField: dataUrl(mask) };
		expectDone(await bench.run(edit(parameters), [await itemOf(bench, { data: PNG })]));
		expect(seen[0]!.files.find(({ field }) => field === 'mask')!.bytes.equals(mask)).toBe(true);
	});
});

describe('What was typed is never repeated at length', () => {
	const base64 = photo(512, 512).toString('base64');
	it.each([
		['base64 of an image for a field', { inputFields: base64 }, /base64 text.*Convert to File/],
		[
			'base64 of an image for an address',
			{ inputFields: '', imageUrls: base64 },
			/base64, not a web address/,
		],
		[
			'a long text for a field',
			{ inputFields: 'x y '.repeat(100_000) },
			/has no binary field "x y /,
		],
		[
			'a long text for an address',
			{ inputFields: '', imageUrls: 'x y '.repeat(100_000) },
			/"x y .*…" is not a web address/,
		],
		['a long size', { size: 'x'.repeat(100_000) }, /x…"/],
		['a long quality', { quality: 'x'.repeat(100_000) }, /x…"/],
		[
			'a data URL without a file',
			{ inputFields: `data:image/svg+xml,${'x'.repeat(100_000)}` },
			/data URL without a base64 file/,
		],
		[
			'a web address for a field',
			{ inputFields: 'https://example.com/a.png' },
			/web address.*Image URLs/,
		],
	])('%s', async (_what, parameters, words) => {
		const ran = await bench.run(edit(parameters), [await itemOf(bench, { data: PNG })]);
		expectRefused(bench, ran, words);
		expect(`${ran.error?.message}${String(ran.error?.description)}`.length).toBeLessThan(700);
	});
});

describe('An address of an image', () => {
	let site: Server;
	let url: string;
	let answers: Array<(response: ServerResponse) => void>;
	const asked: Array<Record<string, unknown>> = [];
	const busy = (status: number) => (response: ServerResponse) => {
		response.writeHead(status, { 'retry-after': '0.01' }).end('busy');
	};
	beforeAll(async () => {
		site = createServer((request, response) => {
			asked.push(request.headers);
			(answers.shift() ?? ((end) => end.end(PNG)))(response);
		});
		await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/a.png`;
	});
	afterAll(() => {
		site.closeAllConnections();
		site.close();
	});
	beforeEach(() => {
		answers = [];
		asked.splice(0);
	});
	const fromUrl = () => edit({ inputFields: '', imageUrls: url });

	it.each([
		['is busy', busy(503)],
		['limits its rate', busy(429)],
		['breaks off', (response: ServerResponse) => void response.socket?.destroy()],
	])('an address is tried twice if its host %s', async (_what, fault) => {
		answers = [fault];
		expectDone(await bench.run(fromUrl(), [{ json: {} }]));
		expect(asked).toHaveLength(2);
	});

	it.each([
		['busy twice', [busy(503), busy(503)], 2, 'status 503'],
		['not there', [busy(404)], 1, 'HTTP Request node'],
		['forbidden', [busy(403)], 1, 'status 403'],
	])('an address is given up if it is %s', async (_what, given, times, words) => {
		answers = [...given];
		expectRefused(bench, await bench.run(fromUrl(), [{ json: {} }]), words);
		expect(asked).toHaveLength(times);
	});

	it('is downloaded once for all items, and told who asks and what for', async () => {
		const seen = watch(bench);
		expectDone(
			await bench.run(
				fromUrl(),
				Array.from({ length: 6 }, () => ({ json: {} })),
			),
		);
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatchObject({
			accept: expect.stringMatching(/^image\//),
			'user-agent': expect.stringContaining('n8n-nodes-gpt-image'),
		});
		expect(seen).toHaveLength(6);
	});
});
