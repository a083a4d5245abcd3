import { createCanvas } from '@napi-rs/canvas';
import type { INodeParameters } from 'n8n-workflow';
import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { openWorkbench, workflowOf, type Workbench } from '../support/workbench';
import { serveWaiting, type WaitingServer } from '../nodes/ReviewImages/waitingServer';
import { WRITTEN_OUT } from './cases';

/* Files that are an image and something else, as the images of a review. */
const ATTACK = '<script>fetch("/rest/credentials")</script>';
const HTML = `<!doctype html><html><body>${ATTACK}</body></html>`;

const image = (type: 'png' | 'jpeg' | 'webp' | 'gif') => {
	const canvas = createCanvas(64, 48);
	const pen = canvas.getContext('2d');
	pen.fillStyle = '#c04020';
	pen.fillRect(0, 0, 64, 48);
	return canvas.encodeSync(type as 'png');
};

function pngWithText(text: string): Buffer {
	const png = image('png');
	const content = Buffer.from(`Title\0${text}`);
	const chunk = Buffer.alloc(12 + content.length);
	chunk.writeUInt32BE(content.length, 0);
	chunk.write('tEXt', 4, 'latin1');
	content.copy(chunk, 8);
	return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

function jpegWithComment(text: string): Buffer {
	const jpeg = image('jpeg');
	const comment = Buffer.from(text);
	const head = Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 255]);
	return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}

const svg = (inside: string, attributes = '') =>
	Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"${attributes}>${inside}</svg>`,
	);

/** What no browser shows as an image. */
const REJECTED = [
	'a GIF that is a script',
	'a bitmap that is a web page',
	'a web page',
	'a web page with an SVG in it',
	'a PDF',
];

const FILES: ReadonlyArray<[what: string, file: () => Buffer, mimeType?: string]> = [
	['a PNG with a web page behind its end', () => Buffer.concat([image('png'), Buffer.from(HTML)])],
	['a PNG with a web page in a text', () => pngWithText(HTML)],
	['a PNG that is said to be a web page', () => image('png'), 'text/html'],
	['a PNG that is said to be a script', () => image('png'), 'text/javascript; charset=utf-16'],
	[
		'a PNG with a type that would be a header of its own',
		() => image('png'),
		'image/png\r\nContent-Security-Policy: none',
	],
	['a JPEG with a web page in a comment', () => jpegWithComment(HTML)],
	[
		'a JPEG with an archive behind its end',
		() => Buffer.concat([image('jpeg'), Buffer.from(`PK\u0003\u0004${ATTACK}`)]),
	],
	[
		'a WebP with a web page behind its end',
		() => Buffer.concat([image('webp'), Buffer.from(HTML)]),
	],
	['a GIF that is a script', () => Buffer.from(`GIF89a=1;/*\0\0\0\0\0\0*/alert(1)//${ATTACK};`)],
	['a bitmap that is a web page', () => Buffer.from(`BM${HTML}`)],
	['an SVG with a script', () => svg(ATTACK)],
	['an SVG that runs when it is loaded', () => svg('', ' onload="fetch(\'/rest/credentials\')"')],
	[
		'an SVG with a web page in it',
		() =>
			svg(
				`<foreignObject width="64" height="48"><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="${HTML.replaceAll('"', '&quot;')}"/></foreignObject>`,
			),
	],
	[
		'an SVG with a file of the server as an entity',
		() =>
			Buffer.concat([
				Buffer.from('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
				svg('<text y="20">&a;</text>'),
			]),
	],
	['a web page', () => Buffer.from(HTML)],
	['a web page with an SVG in it', () => Buffer.from(`<html>${svg(ATTACK).toString()}</html>`)],
	['a PDF', () => Buffer.from(`%PDF-1.7\n${ATTACK}\n%%EOF`)],
];

let bench: Workbench;
const servers: WaitingServer[] = [];

beforeAll(async () => void (bench = await openWorkbench()));
afterAll(async () => {
	for (const server of servers) await server.close();
	await bench.close();
});

/** The page of a file; undefined where nobody was asked. */
async function pageOf(bytes: Buffer, mimeType: string, parameters: INodeParameters) {
	const file = { bytes, fileName: 'tea.png', mimeType };
	const item = await bench.engine.itemWithFiles({}, { data: file });
	const workflow = workflowOf({ type: 'reviewImages', parameters });
	const run = await bench.engine.run(workflow, { items: [item] });
	if (run.error) {
		expect(run.error.message).toMatch(/^Item 1, Input Binary Fields: /);
		return undefined;
	}
	const server = await serveWaiting(bench, workflow, run, 'Node');
	servers.push(server);
	return server;
}

async function served(server: WaitingServer, kind: string, more = {}) {
	const { round } = (await (await server.get({ want: 'data' })).json()) as PageData;
	return await server.get({ image: '0', kind, round, ...more });
}

const IMAGE_TYPE = /^image\/(png|jpeg|gif|webp|bmp|svg\+xml)$/;

function expectHarmless({ status, headers }: Response): void {
	expect(status).toBe(200);
	expect(headers.get('content-type')).toMatch(IMAGE_TYPE);
	expect(headers.get('x-content-type-options')).toBe('nosniff');
	const policy = headers.get('content-security-policy') ?? '';
	expect(policy).toMatch(/^sandbox allow-scripts allow-forms allow-downloads; default-src 'none'/);
	expect(policy).toContain("script-src 'none'");
	expect(policy).toContain("frame-ancestors 'none'");
}

describe('as an image to review', () => {
	it.each(FILES)(
		'%s is rejected, or served as an image that may run nothing',
		async (what, make, mimeType = 'image/png') => {
			const server = await pageOf(make(), mimeType, { options: { allowDownload: true } });
			expect(server === undefined).toBe(REJECTED.includes(what));
			if (!server) return;
			for (const kind of ['preview', 'full']) expectHarmless(await served(server, kind));
			const download = await served(server, 'full', { download: '1' });
			expectHarmless(download);
			expect(download.headers.get('content-disposition')).toMatch(
				/^attachment; filename="image-1-A\.(png|jpg|gif|webp|bmp|svg)"$/,
			);
		},
	);

	it.each(FILES)(
		'%s shows nothing in a blind vote but its pixels',
		async (_, make, mimeType = 'image/png') => {
			const server = await pageOf(make(), mimeType, { operation: 'vote' });
			if (!server) return;
			const preview = await served(server, 'preview');
			expectHarmless(preview);
			const bytes = Buffer.from(await preview.arrayBuffer()).toString('latin1');
			expect(bytes).not.toMatch(/script|credentials|passwd/);
			expect((await served(server, 'full')).status).toBe(404);
		},
	);

	it('are as many files as SECURITY.md says', () => {
		expect(FILES).toHaveLength(WRITTEN_OUT.reviewFiles);
	});
});
