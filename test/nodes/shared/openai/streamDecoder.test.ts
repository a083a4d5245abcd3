import fc from 'fast-check';
import { BadAnswer } from '../../../../nodes/shared/openai/errors/badAnswer';
import { IMAGE_FIELDS, isImageField } from '../../../../nodes/shared/openai/imageStart';
import { StreamDecoder } from '../../../../nodes/shared/openai/streamDecoder';
import type { DecodedAnswer, DecoderLimits } from '../../../../nodes/shared/openai/streamDecoder';
import { anyCharacter } from '../../../support/anyCharacter';

function decode(
	text: string | Uint8Array,
	cuts: readonly number[] = [],
	limits?: Partial<DecoderLimits>,
): DecodedAnswer {
	const bytes = Buffer.from(text);
	const decoder = new StreamDecoder(limits);
	let from = 0;
	for (const cut of [...cuts, bytes.length]
		.map((at) => at % (bytes.length + 1))
		.sort((a, b) => a - b)) {
		// A copy of its own, as a socket gives it: nothing may lean on the bytes beside it.
		decoder.write(Uint8Array.from(bytes.subarray(from, cut)));
		from = cut;
	}
	return decoder.end();
}

function byteByByte(text: string): DecodedAnswer {
	return decode(text, [...Buffer.from(text).keys()]);
}

function kindOf(read: () => unknown): string {
	try {
		read();
	} catch (error) {
		if (error instanceof BadAnswer) return error.kind;
		throw error;
	}
	return 'no exception';
}

const PICTURE = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) % 256));
const B64 = PICTURE.toString('base64');

/** A JSON string with every way of writing a character mixed in. */
const jsonString = fc
	.tuple(fc.string({ unit: anyCharacter }), fc.array(fc.nat(3), { minLength: 1 }))
	.map(([text, styles]) => {
		const escapes = [...text].map((char, index) => {
			const style = styles[index % styles.length];
			if (style === 1 && char === '/') return '\\/';
			if (style === 2 && char.length === 1) {
				return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
			}
			return JSON.stringify(char).slice(1, -1);
		});
		return `"${escapes.join('')}"`;
	});

function namesNoImage(json: string): boolean {
	let found = false;
	JSON.parse(json, (key, value: unknown) => {
		found ||= isImageField(key);
		return value;
	});
	return !found;
}

/** Fields that the test writes itself, and one that JSON.parse and an object literal read differently. */
const TAKEN = ['data', 'url', '__proto__', ...IMAGE_FIELDS];

describe('the decoder, against JSON.parse', () => {
	it('reads any JSON without images in any chunks as JSON.parse does', () => {
		fc.assert(
			fc.property(
				fc.json({ stringUnit: anyCharacter }).filter(namesNoImage),
				fc.array(fc.nat()),
				fc.constantFrom(undefined, 1, '\t'),
				(json, cuts, indent) => {
					const text = JSON.stringify(JSON.parse(json), null, indent);
					expect(decode(text, cuts)).toEqual({ json: JSON.parse(text), images: new Map() });
				},
			),
			{ numRuns: 400 },
		);
	});

	it('reads images and everything beside them in any chunks, order and spelling', () => {
		const image = fc.record({
			bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
			spelling: fc.constantFrom(
				'plain',
				'url-safe',
				'escaped',
				'unicode',
				'lines',
				'data URL',
				'url',
			),
		});
		const value = fc.oneof(jsonString, fc.json().filter(namesNoImage));
		const others = fc.array(fc.tuple(jsonString, value), { maxLength: 4 });
		fc.assert(
			fc.property(
				fc.array(fc.tuple(image, others, fc.boolean()), { maxLength: 4 }),
				others,
				others,
				fc.array(fc.nat(), { maxLength: 60 }),
				(images, before, after, cuts) => {
					const members = (pairs: Array<[string, string]>) =>
						pairs
							.filter(([key]) => !TAKEN.includes(JSON.parse(key) as string))
							.map(([key, value]) => ` ${key} :\n${value}`);
					const entries = images.map(([{ bytes, spelling }, beside, first]) => {
						const field = `"${spelling === 'url' ? 'url' : 'b64_json'}":${spell(bytes, spelling)}`;
						return `{${(first ? [field, ...members(beside)] : [...members(beside), field]).join(',')}}`;
					});
					const text = `{${[...members(before), `"data" : [${entries.join(' , ')}]`, ...members(after)].join(',')}}`;
					const { json, images: decoded } = decode(text, cuts);
					expect([...decoded.keys()]).toEqual(
						images.map(
							([{ spelling }], index) => `data/${index}/${spelling === 'url' ? 'url' : 'b64_json'}`,
						),
					);
					images.forEach(([{ bytes }], index) =>
						expect([...decoded.values()][index]?.bytes).toEqual(Buffer.from(bytes)),
					);
					const expected = JSON.parse(text) as { data: Array<Record<string, unknown>> };
					images.forEach(([{ spelling }], index) => {
						expected.data[index]![spelling === 'url' ? 'url' : 'b64_json'] = null;
					});
					expect(json).toEqual(expected);
				},
			),
			{ numRuns: 400 },
		);
	});
});

function spell(bytes: Uint8Array, spelling: string): string {
	const plain = Buffer.from(bytes).toString('base64');
	const spelled: Record<string, string> = {
		'url-safe': Buffer.from(bytes).toString('base64url'),
		escaped: plain.replaceAll('/', '\\/'),
		unicode: plain.replace(/[/A]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
		lines: plain.replace(/.{7}/g, '$&\\r\\n'),
		'data URL': `data:image/png;base64,${plain}`,
		url: `data:image\\/webp;base64,${plain}`,
	};
	return `"${spelled[spelling] ?? plain}"`;
}

describe('what counts as an image', () => {
	it.each([
		['a key written with escapes', `{"d\\u0061ta":[{"b64\\u005fjson":"${B64}"}]}`],
		['usage before the images', `{"usage":{"a":[1,{"b":"]}"}]},"data":[{"b64_json":"${B64}"}]}`],
		['nested unknown fields before', `{"data":[{"x":{"y":[{"z":"}"}]},"b64_json":"${B64}"}]}`],
		['white space all over', ` \n{ "data" : [ { "b64_json" : "${B64}" } ] }\n `],
		['white space inside', `{"data":[{"b64_json":" ${B64.slice(0, 9)} \n${B64.slice(9)} "}]}`],
		['no padding', `{"data":[{"b64_json":"${B64.replace(/=/g, '')}"}]}`],
		['a byte order mark', `\uFEFF{"data":[{"b64_json":"${B64}"}]}`],
		[
			'data named twice: the last counts',
			`{"data":[{"b64_json":"AAAA"},{"b64_json":"AAAA"}],"data":[{"b64_json":"${B64}"}]}`,
		],
		['an empty url beside', `{"data":[{"url":"","b64_json":"${B64}"}]}`],
	])('the stream decoder takes %s', (_case, text) => {
		for (const { images } of [decode(text), byteByByte(text)]) {
			expect([...images]).toEqual([['data/0/b64_json', { bytes: PICTURE }]]);
		}
	});

	const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), PICTURE]);
	const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), PICTURE]);
	const WEBP = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), PICTURE]);
	it.each<[string, string, string, Buffer]>([
		['deeper', `{"x":{"data":[{"b64_json":"${B64}"}]}}`, 'x/data/0/b64_json', PICTURE],
		['in an object', `{"data":{"0":{"b64_json":"${B64}"}}}`, 'data/0/b64_json', PICTURE],
		['at the top', `{"b64_json":"${B64}"}`, 'b64_json', PICTURE],
		['in an array at the top', `[{"data":[{"b64_json":"${B64}"}]}]`, '0/data/0/b64_json', PICTURE],
		['under another name', `{"output":[{"base64":"${B64}"}]}`, 'output/0/base64', PICTURE],
		['as a PNG in any field', `{"result":"${PNG.toString('base64')}"}`, 'result', PNG],
		['as a JPEG in a list', `{"images":["${JPEG.toString('base64')}"]}`, 'images/0', JPEG],
		[
			'as a JPEG whose slashes are escaped',
			`{"image":"${JPEG.toString('base64').replaceAll('/', '\\/')}"}`,
			'image',
			JPEG,
		],
		['as a WebP in a list', `["${WEBP.toString('base64')}"]`, '0', WEBP],
		[
			'as a data URL in any field',
			`{"a":{"image":"data:image/png;base64,${B64}"}}`,
			'a/image',
			PICTURE,
		],
	])('finds an image wherever it is: %s', (_case, text, place, bytes) => {
		for (const { images } of [decode(text), byteByByte(text)]) {
			expect([...images]).toEqual([[place, { bytes }]]);
		}
	});

	it.each([
		['text that begins as a data URL', '{"data":[{"revised_prompt":"data: a fox"}]}'],
		['text that begins almost as a PNG', '{"data":[{"revised_prompt":"iVBORw0K and more"}]}'],
		['an address that begins almost as a JPEG', '{"image":"/9j"}'],
		['a backslash before another letter', '{"image":"\\n/9j/"}'],
		['a text at the top', '"/9j/4AAQSkZJRg"'],
		['as a value', `{"data":[{"x":"b64_json","y":"${B64}"}]}`],
		['null', '{"data":[{"b64_json":null}]}'],
		[
			'a link',
			'{"data":[{"url":"https://example.com/data:x"},{"url":"dat"},{"url":"data\\u003a"}]}',
		],
	])('leaves alone what is no image: %s', (_case, text) => {
		for (const decoded of [decode(text), byteByByte(text)]) {
			expect(decoded).toEqual({ json: JSON.parse(text), images: new Map() });
		}
	});

	it.each([
		['a stranger among the letters', `${B64.slice(0, 50)}!${B64.slice(51)}`],
		['one letter too many', 'AAAAA'],
		['letters after the padding', 'AA==AAAA'],
		['too much padding', 'AAA=='],
		['an escaped backslash before a slash', 'AAAA\\\\/AAA'],
		['an escaped quote', 'AAAA\\"AAA'],
		['a letter beyond ASCII', 'AAAAé'],
		['nothing', ''],
		['only white space', '  '],
		['a data URL without base64', 'data:image/png,AAAA'],
		['a data URL without end', `data:${'x'.repeat(500)}`],
	])('marks only the image that is no base64: %s', (_case, broken) => {
		const text = `{"data":[{"b64_json":"${B64}"},{"b64_json":"${broken}"},{"b64_json":"${B64}"}],"usage":1}`;
		JSON.parse(text);
		for (const { images, json } of [decode(text), byteByByte(text)]) {
			expect([...images.values()]).toEqual([
				{ bytes: PICTURE },
				{ bytes: undefined },
				{ bytes: PICTURE },
			]);
			expect(json).toMatchObject({ usage: 1 });
		}
	});

	it('decodes an image of several megabytes exactly, whole or in odd chunks', () => {
		const big = Buffer.alloc(5_000_001, PICTURE);
		const text = `{"data":[{"b64_json":"${big.toString('base64')}"}]}`;
		const odd = Array.from({ length: 100 }, (_, index) => index * 66_667 + 1);
		for (const { images } of [decode(text), decode(text, odd)]) {
			const bytes = [...images.values()][0]!.bytes!;
			expect(bytes.equals(big)).toBe(true);
			expect(bytes.buffer.byteLength).toBe(big.length);
		}
	});
});

describe('answers that cannot be read', () => {
	const whole = `{"created":1,"data":[{"b64_json":"${B64}"},{"b64_json":"${B64}"}],"usage":{"a":"ü\\n"}}`;

	it('calls every cut of an answer truncated, and keeps what had arrived', () => {
		for (let length = 1; length < whole.length; length++) {
			const decoder = new StreamDecoder();
			decoder.write(Buffer.from(whole.slice(0, length)));
			expect(kindOf(() => decoder.end())).toBe('truncated');
			const closingQuotes = [whole.indexOf('"},{'), whole.indexOf('"}],')];
			expect(decoder.arrived().size).toBe(closingQuotes.filter((at) => at < length).length);
		}
	});

	it.each([
		['empty', ''],
		['empty', ' \n'],
		['not_json', '<!DOCTYPE html><html></html>'],
		['not_json', 'data: {"type":"image_generation.completed"}\n\n'],
		['not_json', '{"data":[]}}'],
		['not_json', '{"data":[]} x'],
		['not_json', '{"data":[}]'],
		['too_deep', '['.repeat(65)],
		['too_deep', '{"a":'.repeat(100)],
		['too_large', `{"error":{"message":"${'x'.repeat(1024 * 1024)}"}}`],
		['too_large', ' '.repeat(1024 * 1024 + 1)],
	])('the stream decoder says %s of %.30s', (kind, text) => {
		expect(kindOf(() => decode(text))).toBe(kind);
	});

	it('stops when the images exceed the limit, before they are whole', () => {
		const decoder = new StreamDecoder({ maxImageBytes: 500 });
		decoder.write(Buffer.from(`{"data":[{"b64_json":"${B64}"},{"b64_json":"${B64.slice(0, 200)}`));
		expect(kindOf(() => decoder.write(Buffer.from(B64)))).toBe('too_large');
		expect(decoder.arrived().size).toBe(1);
	});
});
