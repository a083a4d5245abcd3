import { createCanvas } from '@napi-rs/canvas';
import { fileInDataUrl, unwrappedImage } from '../../../../nodes/shared/images/dataUrl';
import { decodeImage } from '../../../../nodes/shared/images/decode';
import { identifyImage } from '../../../../nodes/shared/images/identify';
import { repairImage } from '../../../../nodes/shared/images/repair';
import jpegs from '../../../fixtures/images/jpegs.json';

const LIMITS = { maxPixels: 1_000_000 };

const canvas = createCanvas(61, 43);
const context = canvas.getContext('2d');
for (let x = 0; x < 61; x++) {
	context.fillStyle = `hsl(${x * 6}, 80%, ${20 + x}%)`;
	context.fillRect(x, (x * 7) % 20, 1, 43);
}
const PNG = canvas.toBuffer('image/png');
const WEBP = canvas.toBuffer('image/webp', 80);
const JPEG = Buffer.from(jpegs['61x43 4:2:0 baseline'].file, 'base64');
const PROGRESSIVE = Buffer.from(jpegs['61x43 4:2:0 progressive'].file, 'base64');

/** A film's beginning, with bytes that look like segments and end marks of a JPEG. */
const FILM = Buffer.concat([
	Buffer.from([0, 0, 0, 24]),
	Buffer.from('ftypmp42\0\0\0\0isommp42'),
	Buffer.from([0xff, 0xe5, 0, 8, 1, 2, 3, 4, 5, 6, 0xff, 0xd9]),
	Buffer.alloc(300, 0x5a),
]);
const SEFT = Buffer.from('\0\0\x01\n\0\0\0Image_UTC_Data1700000000000SEFHk\0\0\0SEFT', 'latin1');

/** The JPEG with a list of the images in the file, as phones write it. */
const withList = (jpeg: Buffer) =>
	Buffer.concat([
		jpeg.subarray(0, 20),
		Buffer.from([0xff, 0xe2, 0, 12]),
		Buffer.from('MPF\0MM\0*\0\x08'),
		jpeg.subarray(20),
	]);
const withoutEnd = (jpeg: Buffer) => jpeg.subarray(0, -2);

describe('repairImage', () => {
	it.each<[string, Buffer, Buffer, string[]]>([
		['a second JPEG', Buffer.concat([JPEG, PROGRESSIVE]), JPEG, ['trailer']],
		[
			'a list of images and a second JPEG',
			Buffer.concat([withList(JPEG), JPEG]),
			JPEG,
			['trailer', 'multiPicture'],
		],
		['a film', Buffer.concat([JPEG, FILM]), JPEG, ['trailer']],
		["a maker's trailer", Buffer.concat([JPEG, SEFT]), JPEG, ['trailer']],
		['fill bytes', Buffer.concat([JPEG, Buffer.alloc(64)]), JPEG, ['trailer']],
		['bytes behind IEND', Buffer.concat([PNG, SEFT]), PNG, ['trailer']],
		['a PNG behind IEND', Buffer.concat([PNG, PNG]), PNG, ['trailer']],
		['bytes behind a WebP', Buffer.concat([WEBP, FILM]), WEBP, ['trailer']],
	])('cuts %s off and leaves the image as it was', async (_, file, expected, repairs) => {
		const repaired = await repairImage(file, LIMITS);
		expect(repaired.repairs).toEqual(repairs);
		expect(Buffer.compare(repaired.bytes, expected)).toBe(0);
	});

	it.each<[string, Buffer, Buffer, string[]]>([
		['a baseline JPEG', withoutEnd(JPEG), JPEG, ['endMark']],
		['a progressive JPEG', withoutEnd(PROGRESSIVE), PROGRESSIVE, ['endMark']],
		[
			'a JPEG with fill bytes',
			Buffer.concat([withoutEnd(JPEG), Buffer.alloc(64)]),
			JPEG,
			['trailer', 'endMark'],
		],
		[
			"a door-bell camera's JPEG",
			Buffer.concat([withoutEnd(JPEG), Buffer.from('dhav\0\0\0\0\x10')]),
			JPEG,
			['trailer', 'endMark'],
		],
		[
			'a panorama with a film',
			Buffer.concat([withoutEnd(JPEG), FILM, SEFT]),
			JPEG,
			['trailer', 'endMark'],
		],
		['a PNG', PNG.subarray(0, -12), PNG, ['endMark']],
		['a PNG that breaks off in its end mark', PNG.subarray(0, -5), PNG, ['trailer', 'endMark']],
		[
			'a PNG with fill bytes',
			Buffer.concat([PNG.subarray(0, -12), Buffer.alloc(64)]),
			PNG,
			['trailer', 'endMark'],
		],
	])('gives %s the end mark that it lacks', async (_, file, expected, repairs) => {
		const repaired = await repairImage(file, LIMITS);
		expect(repaired.repairs).toEqual(repairs);
		const facts = identifyImage(repaired.bytes)!;
		expect(facts.complete).toBe(true);
		const pixels = await decodeImage(repaired.bytes, facts, LIMITS);
		expect(Buffer.compare(pixels.data, (await decodeImage(expected, facts, LIMITS)).data)).toBe(0);
	});

	it.each([
		['a JPEG without its last pixels', JPEG.subarray(0, -40)],
		[
			'a progressive JPEG without its last scan',
			PROGRESSIVE.subarray(0, PROGRESSIVE.lastIndexOf(Buffer.from([0xff, 0xda]))),
		],
		['a PNG without its last pixels', PNG.subarray(0, -60)],
		['a WebP that is cut off', WEBP.subarray(0, -10)],
		['a sound JPEG', JPEG],
		['a sound PNG', PNG],
		['a sound WebP', WEBP],
		['text', Buffer.from('no image')],
		['nothing', Buffer.alloc(0)],
	])('repairImage leaves %s as it is', async (_, file) => {
		expect(await repairImage(file, LIMITS)).toEqual({ bytes: file, repairs: [] });
	});
});

describe('unwrappedImage', () => {
	const dataUrl = (file: Buffer, type: string) => `data:${type};base64,${file.toString('base64')}`;
	/** Files of all lengths modulo three, since base64 shifts bits. */
	const files: Array<[string, Buffer]> = [PNG, JPEG].flatMap((file) =>
		[0, 1, 2].map((more): [string, Buffer] => {
			const isPng = file === PNG;
			const text = Buffer.alloc(more + 1, 'x');
			const long = isPng
				? file
				: Buffer.concat([
						file.subarray(0, 2),
						Buffer.from([0xff, 0xfe, 0, 3 + more]),
						text,
						file.subarray(2),
					]);
			return [isPng ? 'image/png' : 'image/jpeg', long];
		}),
	);

	it.each(files)('gives back the exact file of a decoded %s data URL', (type, file) => {
		const stored = Buffer.from(dataUrl(file, type), 'base64');
		const found = unwrappedImage(stored);
		expect(found?.wrapping).toBe('decodedDataUrl');
		expect(Buffer.compare(found!.bytes, file)).toBe(0);
	});

	it.each([
		['a data URL stored as text', Buffer.from(dataUrl(WEBP, 'image/webp')), 'dataUrl'],
		['base64 text', Buffer.from(WEBP.toString('base64')), 'base64'],
		[
			'base64 text in lines',
			Buffer.from(WEBP.toString('base64').replace(/.{76}/g, '$&\r\n')),
			'base64',
		],
		['a decoded data URL', Buffer.from(dataUrl(WEBP, 'image/webp'), 'base64'), 'decodedDataUrl'],
	])('unwrappedImage finds the image in %s', (_, stored, wrapping) => {
		const found = unwrappedImage(stored);
		expect(found?.wrapping).toBe(wrapping);
		expect(identifyImage(found!.bytes)).toMatchObject({
			format: 'webp',
			width: 61,
			complete: true,
		});
	});

	it.each([
		['a web page', Buffer.from('<!doctype html><html></html>')],
		['a word', Buffer.from('data')],
		['base64 of text', Buffer.from(Buffer.from('only words').toString('base64'))],
		['nothing', Buffer.alloc(0)],
	])('unwrappedImage finds no image in %s', (_, stored) =>
		expect(unwrappedImage(stored)).toBeUndefined(),
	);
});

it('a data URL gives its file, other text none', () => {
	expect(fileInDataUrl(`data:image/png;name=a.png;base64,${PNG.toString('base64')}`)).toEqual(PNG);
	expect(fileInDataUrl('data:image/svg+xml,%3Csvg/%3E')).toBeUndefined();
	expect(fileInDataUrl('https://example.com/a.png')).toBeUndefined();
	expect(fileInDataUrl(`data:${','.repeat(100_000)}`)).toBeUndefined();
});
