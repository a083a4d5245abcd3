import type { ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { photo } from '../dev/server/requests';
import { identifyImage } from '../../nodes/shared/images/identify';
import { startLocalServer, type LocalServer } from '../support/localServer';
import { generate, model, openWorkbench, prompts } from '../support/workbench';
import type { Workbench } from '../support/workbench';
import { HOSTILE_TEXTS, hostileText, sample, WRITTEN_OUT } from './cases';
import { ownTime } from '../support/ownTime';

/** What a person reads, without what the server wrote, which stands in quotation marks. */
const ownWords = (text: string) => text.replace(/"[^]*"/g, '""');
const BANNED_WORDS = /\b(error|problem|failure)/i;

const KEY = 'sk-hostile-0123456789abcdef';
/** Seconds. */
const TIMEOUT = 2;

let hostile: LocalServer;
let raw: Server;
const sockets = new Set<Socket>();
let rawAnswer: (socket: Socket) => void = (socket) => socket.end();
let bench: Workbench;

beforeAll(async () => {
	hostile = await startLocalServer();
	raw = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.once('data', () => rawAnswer(socket));
	});
	await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
	bench = await openWorkbench({
		credentials: {
			hostile: { apiKey: KEY, baseUrl: hostile.url },
			...Object.fromEntries(
				ENDLESS.map(([what], at) => [what, { apiKey: KEY, baseUrl: `${hostile.url}/${at}` }]),
			),
			raw: { apiKey: KEY, baseUrl: `http://127.0.0.1:${(raw.address() as AddressInfo).port}/v1` },
		},
	});
});
afterAll(async () => {
	for (const socket of sockets) socket.destroy();
	raw.close();
	await hostile.stop();
	await bench.close();
});
beforeEach(() => bench.server.reset());

const run = { timeout: TIMEOUT, maxRetries: 0 };

/** Runs Generate against the hostile server: it must end in time, as a failure told in our words, without the key. */
async function attack(credential: string) {
	const took = ownTime();
	const ran = await bench.run(generate({ run }, { credential }), prompts('A fox'));
	expect(took()).toBeLessThan((TIMEOUT + 3) * 1000);
	expect(ran.status).toBe('error');
	expect(ran.error?.name).toMatch(/^Node(Api|Operation)Error$/);
	expect(ownWords(ran.error?.message ?? '')).not.toMatch(BANNED_WORDS);
	expect(JSON.stringify([ran.runExecutionData, bench.engine.logs])).not.toContain(KEY);
}

type Answers = Array<[string, (response: ServerResponse) => void]>;

const PICTURE = photo(64, 64).toString('base64');
const json = { 'content-type': 'application/json' };
const GZIP_BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));

/** 680 MB of base64 in 0.7 MB: the pieces are deflated apart, as gzip allows. */
const IMAGE_BOMB = Buffer.concat([
	gzipSync('{"data":[{"b64_json":"'),
	...Array<Buffer>(85).fill(gzipSync(Buffer.alloc(8 * 1024 * 1024, 'A'))),
	gzipSync('"}]}'),
]);

function everyFew(ms: number, response: ServerResponse, write: () => void): void {
	const timer = setInterval(write, ms);
	response.on('close', () => clearInterval(timer));
}

function flood(response: ServerResponse, chunk: Buffer): void {
	const pour = () => {
		while (!response.destroyed && response.write(chunk));
	};
	response.on('drain', pour);
	pour();
}

/** What nothing but the node's timeout ends: these runs wait at the same time. */
const ENDLESS: Answers = [
	['never answers', () => undefined],
	['sends its head and then nothing', (response) => response.writeHead(200, json).flushHeaders()],
	[
		'drips an answer a byte at a time',
		(response) => {
			const text = `{"data":[{"b64_json":"${PICTURE}"}]}`;
			let at = 0;
			response.writeHead(200, json);
			everyFew(100, response, () => void response.write(text.charAt(at++)));
		},
	],
	[
		'drips white space for ever',
		(response) => {
			response.writeHead(200, json);
			everyFew(5, response, () => void response.write(' '));
		},
	],
	[
		'drips a refusal for ever',
		(response) => {
			response.writeHead(400, json);
			everyFew(5, response, () => void response.write('{"error":'));
		},
	],
];

const ATTACKS: Answers = [
	[
		'pours white space',
		(response) => flood(response.writeHead(200, json), Buffer.alloc(65_536, ' ')),
	],
	[
		'pours a web page',
		(response) => flood(response.writeHead(500), Buffer.from('<html>'.repeat(9999))),
	],
	[
		'sends a gzip bomb',
		(response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(GZIP_BOMB),
	],
	[
		'sends an image of 680 MB as a gzip bomb',
		(response) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(IMAGE_BOMB),
	],
	[
		'sends events without an end',
		(response) =>
			flood(
				response.writeHead(200, { 'content-type': 'text/event-stream' }),
				Buffer.from('data: {"type":"x.partial_image","b64_json":"AAAA"}\n\n: more\n\n'.repeat(999)),
			),
	],
	[
		'sends a gzip bomb as a refusal',
		(response) => response.writeHead(400, { ...json, 'content-encoding': 'gzip' }).end(GZIP_BOMB),
	],
	[
		'calls plain text gzip',
		(response) =>
			response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('{"data":[]}'),
	],
	[
		'names an encoding that nobody knows',
		(response) => response.writeHead(200, { 'content-encoding': 'x-rot13' }).end('{"qngn":[]}'),
	],
	['sends no content', (response) => response.writeHead(204).end()],
	['says that nothing was modified', (response) => response.writeHead(304).end()],
	['sends status 999', (response) => response.writeHead(999).end('?')],
	[
		'redirects to itself',
		(response) => response.writeHead(307, { location: '/v1/images/generations' }).end(),
	],
	[
		'redirects to a file',
		(response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
	],
	['redirects to nowhere', (response) => response.writeHead(301, { location: '\\\\' }).end()],
	['answers only numbers', (response) => response.writeHead(200, json).end('1e999')],
	['answers an empty object', (response) => response.writeHead(200, json).end('{}')],
	[
		'answers ten broken images',
		(response) =>
			response.writeHead(200, json).end(`{"data":[${'{"b64_json":"!"},'.repeat(9)}{}]}`),
	],
	[
		'gives addresses of every kind but the web',
		(response) =>
			response.writeHead(200, json).end(
				JSON.stringify({
					data: [
						...[
							'file:///etc/passwd',
							'ftp://127.0.0.1/x',
							'javascript:1',
							'data:,x',
							'//',
							'http://',
						],
						...['http://[', 'blob:x', '\u0000'],
					].map((url) => ({ url })),
				}),
			),
	],
	[
		'gives its own address as the image, for ever',
		(response) => response.writeHead(200, json).end('{"data":[{"url":"/v1/loop"}]}'),
	],
	[
		'hangs up in the middle',
		(response) => {
			response.writeHead(200, { ...json, 'content-length': '999999' });
			response.write('{"data":[');
			setTimeout(() => response.destroy(), 30);
		},
	],
	[
		'repeats the key in body and headers',
		(response) =>
			response
				.writeHead(401, { ...json, 'x-request-id': KEY, 'www-authenticate': KEY })
				.end(JSON.stringify({ error: { message: KEY, code: KEY, type: KEY, param: KEY } })),
	],
];

const RAW_ATTACKS: Array<[string, (socket: Socket) => void]> = [
	['speaks no HTTP', (socket) => void socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
	['sends random bytes', (socket) => void socket.end(Buffer.from(PICTURE, 'base64'))],
	['hangs up at once', (socket) => void socket.destroy()],
	[
		'sends a head without end',
		(socket) => {
			const timer = setInterval(
				() => socket.write(`X-${Math.random()}: ${'a'.repeat(900)}\r\n`),
				1,
			);
			socket.write('HTTP/1.1 200 OK\r\n');
			socket.on('close', () => clearInterval(timer));
		},
	],
	[
		'names two lengths',
		(socket) =>
			void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}'),
	],
	[
		'names a negative length',
		(socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}'),
	],
	[
		'sends broken chunks',
		(socket) =>
			void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n'),
	],
	[
		'switches protocols',
		(socket) =>
			void socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
	],
	[
		'goes on and on',
		(socket) => {
			const timer = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 20);
			socket.on('close', () => clearInterval(timer));
		},
	],
];

/** Starts a run against each of these at once, at an address with its number. */
function allAtOnce(answers: Answers, run: (what: string, at: number) => Promise<void>) {
	let runs: Map<string, Promise<void>> | undefined;
	const start = () => {
		hostile.answer = (request, response) => {
			const [, at] = /^\/v1\/(\d+)/.exec(request.url ?? '') ?? [];
			answers[Number(at)]![1](response);
		};
		const started = answers.map(([what], at) => [what, run(what, at)] as const);
		// Each is awaited in a test of its own.
		for (const [, running] of started) running.catch(() => undefined);
		return new Map(started);
	};
	return async (what: string) => await (runs ??= start()).get(what);
}

describe("a server that, behind n8n's own HTTP helper,", () => {
	const endless = allAtOnce(ENDLESS, attack);
	it.each(ENDLESS)("a hostile server behind n8n's own HTTP helper: %s", endless);

	it.each(ATTACKS)("a hostile server behind n8n's own HTTP helper: %s", async (_what, answer) => {
		hostile.answer = (_request, response) => answer(response);
		await attack('hostile');
	});

	it.each(RAW_ATTACKS)(
		"a hostile server behind n8n's own HTTP helper: %s",
		async (_what, answer) => {
			rawAnswer = answer;
			await attack('raw');
		},
	);

	it('was attacked by none of this for long: the next run works', async () => {
		expect(ENDLESS.length + ATTACKS.length + RAW_ATTACKS.length).toBe(
			WRITTEN_OUT.serversThroughNode,
		);
		const ran = await bench.run(generate(), prompts('A fox'));
		expect(ran.status).toBe('success');
		expect(ran.items).toHaveLength(1);
	});
});

const ENDLESS_DOWNLOADS: Answers = [
	['never answers', () => undefined],
	['sends its head and then nothing', (response) => response.writeHead(200).flushHeaders()],
	[
		'drips an image for ever',
		(response) => {
			response.writeHead(200).write(photo(64, 64).subarray(0, 50));
			everyFew(5, response, () => void response.write('x'));
		},
	],
	['drips a refusal', (response) => everyFew(5, response, () => void response.write('?'))],
];

const DOWNLOADS: Answers = [
	['pours', (response) => flood(response.writeHead(200), Buffer.alloc(1 << 20))],
	[
		'sends a gzip bomb',
		(response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(GZIP_BOMB),
	],
];

describe('a server of an input image that', () => {
	const edit = (imageUrls: string) => ({
		type: 'editImage',
		parameters: { model: model('gpt-image-2'), prompt: 'A hat', inputFields: '', imageUrls, run },
	});

	async function download(at: number) {
		const took = ownTime();
		const ran = await bench.run(edit(`${hostile.url}/${at}.png`), [{ json: {} }]);
		expect(took()).toBeLessThan((TIMEOUT + 3) * 1000);
		expect(ran.error?.message).toMatch(/Item 1, Image URLs: /);
		expect(bench.calls()).toBe(0);
	}

	const endless = allAtOnce(ENDLESS_DOWNLOADS, (_what, at) => download(at));
	it.each(ENDLESS_DOWNLOADS)("a hostile server behind n8n's own HTTP helper: %s", endless);

	it.each(DOWNLOADS)("a hostile server behind n8n's own HTTP helper: %s", async (_what, answer) => {
		expect(ENDLESS_DOWNLOADS.length + DOWNLOADS.length).toBe(WRITTEN_OUT.hostileDownloads);
		hostile.answer = (_request, response) => answer(response);
		await download(0);
	});

	it('is one of too many is not asked at all', async () => {
		hostile.requests.length = 0;
		const urls = Array.from({ length: 17 }, (_, index) => `${hostile.url}/${index}.png`);
		const ran = await bench.run(edit(urls.join('\n')), [{ json: {} }]);
		expect(ran.error?.message).toContain('17 images are too many');
		expect(hostile.requests).toEqual([]);
	});
});

/** What a disk, a mail and an HTTP header take as one plain file name. */
const PLAIN_NAME = /^[^\p{C}\p{Z}\\/:*?"<>|.-][^\p{C}\p{Z}\\/:*?"<>|]*\.(png|jpg|webp)$/u;

describe('texts of strangers through the whole node', () => {
	it('arrive at the server as they are, and name files that are safe and all different', async () => {
		const texts = [...HOSTILE_TEXTS, ...sample(hostileText, 'promptsThroughNode')].filter(
			(text) => text.trim() !== '',
		);
		const ran = await bench.run(
			generate({
				model: model('gpt-image-1-mini'),
				options: { outputFormat: 'jpeg' },
				run: { maxConcurrency: 8 },
			}),
			prompts(...texts),
		);
		expect(ran.error).toBeUndefined();
		const received = bench.requests().map(({ fields }) => fields.prompt);
		expect(received.toSorted()).toEqual(texts.toSorted());
		expect(ran.images.map(({ prompt }) => prompt)).toEqual(texts);

		const names = ran.items.map(({ binary }) => String(binary?.data?.fileName));
		for (const name of names) expect(name).toMatch(PLAIN_NAME);
		expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
		expect(ran.images.map(({ fileName }) => fileName)).toEqual(names);
	}, 120_000);

	it('as names of input files become plain names in the form that is sent', async () => {
		const bytes = photo(64, 64);
		const names = [...HOSTILE_TEXTS, ...sample(hostileText, 'inputNamesThroughNode')];
		const items = await Promise.all(
			names.map(async (fileName) => ({
				json: {},
				binary: {
					data: {
						...(await bench.engine.storeBinary(bytes, 'photo.png', 'image/png')),
						fileName: `${fileName}.exe`,
						mimeType: 'text/html',
						fileExtension: 'exe',
					},
				},
			})),
		);
		const ran = await bench.run(
			{
				type: 'editImage',
				parameters: {
					model: model('gpt-image-1-mini'),
					prompt: 'A hat',
					inputFields: 'data',
					size: '1024x1024',
					quality: 'low',
					run: { maxConcurrency: 8 },
				},
			},
			items,
		);
		expect(ran.error).toBeUndefined();
		expect(bench.calls()).toBe(names.length);
		for (const { files } of bench.requests()) {
			expect(files).toHaveLength(1);
			expect(files[0]).toMatchObject({
				field: 'image',
				mimeType: 'image/png',
				bytes: bytes.length,
			});
			expect(files[0]?.fileName).toMatch(PLAIN_NAME);
		}
		expect(identifyImage((await ran.files())[0]!)).toMatchObject({ format: 'png' });
	}, 120_000);
});
