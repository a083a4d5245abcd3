import fc from 'fast-check';
import { AnswerDecoder } from '../../../../nodes/shared/openai/answerDecoder';
import { imagesIn } from '../../../../nodes/shared/openai/imagesIn';

const PNG = Buffer.concat([
	Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
	Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) % 256)),
]);
const B64 = PNG.toString('base64');
const image = { bytes: PNG };
const DATA_URL = `data:image/png;base64,${B64}`;
const ANSWER = JSON.stringify({ data: [{ b64_json: B64 }] });
const JPEG_URL_SAFE = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), PNG]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>';
const url = (address: string) => ({ url: address });
/** As .NET writes JSON within JSON. */
const withoutQuotes = (text: string) => text.replaceAll('"', '\\u0022').replaceAll('+', '\\u002B');

function decode(text: string | Buffer, cuts: readonly number[] = []) {
	const bytes = Buffer.from(text);
	const decoder = new AnswerDecoder(2);
	let from = 0;
	for (const cut of [
		...cuts.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b),
		bytes.length,
	]) {
		decoder.write(Uint8Array.from(bytes.subarray(from, cut)));
		from = cut;
	}
	return decoder.end().flatMap(imagesIn);
}

const event = (name: string, json: object) => `event: ${name}\ndata: ${JSON.stringify(json)}\n\n`;
const completed = event('image_generation.completed', {
	type: 'image_generation.completed',
	b64_json: B64,
});
const partial = event('image_generation.partial_image', { b64_json: 'iVBORw0KGgoAAAA=' });

/** What came, and the images in it. */
const FORMS: Record<string, [string | Buffer, object[]]> = {
	'the API’s own': [
		`{"data":[{"b64_json":"${B64}"},{"url":"https://a.b/c"}]}`,
		[image, { url: 'https://a.b/c' }],
	],
	'an event': [completed, [image]],
	'previews first': [partial + partial + completed, [image]],
	'previews known by their type alone': [
		`data: {"type":"x.partial_image","b64_json":"${B64}"}\n\n${completed}`,
		[image],
	],
	'events with comments, numbers and CRLF': [
		`: hi\r\n\r\nid: 1\r\nretry: 3\r\n${completed.replaceAll('\n', '\r\n')}`,
		[image],
	],
	'an event without an end': [completed.trimEnd(), [image]],
	'a whole answer as an event, and an end': [
		`data: {"data":[{"b64_json":"${B64}"}]}\n\ndata: [DONE]\n\n`,
		[image],
	],
	'an event without a blank behind its colon': [`data:{"b64_json":"${B64}"}\n\n`, [image]],
	'an event that is no JSON before it': [`data: hello\n\n${completed}`, [image]],
	'an event in two lines': [`data: {"b64_json":\ndata: "${B64}"}\n\n`, [image]],
	'the file itself': [PNG, [image]],
	'a bare list': [`[{"url":"/api/v1/files/abc/content"}]`, [{ url: '/api/v1/files/abc/content' }]],
	'a bare list of texts': [`["https://a.b/c.png"]`, [{ url: 'https://a.b/c.png' }]],
	'data as an object': [`{"data":{"b64_json":"${B64}"}}`, [image]],
	'data as an object with an address': [`{"data":{"url":"/a.png"}}`, [{ url: '/a.png' }]],
	'data as an object with a list': [`{"data":{"images":[{"url":"/a.png"}]}}`, [{ url: '/a.png' }]],
	'data as texts': [`{"data":["https://a.b/c.png"]}`, [{ url: 'https://a.b/c.png' }]],
	'images with addresses': [
		`{"images":[{"url":"/a.png"},{"url":"/b.png"}]}`,
		[{ url: '/a.png' }, { url: '/b.png' }],
	],
	'images as base64': [`{"images":["${B64}"]}`, [image]],
	'images beside an empty data': [`{"data":[],"images":[{"url":"/a.png"}]}`, [{ url: '/a.png' }]],
	'a list of addresses': [
		`{"data":[{"url":["/a.png","/b.png"]}]}`,
		[{ url: '/a.png' }, { url: '/b.png' }],
	],
	'an address beside empty base64': [
		`{"data":[{"b64_json":"","url":"/a.png"}]}`,
		[{ url: '/a.png' }],
	],
	'an address beside null': [`{"data":[{"b64_json":null,"url":"/a.png"}]}`, [{ url: '/a.png' }]],
	'base64 beside an address': [`{"data":[{"url":"/a.png","b64_json":"${B64}"}]}`, [image]],
	'an address in an object': [`{"data":[{"image_url":{"url":"/a.png"}}]}`, [{ url: '/a.png' }]],
	'a result': [`{"result":{"image":"${B64}"},"success":true}`, [image]],
	'an output of addresses': [
		`{"output":["https://a.b/c.png"],"status":"succeeded"}`,
		[{ url: 'https://a.b/c.png' }],
	],
	'a call of the Responses API': [
		`{"output":[{"type":"message","content":[]},{"type":"image_generation_call","result":"${B64}"}]}`,
		[image],
	],
	'a chat': [
		`{"choices":[{"message":{"images":[{"image_url":{"url":"data:image/png;base64,${B64}"}}]}}]}`,
		[image],
	],
	'predictions of Vertex AI': [
		`{"predictions":[{"bytesBase64Encoded":"${B64}","mimeType":"image/png"}]}`,
		[image],
	],
	'candidates of Gemini': [
		`{"candidates":[{"content":{"parts":[{"text":"Here"},{"inlineData":{"data":"${B64}"}}]}}]}`,
		[image],
	],
	'artifacts of Stability': [`{"artifacts":[{"base64":"${B64}"}]}`, [image]],
	'Markdown with the image in it': [
		JSON.stringify({ choices: [{ message: { content: `Here:\n\n![it](${DATA_URL})\n\nDone.` } }] }),
		[image],
	],
	'two images in a text': [
		JSON.stringify({ output: { text: `![a](${DATA_URL}) ![b](${DATA_URL})` } }),
		[image, image],
	],
	'HTML in a field': [JSON.stringify({ reply: `<img src='${DATA_URL}'>` }), [image]],
	'code in a text': [
		JSON.stringify({ content: `\`\`\`json\n{"b64_json":"${B64}"}\n\`\`\`` }),
		[image],
	],
	'JSON in a field': [JSON.stringify({ statusCode: 200, body: ANSWER }), [image]],
	'JSON in a field, all escaped': [`{"body":"${withoutQuotes(ANSWER)}"}`, [image]],
	'a JSON string of base64': [JSON.stringify(B64), [image]],
	'a JSON string of a data URL': [JSON.stringify(DATA_URL), [image]],
	'a JSON string of an address': ['"https://a.b/c"', [url('https://a.b/c')]],
	'a JSON string of JSON': [JSON.stringify(ANSWER), [image]],
	'a JSON string of a JSON string': [JSON.stringify(JSON.stringify(ANSWER)), [image]],
	'base64 as text': [`${B64}\n`, [image]],
	'base64 as text in lines': [B64.replace(/.{76}/g, '$&\r\n'), [image]],
	'a data URL as text': [DATA_URL, [image]],
	'an address as text': ['https://a.b/c\n', [url('https://a.b/c')]],
	'Markdown as text': [`Sure: ![it](${DATA_URL})`, [image]],
	'XML with base64': [`<?xml version="1.0"?><r><image>${B64}</image></r>`, [image]],
	'an SVG itself': [SVG, [{ bytes: Buffer.from(SVG) }]],
	'an SVG as text in a field': [JSON.stringify({ svg: SVG }), [{ bytes: Buffer.from(SVG) }]],
	'lines of JSON': [`{"status":"working"}\n${ANSWER}\n`, [image]],
	'lines of JSON, previews first': [
		`{"type":"x.partial_image","b64_json":"${B64}"}\n${ANSWER}`,
		[image],
	],
	'lines of JSON that break off': [`${ANSWER}\n{"data":[`, [image]],
	'a byte order mark': [`\uFEFF${ANSWER}`, [image]],
	'something behind the JSON': [`${ANSWER}<!-- 12 ms -->\0`, [image]],
	'something before the JSON': [`)]}',\n${ANSWER}`, [image]],
	'bytes as Python writes them': [`{"data":[{"b64_json":"b'${B64}'"}]}`, [image]],
	'bytes as Python writes them in a data URL': [
		`{"data":[{"url":"data:image/png;base64,b'${B64}'"}]}`,
		[image],
	],
	'base64 in quotation marks': [JSON.stringify({ data: [{ b64_json: `"${B64}"` }] }), [image]],
	'a URL-safe JPEG': [
		JSON.stringify({ image: JPEG_URL_SAFE.toString('base64url') }),
		[{ bytes: JPEG_URL_SAFE }],
	],
	'base64 in lines behind a line break': [
		JSON.stringify({ image: `\n${B64.replace(/.{76}/g, '$&\n')}` }),
		[image],
	],
	'an address in place of base64': [
		'{"data":[{"b64_json":"https://a.b/c"}]}',
		[url('https://a.b/c')],
	],
	'a field of an unknown name': [JSON.stringify({ foo: [{ bar: B64 }] }), [image]],
	'an address in a field of an unknown name': [
		'{"sample_link":"https://a.b/c?sig=1"}',
		[url('https://a.b/c?sig=1')],
	],
	'an address of a task that has come to its end': [
		'{"task_id":"t","status":"succeeded","result_link":"https://a.b/c"}',
		[url('https://a.b/c')],
	],
	'an address of a task that goes on': [
		'{"task_id":"t","status":"running","result_link":"https://a.b/c"}',
		[],
	],
	'an entry with an address of another name': [
		'{"data":[{"link":"https://a.b/c"}]}',
		[url('https://a.b/c')],
	],
	'a source as of Anthropic': [
		JSON.stringify({ content: [{ type: 'image', source: { type: 'base64', data: B64 } }] }),
		[image],
	],
	'what was sent, which is not answered': [
		JSON.stringify({ status: 'failed', input: { image: DATA_URL }, error: `Bad: ${DATA_URL}` }),
		[],
	],
	'a word about data URLs': ['{"text":"Give data:image/png;base64,… or /9j/ or iVBORw0KGgo"}', []],
	'addresses of documents, which are no images': [
		`{"help_url":"https://a.b/help","status_url":"https://a.b/s"}`,
		[],
	],
};

describe('an answer in any form', () => {
	it.each(Object.entries(FORMS))(
		'the decoder finds the images of an answer with %s',
		(_form, [text, images]) => {
			expect(decode(text)).toEqual(images);
			expect(decode(text, [...Buffer.from(text).keys()])).toEqual(images);
		},
	);

	it('an answer is read alike in any pieces', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.values(FORMS)),
				fc.array(fc.nat(), { maxLength: 20 }),
				([text, images], cuts) => {
					expect(decode(text, cuts)).toEqual(images);
				},
			),
			{ numRuns: 300 },
		);
	});

	it.each([
		['nothing', '', 'empty'],
		['a web page', '<html></html>', 'not_json'],
		['a web page with a logo', `<!DOCTYPE html><body><img src="${DATA_URL}">`, 'not_json'],
		['words', 'upstream connect error', 'not_json'],
		['words in a JSON string', '"no image"', 'not_json'],
		['a JSON string that breaks off', JSON.stringify(B64).slice(0, -9), 'truncated'],
		['only previews', partial, 'truncated'],
		['only an end', 'data: [DONE]\n\n', 'truncated'],
		['a stream that breaks off', completed.slice(0, 100), 'truncated'],
	])('an answer cannot be read: %s', (_what, text, kind) => {
		expect(() => decode(text)).toThrow(expect.objectContaining({ kind }));
	});

	it('that breaks off in a stream keeps what had arrived', () => {
		const decoder = new AnswerDecoder(2);
		decoder.write(Buffer.from(partial + completed + completed.slice(0, 100)));
		expect(decoder.arrived()).toEqual([image]);
	});

	it('of endless previews or comments is given up', () => {
		for (const text of [partial, ': keep-alive\n\n']) {
			const decoder = new AnswerDecoder(1);
			const chunk = Buffer.from(text.repeat(20_000));
			expect(() => {
				for (;;) decoder.write(chunk);
			}).toThrow(expect.objectContaining({ kind: 'too_large' }));
		}
	});
});
