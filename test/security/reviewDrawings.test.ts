import { deflateSync } from 'node:zlib';
import { openDrawing } from '../../nodes/ReviewImages/answers/drawing';
import { RejectedAnswer } from '../../nodes/ReviewImages/answers/rejected';
import { drawingPng } from '../../nodes/ReviewImages/outputs/drawings';
import { encodePng } from '../../nodes/shared/images/png';
import { WRITTEN_OUT } from './cases';

const SIZE = { width: 64, height: 48 };
const ATTACK = '<script>alert(1)</script>';

async function drawn(width = SIZE.width, height = SIZE.height): Promise<Buffer> {
	const data = new Uint8Array(width * height * 4).fill(255);
	for (let at = 3; at < 400; at += 4) data[at] = 0;
	return Buffer.from(await encodePng({ width, height, data }));
}

/** Puts a chunk behind a PNG's header. A wrong checksum is part of the attack. */
function withChunk(png: Buffer, type: string, content: Buffer): Buffer {
	const chunk = Buffer.alloc(12 + content.length);
	chunk.writeUInt32BE(content.length, 0);
	chunk.write(type, 4, 'latin1');
	content.copy(chunk, 8);
	return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

const withSize = (png: Buffer, width: number, height: number): Buffer => {
	const changed = Buffer.from(png);
	changed.writeUInt32BE(width, 16);
	changed.writeUInt32BE(height, 20);
	return changed;
};

type Attack = [what: string, make: (png: Buffer) => Buffer | Promise<Buffer>];

const ATTACKS: Attack[] = [
	['a PNG with a web page behind its end', (png) => Buffer.concat([png, Buffer.from(ATTACK)])],
	[
		'a PNG with an archive behind its end',
		(png) => Buffer.concat([png, Buffer.from('PK\u0003\u0004evil.js'), Buffer.from(ATTACK)]),
	],
	['a PNG with a script in a text', (png) => withChunk(png, 'tEXt', Buffer.from(`a\0${ATTACK}`))],
	['a PNG with a script in an unknown chunk', (png) => withChunk(png, 'evIl', Buffer.from(ATTACK))],
	[
		'a PNG with a bomb in its color profile',
		(png) =>
			withChunk(
				png,
				'iCCP',
				Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(20_000_000))]),
			),
	],
	['a web page in front of a PNG', (png) => Buffer.concat([Buffer.from(ATTACK), png])],
	['a GIF that is a script', () => Buffer.from('GIF89a=1;/*\0\0\0\0\0\0*/alert(1)//')],
	[
		'an SVG with a script',
		() =>
			Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48">${ATTACK}</svg>`),
	],
	['a PNG of other sides', async () => await drawn(SIZE.height, SIZE.width)],
	[
		'a large PNG that says it is small',
		async () => withSize(await drawn(4000, 4000), SIZE.width, SIZE.height),
	],
	['a PNG that says it is endless', (png) => withSize(png, 2 ** 31 - 1, 2 ** 31 - 1)],
	['half a PNG', (png) => png.subarray(0, png.length - 20)],
];

describe('in place of a drawing', () => {
	it.each(ATTACKS)('%s is turned down, or nothing but its pixels goes on', async (_, make) => {
		const file = await make(await drawn());
		try {
			const raster = await openDrawing(file.toString('base64'), 'region', SIZE);
			const kept = Buffer.from(await drawingPng({ kind: 'region', raster }));
			expect(raster).toMatchObject(SIZE);
			expect(kept.includes('script')).toBe(false);
			expect(kept.includes('evil')).toBe(false);
			expect(kept.length).toBeLessThan(2000);
		} catch (thrown) {
			if (!(thrown instanceof RejectedAnswer)) throw thrown;
			expect(thrown.status).toBe(422);
		}
	});

	it('are as many files as SECURITY.md says', () => {
		expect(ATTACKS).toHaveLength(WRITTEN_OUT.reviewDrawings);
	});
});
