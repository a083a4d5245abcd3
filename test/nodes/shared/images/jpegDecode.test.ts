import { createHash } from 'node:crypto';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { decode } from 'jpeg-js';
import { decodeJpeg, decodeJpegStripes, encodeJpeg } from '../../../../nodes/shared/images/jpeg';
import jpegs from '../../../fixtures/images/jpegs.json';

const LIMITS = { maxPixels: 30_000_000 };

const rgbOf = (data: Uint8Array) => data.filter((_, at) => at % 4 < 3);
const fileOf = (name: keyof typeof jpegs) => Buffer.from(jpegs[name].file, 'base64');

/** A JPEG of the canvas with soft and hard edges. */
function drawn(width: number, height: number): Buffer {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	const sky = context.createLinearGradient(0, 0, width, height);
	sky.addColorStop(0, '#d03060');
	sky.addColorStop(1, '#0060d0');
	context.fillStyle = sky;
	context.fillRect(0, 0, width, height);
	context.fillStyle = '#ffee00';
	context.fillRect(width / 3, height / 5, width / 7, height / 2);
	return canvas.toBuffer('image/jpeg', 80);
}

describe('our JPEG decoder', () => {
	it.each(Object.entries(jpegs))(
		'makes the pixels that libjpeg-turbo makes of a JPEG of %s',
		async (_, { file, sha256 }) => {
			const { data } = await decodeJpeg(Buffer.from(file, 'base64'), LIMITS);
			expect(createHash('sha256').update(rgbOf(data)).digest('hex')).toBe(sha256);
		},
	);

	it.each([
		[200, 120],
		[333, 251],
		[16, 16],
	])('makes the pixels that the canvas makes of its own JPEG of %i × %i', async (width, height) => {
		const file = drawn(width, height);
		const target = createCanvas(width, height).getContext('2d');
		target.drawImage(await loadImage(file), 0, 0);
		const theirs = target.getImageData(0, 0, width, height).data;

		const { data } = await decodeJpeg(file, LIMITS);

		expect(Buffer.compare(data, Buffer.from(theirs.buffer))).toBe(0);
	});

	it('is on average within a level of jpeg-js, which rounds more coarsely, where no colour is interpolated', async () => {
		const file = await encodeJpeg(await decodeJpeg(drawn(120, 90), LIMITS), 90, 'full');
		const theirs = decode(file, { useTArray: true }).data;

		const { data } = await decodeJpeg(file, LIMITS);

		expect(data).toHaveLength(theirs.length);
		const gap = data.reduce((sum, level, at) => sum + Math.abs(level - theirs[at]!), 0);
		expect(gap / data.length).toBeLessThan(1);
	});

	it('gives a baseline JPEG in stripes of eight or sixteen rows', async () => {
		const heights: number[] = [];
		for await (const { height } of decodeJpegStripes(fileOf('61x43 4:2:0 baseline'), LIMITS)) {
			heights.push(height);
		}
		expect(heights).toEqual([16, 16, 11]);
	});

	it('reads what restart markers separate, and says so where a part between them is missing', async () => {
		const file = withRestarts();
		const { data } = await decodeJpeg(file, LIMITS);
		expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
		expect([...data.subarray(-4)]).toEqual([255, 255, 255, 255]);

		const at = file.indexOf(Buffer.from([0xff, 0xd1]));
		const without = Buffer.concat([file.subarray(0, at), file.subarray(at + 2)]);
		await expect(decodeJpeg(without, LIMITS)).rejects.toThrow(/missing|too soon|cannot be read/);
	});

	it('stops within a slice once the signal is aborted', async () => {
		const file = drawn(3000, 2000);
		const stop = new AbortController();
		const decoding = decodeJpeg(file, LIMITS, stop.signal);
		setTimeout(() => stop.abort(new Error('Stop')), 20);
		await expect(decoding).rejects.toThrow('Stop');
	});
});

/** A white gray JPEG of 32 × 8 pixels whose four blocks have a restart marker between them. */
function withRestarts(): Buffer {
	const gray = fileOf('17x33 gray');
	const scan = gray.indexOf(Buffer.from([0xff, 0xda]));
	const head = Buffer.from(gray.subarray(0, scan));
	const frame = head.indexOf(Buffer.from([0xff, 0xc0]));
	head.writeUInt16BE(8, frame + 5);
	head.writeUInt16BE(32, frame + 7);
	const table = head.indexOf(Buffer.from([0xff, 0xdb]));
	head.fill(16, table + 5, table + 5 + 64);
	// A mean of 64 steps of 16, then the end of the block, in the standard codes: 11110 1000000 1010.
	const block = Buffer.from([0b11110100, 0b00001010]);
	const blocks = [0, 1, 2, 3].flatMap((index) => [
		block,
		index < 3 ? Buffer.from([0xff, 0xd0 + index]) : Buffer.from([0xff, 0xd9]),
	]);
	return Buffer.concat([
		head,
		Buffer.from([0xff, 0xdd, 0, 4, 0, 1]),
		gray.subarray(scan, scan + 2 + gray.readUInt16BE(scan + 2)),
		...blocks,
	]);
}
