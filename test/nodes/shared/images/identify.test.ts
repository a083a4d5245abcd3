import fc from 'fast-check';
import imageSize from 'image-size';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { CASES } from './identifyCases';
import {
	png,
	jpeg,
	webp,
	avif,
	gif,
	text,
	be32,
	le32,
	join,
	box,
	vp8l,
	vp8x,
	heic,
	bmp,
	tiff,
	psd,
} from './identifyFiles';
import { ownTime } from '../../../support/ownTime';

describe('identifyImage', () => {
	it.each(CASES)('identifyImage knows %s', (_, bytes, facts) => {
		expect(identifyImage(bytes)).toMatchObject(facts);
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['text', text('just text')],
		['a web page with an SVG in it', text('<!doctype html><html><svg></svg></html>')],
		['an XML file', text('<?xml version="1.0"?><svgs/>')],
		['a video', box('ftyp', text('isom'), be32(0), text('isomavc1'))],
		['a WAV sound', join(text('RIFF'), le32(4), text('WAVE'))],
		['a zip', text('PK\x03\x04')],
		['zeros', Buffer.alloc(100)],
	])('does not take %s for an image', (_, bytes) => {
		expect(identifyImage(bytes)).toBeUndefined();
	});

	it('agrees with image-size on the dimensions', () => {
		for (const bytes of [png, jpeg, webp, vp8l, vp8x(0x12), gif, avif, bmp, tiff(true, 2), psd]) {
			const { width, height } = imageSize(bytes);
			expect(identifyImage(bytes)).toMatchObject({ width, height });
		}
	});

	const samples = CASES.map(([, bytes]) => bytes);

	it('never calls a file complete that lacks its second half, and never throws on any length', () => {
		for (const bytes of samples) {
			for (let length = 0; length < bytes.length; length++) {
				const facts = identifyImage(bytes.subarray(0, length));
				if (length < 16) expect(facts?.complete ?? false).toBe(false);
			}
		}
		for (const bytes of [png, jpeg, webp, gif, avif, heic, bmp]) {
			for (let length = 0; length < bytes.length; length++) {
				expect(identifyImage(bytes.subarray(0, length))?.complete ?? false).toBe(false);
			}
		}
	});

	it('never throws on changed bytes', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...samples),
				fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 8 }),
				(bytes, changes) => {
					const changed = Uint8Array.from(bytes);
					for (const [at, value] of changes) changed[at] = value;
					identifyImage(changed);
				},
			),
			{ numRuns: 3000 },
		);
	});

	it.each([
		['boxes inside boxes', join(box('ftyp', text('heic'), be32(0)), nested(20_000))],
		['comments before an SVG', text('<!---->'.repeat(300_000))],
		['declarations that never end', text('<?'.repeat(1_000_000))],
		['FF bytes', join(jpeg.subarray(0, 20), Buffer.alloc(5_000_000, 0xff))],
		[
			'empty GIF extensions',
			join(gif.subarray(0, 19), Buffer.alloc(5_000_000, '!\xfe\0', 'latin1')),
		],
		['an SVG attribute that never ends', text(`<svg a="${' a='.repeat(1_000_000)}`)],
		['white space', Buffer.alloc(5_000_000, ' ')],
	])('identifyImage is quick with millions of %s', (_, bytes) => {
		const took = ownTime();
		identifyImage(bytes);
		expect(took()).toBeLessThan(500);
	});
});

function nested(depth: number): Buffer {
	const heads = Array.from({ length: depth }, (_, index) =>
		join(be32((depth - index) * 12), text('meta'), be32(0)),
	);
	return join(...heads);
}
