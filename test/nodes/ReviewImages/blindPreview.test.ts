import { createCanvas } from '@napi-rs/canvas';
import type { INodeExecutionData } from 'n8n-workflow';
import { withoutMetadata } from '../../../nodes/ReviewImages/round/withoutMetadata';
import type { Round } from '../../../nodes/ReviewImages/round/types';
import { identifyImage } from '../../../nodes/shared/images/identify';
import { openWorkbench, type Workbench } from '../../support/workbench';

/* What a blind vote shows of files that say which model made them. */
const SECRET = 'gpt-image-secret';
let bench: Workbench;

beforeAll(async () => void (bench = await openWorkbench()));
afterAll(async () => await bench.close());

function painted() {
	const canvas = createCanvas(40, 30);
	const pen = canvas.getContext('2d');
	pen.fillStyle = '#c04020';
	pen.fillRect(0, 0, 40, 30);
	return canvas;
}

function riffChunk(name: string, content: Buffer): Buffer {
	const size = Buffer.alloc(4);
	size.writeUInt32LE(content.length);
	return Buffer.concat([Buffer.from(name), size, content, Buffer.alloc(content.length % 2)]);
}

function riff(...chunks: Buffer[]): Buffer {
	return riffChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...chunks]));
}

/** The image data of a WebP file, as the chunk in which it is. */
function webpImage(): Buffer {
	const file = painted().encodeSync('webp');
	for (let at = 12; at < file.length;) {
		const next = at + 8 + file.readUInt32LE(at + 4);
		const name = file.toString('latin1', at, at + 4);
		if (name === 'VP8 ' || name === 'VP8L') return file.subarray(at, next + (next % 2));
		at = next + (next % 2);
	}
	throw new Error('The WebP has no image.');
}

const uint24 = (value: number) => Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
const SIDES = Buffer.concat([uint24(39), uint24(29)]);
const EXIF_AND_XMP = 0x0c;
const said = () => [
	riffChunk('EXIF', Buffer.from(`EXIF ${SECRET}`)),
	riffChunk('XMP ', Buffer.from(`<x:xmpmeta>${SECRET}</x:xmpmeta>`)),
	riffChunk('C2PA', Buffer.from(SECRET)),
];

const stillWebp = () =>
	riff(
		riffChunk('VP8X', Buffer.concat([Buffer.from([EXIF_AND_XMP, 0, 0, 0]), SIDES])),
		webpImage(),
		...said(),
	);

function animatedWebp(): Buffer {
	const frame = Buffer.concat([uint24(0), uint24(0), SIDES, uint24(100), Buffer.from([0])]);
	const frames = [1, 2].map(() => riffChunk('ANMF', Buffer.concat([frame, webpImage()])));
	return riff(
		riffChunk('VP8X', Buffer.concat([Buffer.from([EXIF_AND_XMP | 2, 0, 0, 0]), SIDES])),
		riffChunk('ANIM', Buffer.alloc(6)),
		...frames,
		...said(),
	);
}

/** A GIF of one pixel with a comment, a plain text, XMP and how often it runs. */
function gif(): Buffer {
	const blocks = (text: string) => Buffer.from([text.length, ...Buffer.from(text), 0]);
	const extension = (label: number, ...parts: Buffer[]) =>
		Buffer.concat([Buffer.from([0x21, label]), ...parts]);
	const application = (name: string, content: Buffer) =>
		extension(0xff, Buffer.from([11, ...Buffer.from(name)]), content);
	return Buffer.concat([
		Buffer.from('GIF89a'),
		Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0]),
		application('NETSCAPE2.0', Buffer.from([3, 1, 0, 0, 0])),
		extension(0xfe, blocks(SECRET)),
		application('XMP DataXMP', blocks(SECRET)),
		extension(0xf9, Buffer.from([4, 0, 0, 0, 0, 0])),
		Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]),
		Buffer.from([0x3b]),
	]);
}

async function voteOn(bytes: Buffer, fileName: string) {
	const file = { bytes, fileName, mimeType: 'application/octet-stream' };
	const item: INodeExecutionData = await bench.engine.itemWithFiles({}, { data: file });
	const setup = { type: 'reviewImages', parameters: { operation: 'vote' } };
	return await bench.run(setup, [item]);
}

async function shownOf(bytes: Buffer, fileName: string) {
	const { error, contextData } = await voteOn(bytes, fileName);
	expect(error).toBeUndefined();
	const { review } = contextData['node:Node'] as unknown as { review: { open: Round } };
	const [image] = review.open.images;
	expect(image?.full).toBeUndefined();
	return { ...image!.preview, bytes: await bench.engine.readBinary(image!.preview.binary) };
}

describe('a blind vote', () => {
	it.each<[string, () => Buffer, string]>([
		['a WebP', stillWebp, 'image/jpeg'],
		['an animated WebP', animatedWebp, 'image/webp'],
		['a GIF', gif, 'image/gif'],
	])('shows %s without what the file says about itself', async (_, make, mimeType) => {
		const file = make();
		expect(file.includes(SECRET)).toBe(true);
		const { bytes, ...shown } = await shownOf(file, `${SECRET}.bin`);
		expect(shown).toMatchObject({ mimeType });
		expect(bytes.includes(SECRET)).toBe(false);
		const [given, kept] = [identifyImage(file), identifyImage(bytes)];
		expect(kept).toMatchObject({ width: given?.width, height: given?.height, complete: true });
		expect(kept?.animated).toBe(given?.animated);
	});

	it('is not opened for a file that cannot be shown without what it says', async () => {
		const { error } = await voteOn(painted().encodeSync('avif'), 'a.avif');
		expect(error?.message).toMatch(/^Item 1, .*AVIF file, which cannot be shown without/);
	});
});

describe('a file without its metadata', () => {
	const bare = (bytes: Uint8Array) => {
		const facts = identifyImage(bytes);
		return facts && withoutMetadata(bytes, facts);
	};

	it('keeps how often a GIF runs', () => {
		expect(Buffer.from(bare(gif())!).includes('NETSCAPE2.0')).toBe(true);
	});

	it('says in its WebP header that there is no metadata', () => {
		const file = Buffer.from(bare(stillWebp())!);
		expect(file[20]! & EXIF_AND_XMP).toBe(0);
		expect(file.readUInt32LE(4)).toBe(file.length - 8);
	});

	it('is not made of a file that ends early, wherever that is', () => {
		for (const file of [stillWebp(), animatedWebp(), gif()]) {
			for (let length = 0; length < file.length; length++) {
				expect(bare(file.subarray(0, length))).toBeUndefined();
			}
		}
	});
});
