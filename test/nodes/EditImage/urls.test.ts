import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { photo } from '../../dev/server/requests';
import { openWorkbench, type Workbench } from '../../support/workbench';
import { edit, expectDone, expectRefused, itemOf } from './support';

let bench: Workbench;
let site: Server;
let url: string;
let asked: IncomingMessage[];

const PNG = photo(64, 48);
const MEGA = 1024 * 1024;

const PAGES: Record<string, (response: ServerResponse) => void> = {
	'/photos/Red%20fox.png': (response) => response.end(PNG),
	'/w_300,h_200,c_fit/a.png': (response) => response.end(PNG),
	'/sized?box=1,2,3': (response) => response.end(PNG),
	'/photo': (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(PNG),
	'/moved': (response) => response.writeHead(302, { location: '/photo' }).end(),
	'/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
	'/page': (response) =>
		response.writeHead(200, { 'content-type': 'image/png' }).end('<!doctype html><p>Log in'),
	'/large': (response) => void endless(response),
	'/broken': (response) => {
		response.writeHead(200, { 'content-length': '999999' });
		response.write(PNG, () => response.destroy());
	},
};

/** Goes on until the other side hangs up. */
function endless(response: ServerResponse): void {
	const part = Buffer.alloc(MEGA);
	const more = () => {
		while (!response.destroyed && response.write(part));
	};
	response.on('drain', more);
	more();
}

beforeAll(async () => {
	bench = await openWorkbench();
	site = createServer((request, response) => {
		asked.push(request);
		const page = PAGES[request.url ?? ''];
		if (page) page(response);
		else response.writeHead(404).end('Nothing here');
	});
	await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
	site.closeAllConnections();
	site.close();
	await bench.close();
});
beforeEach(() => {
	asked = [];
	bench.server.reset();
});

const fromUrls = (imageUrls: string | string[]) => edit({ inputFields: '', imageUrls });

describe('GPT Image Edit downloads images', () => {
	it('and never sends the API key to their address', async () => {
		const ran = await bench.run(fromUrls(`${url}/photos/Red%20fox.png, ${url}/photo`), [
			{ json: {} },
		]);
		expectDone(ran);
		expect(bench.requests()[0]?.files).toMatchObject([
			{ field: 'image[]', fileName: 'Red-fox.png', mimeType: 'image/png', bytes: PNG.length },
			{ field: 'image[]', fileName: 'photo.png', mimeType: 'image/png', bytes: PNG.length },
		]);
		expect(asked).toHaveLength(2);
		for (const { headers } of asked) {
			expect(headers.authorization).toBeUndefined();
			expect(JSON.stringify(headers)).not.toContain(bench.server.apiKey);
		}
	});

	it('after those of the binary fields', async () => {
		const item = await itemOf(bench, { data: photo(96, 48) });
		expectDone(await bench.run(edit({ imageUrls: `${url}/photo` }), [item]));
		expect(bench.requests()[0]?.files.map(({ fileName }) => fileName)).toEqual([
			'data.png',
			'photo.png',
		]);
	});

	it.each([
		['commas and blanks', ', '],
		['commas alone', ','],
		['line breaks', '\n'],
		['line breaks after commas', ',\r\n'],
	])('whose addresses hold commas, separated by %s', async (_case, separator) => {
		const paths = ['/w_300,h_200,c_fit/a.png', '/photo', '/sized?box=1,2,3'];
		const ran = await bench.run(fromUrls(`${paths.map((path) => url + path).join(separator)},\n`), [
			{ json: {} },
		]);
		expectDone(ran);
		expect(asked.map((request) => request.url)).toEqual(paths);
	});

	it('from a list that an expression gives, and where an address leads on to another', async () => {
		const ran = await bench.run(
			{
				...fromUrls(''),
				parameters: { ...fromUrls('').parameters, imageUrls: '={{ $json.urls }}' },
			},
			[{ json: { urls: [`${url}/moved`, `${url}/photo`] } }],
		);
		expectDone(ran);
		expect(asked.map((request) => request.url)).toEqual(['/moved', '/photo', '/photo']);
		expect(bench.requests()[0]?.files).toHaveLength(2);
	});
});

describe('GPT Image Edit refuses before anything is paid for', () => {
	it.each([
		['an address that is not there', '/missing', 'answered with status 404 instead of an image'],
		['a web page', '/page', 'The image from 127.0.0.1', 'holds no image that can be recognized'],
		['more than 50 MB', '/large', 'is larger than the 50 MB that OpenAI takes'],
		['a download that breaks off', '/broken', 'could not be downloaded'],
		['an address that leads to itself', '/loop', 'answered with status 302'],
	])(
		'GPT Image Edit rejects the address before anything is paid for: %s',
		async (_case, path, ...words) => {
			const ran = await bench.run(fromUrls(url + path), [{ json: {} }]);
			expectRefused(bench, ran, /^Item 1, Image URLs: /, ...words);
		},
	);

	it.each([
		['ftp://example.com/a.png', 'is not a web address'],
		['file:///etc/passwd', 'is not a web address'],
		['photo.png', 'is not a web address'],
		['http://127.0.0.1:1/a.png', 'could not be downloaded from 127.0.0.1:1'],
	])(
		'GPT Image Edit rejects the address before anything is paid for: %s',
		async (address, words) => {
			const ran = await bench.run(fromUrls(address), [{ json: {} }]);
			expectRefused(bench, ran, /^Item 1, Image URLs: /, words);
		},
	);

	it('a seventeenth image, without downloading any', async () => {
		const ran = await bench.run(fromUrls(Array(17).fill(`${url}/photo`).join('\n')), [
			{ json: {} },
		]);
		expectRefused(bench, ran, '17 images are too many');
		expect(asked).toHaveLength(0);
	});

	it.each(['inputFields', 'imageUrls', 'maskField'])(
		'a key that was typed into %s by mistake, without repeating it',
		async (parameter) => {
			const item = await itemOf(bench, { data: PNG });
			const padded = `${'x'.repeat(40)} ${bench.server.apiKey}`;
			const ran = await bench.run(edit({ mask: 'binaryField', [parameter]: padded }), [item]);
			expectRefused(bench, ran, 'redacted');
		},
	);
});
