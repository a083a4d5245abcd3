/** @jest-environment ./test/support/ownRealmEnvironment.js */
import type { INodeParameters } from 'n8n-workflow';
import { photo } from '../dev/server/requests';
import { startLocalServer, type LocalServer } from '../support/localServer';
import { WRITTEN_OUT } from './cases';
import { generate, model, openWorkbench, prompts, type Workbench } from '../support/workbench';

/** An admin's settings: nothing inward may be reached but the image server, known by its name. */
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
process.env.N8N_SSRF_ALLOWED_HOSTNAMES = 'localhost';

const PICTURE = photo(64, 64);

/** A service on this machine that must not be asked for anything. */
let inward: LocalServer;
/** The image server that the credential names. */
let images: LocalServer;
let bench: Workbench;

beforeAll(async () => {
	inward = await startLocalServer();
	images = await startLocalServer();
	inward.answer = (_request, response) => response.end(PICTURE);
	bench = await openWorkbench({
		credentials: { named: { baseUrl: images.url.replace('127.0.0.1', 'localhost') } },
	});
});
afterAll(async () => {
	await inward.stop();
	await images.stop();
	await bench.close();
});
beforeEach(() => {
	inward.requests.length = 0;
	images.requests.length = 0;
});

/** One service by every name that leads to it, and other places that only the machine itself can see. */
const INWARD: Array<[what: string, url: string]> = [
	['loopback', 'http://127.0.0.1:PORT/secret.png'],
	['another loopback', 'http://127.9.9.9:PORT/secret.png'],
	['loopback in IPv6', 'http://[::1]:PORT/secret.png'],
	['loopback in IPv6, mapped', 'http://[::ffff:127.0.0.1]:PORT/secret.png'],
	['any address', 'http://0.0.0.0:PORT/secret.png'],
	['one number', 'http://2130706433:PORT/secret.png'],
	['hexadecimal', 'http://0x7f.0x0.0x0.0x1:PORT/secret.png'],
	['octal', 'http://0177.0.0.1:PORT/secret.png'],
	['short form', 'http://127.1:PORT/secret.png'],
	['wide digits', 'http://１２７.０.０.１:PORT/secret.png'],
	['a name before it', 'http://localhost:1@127.0.0.1:PORT/secret.png'],
	['the metadata of clouds', 'http://169.254.169.254/latest/meta-data/'],
	['a private network', 'http://10.0.0.1/secret.png'],
	['another private network', 'http://192.168.1.1/secret.png'],
];
const withPort = (url: string) => url.replace('PORT', new URL(inward.url).port);

const edit = (imageUrls: string, more: INodeParameters = {}) => ({
	type: 'editImage',
	credential: 'named',
	parameters: {
		model: model('gpt-image-1-mini'),
		prompt: 'A hat',
		inputFields: '',
		imageUrls,
		run: { timeout: 5, maxRetries: 1 },
		...more,
	},
});

describe("with n8n's SSRF protection on", () => {
	it('an allowed server is reached, so that the cases below are not refused for another reason', async () => {
		images.answer = (request, response) =>
			request.method === 'GET'
				? response.end(PICTURE)
				: response.end(JSON.stringify({ data: [{ url: '/v1/files/1.png' }] }));
		const made = await bench.run(generate({}, { credential: 'named' }), prompts('A fox'));
		expect(made.error).toBeUndefined();
		expect(made.items[0]?.binary?.data?.fileType).toBe('image');

		const url = images.url.replace('127.0.0.1', 'localhost');
		const edited = await bench.run(edit(`${url}/files/2.png`), [{ json: {} }]);
		expect(edited.error).toBeUndefined();
	});

	it.each(INWARD)(
		'an image URL that points inward is refused before anything is paid (%s)',
		async (_what, inwardUrl) => {
			const url = withPort(inwardUrl);
			const ran = await bench.run(edit(url), [{ json: {} }]);
			expect(ran.status).toBe('error');
			expect(ran.error?.message).toMatch(/n8n does not allow a download from/);
			expect(ran.error?.description).toContain('Nothing was requested or paid for');
			expect([inward.requests, images.requests]).toEqual([[], []]);
		},
	);

	it.each(INWARD)(
		'an answer whose image lies inward brings no image (%s)',
		async (_what, inwardUrl) => {
			const url = withPort(inwardUrl);
			images.answer = (_request, response) => response.end(JSON.stringify({ data: [{ url }] }));
			const ran = await bench.run(
				generate(
					{ run: { timeout: 5, maxRetries: 1 } },
					{ credential: 'named', onError: 'continueRegularOutput' },
				),
				prompts('A fox'),
			);
			expect(ran.images).toMatchObject([{ status: 'failed', error: { reason: 'bad_answer' } }]);
			expect(ran.items[0]?.binary).toBeUndefined();
			expect(inward.requests).toEqual([]);
			expect(images.requests).toHaveLength(1);
		},
	);

	it.each(INWARD)('a redirect that leads inward is not followed (%s)', async (_what, inwardUrl) => {
		const url = withPort(inwardUrl);
		// Header bytes are Latin-1: this is how a server sends UTF-8.
		const location = Buffer.from(url).toString('latin1');
		images.answer = (_request, response) => response.writeHead(302, { location }).end();
		const from = images.url.replace('127.0.0.1', 'localhost');
		const ran = await bench.run(edit(`${from}/files/2.png`), [{ json: {} }]);
		expect(ran.status).toBe('error');
		expect(inward.requests).toEqual([]);
		expect(images.requests.map(({ method }) => method)).toEqual(['GET']);
	});

	it('a credential whose base URL points inward sends nothing, and says why', async () => {
		expect(INWARD.length * 3).toBe(WRITTEN_OUT.inwardAddresses);
		const ran = await bench.run(generate(), prompts('A fox'));
		expect(ran.error?.message).toMatch(/n8n does not allow requests to this address/);
		expect(bench.calls()).toBe(0);
	});
});

describe('whatever the settings', () => {
	it.each([
		'file:///etc/passwd',
		'ftp://127.0.0.1/x',
		'javascript:alert(1)',
		'data:,x',
		'//x',
		'x',
	])('an image URL that is not of the web is refused: %s', async (url) => {
		const ran = await bench.run(edit(url), [{ json: {} }]);
		expect(ran.error?.message).toMatch(/is not a web address|a data URL without a base64 file/);
		expect(images.requests).toEqual([]);
	});

	it('a redirect of the paid request itself is not followed', async () => {
		images.answer = (_request, response) =>
			response.writeHead(307, { location: '/v1/elsewhere' }).end();
		const ran = await bench.run(generate({}, { credential: 'named' }), prompts('A fox'));
		expect(ran.status).toBe('error');
		expect(images.requests.map(({ path }) => path)).toEqual(['/v1/images/generations']);
	});

	it('a download carries no key', async () => {
		const keys: unknown[] = [];
		images.answer = (request, response) => {
			keys.push([request.method, request.headers.authorization !== undefined]);
			if (request.method === 'GET') response.end(PICTURE);
			else response.end(JSON.stringify({ data: [{ url: '/v1/files/1.png' }] }));
		};
		await bench.run(generate({}, { credential: 'named' }), prompts('A fox'));
		expect(keys).toEqual([
			['POST', true],
			['GET', false],
		]);
	});
});
