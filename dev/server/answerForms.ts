import { gzipSync } from 'node:zlib';
import type { ApiUsage } from './types';

/** Forms in which gateways and compatible servers answer, by what is special about them. */
export const ANSWER_FORMS = [
	'events',
	'eventsWithPartials',
	'eventsOfAnswers',
	'bareList',
	'dataObject',
	'imagesList',
	'base64List',
	'namedOtherwise',
	'urlList',
	'imageUrls',
	'markdown',
	'urlBesideEmpty',
	'dataUrlAnywhere',
	'file',
	'markdownData',
	'jsonText',
	'jsonString',
	'doubleEncoded',
	'text',
	'lines',
	'wrapped',
	'urlSafe',
	'unknownField',
	'gzipUnsaid',
] as const;

export type AnswerForm = (typeof ANSWER_FORMS)[number];

/** An answer in such a form. */
export interface FormedAnswer {
	contentType: string;
	body: string | Buffer;
}

/** @param mimeType of the files. @param urlOf keeps a file and gives its address. */
export function inForm(
	form: AnswerForm,
	files: readonly Buffer[],
	usage: ApiUsage,
	mimeType: string,
	urlOf: (file: Buffer) => string,
): FormedAnswer {
	const base64 = files.map((file) => file.toString('base64'));
	const entries = base64.map((text) => ({ b64_json: text }));
	const dataUrl = (text: string) => `data:${mimeType};base64,${text}`;
	switch (form) {
		case 'events':
			return events(entries.map((entry) => ['image_generation.completed', { ...entry, usage }]));
		case 'eventsWithPartials':
			return events([
				...entries.map((entry): Event => ['image_generation.partial_image', entry]),
				...entries.map((entry): Event => ['image_generation.completed', { ...entry, usage }]),
			]);
		case 'eventsOfAnswers':
			return events([['', { data: entries, usage }]]);
		case 'bareList':
			return json(files.map((file) => ({ url: urlOf(file) })));
		case 'dataObject':
			return json({ data: entries[0], usage });
		case 'imagesList':
			return json({ images: files.map((file) => ({ url: urlOf(file) })), usage });
		case 'base64List':
			return json({ images: base64, usage });
		case 'namedOtherwise':
			return json({ output: base64.map((result) => ({ type: 'image', result })), usage });
		case 'urlList':
			return json({ data: [{ url: files.map(urlOf) }], usage });
		case 'imageUrls':
			return json({ data: { image_urls: files.map(urlOf) }, usage });
		case 'markdown': {
			const content = files.map((file) => `Here it is: ![image](${urlOf(file)})`).join('\n');
			return json({ choices: [{ message: { content } }], usage });
		}
		case 'urlBesideEmpty':
			return json({ data: files.map((file) => ({ b64_json: '', url: urlOf(file) })), usage });
		case 'dataUrlAnywhere':
			return json({
				choices: base64.map((text) => ({ message: { image: dataUrl(text) } })),
				usage,
			});
		case 'markdownData': {
			const content = base64.map((text) => `![image](${dataUrl(text)})`).join('\n\n');
			return json({ choices: [{ message: { content: `Here it is:\n\n${content}` } }], usage });
		}
		case 'jsonText':
			return json({ statusCode: 200, body: JSON.stringify({ data: entries }), usage });
		case 'jsonString':
			return json(base64[0]);
		case 'doubleEncoded':
			return json(JSON.stringify({ data: entries, usage }));
		case 'text':
			return { contentType: 'text/plain', body: `${base64[0]}\n` };
		case 'lines': {
			const lines = [{ status: 'working' }, { data: entries, usage }];
			const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
			return { contentType: 'application/x-ndjson', body };
		}
		case 'wrapped':
			return json({ image: `\n${base64[0]!.replace(/.{76}/g, '$&\n')}`, usage });
		case 'urlSafe':
			return json({ data: files.map((file) => ({ b64_json: file.toString('base64url') })), usage });
		case 'unknownField':
			return json({ made: base64.map((text) => ({ pixels: text })), usage });
		case 'gzipUnsaid':
			return { ...json({}), body: gzipSync(JSON.stringify({ data: entries, usage })) };
		case 'file':
			return { contentType: mimeType, body: files[0]! };
	}
}

type Event = [type: string, data: object];

function events(list: Event[]): FormedAnswer {
	const texts = list.map(([type, data]) => {
		const text = JSON.stringify(type === '' ? data : { type, ...data });
		return `${type === '' ? '' : `event: ${type}\n`}data: ${text}\n\n`;
	});
	return {
		contentType: 'text/event-stream; charset=utf-8',
		body: `: keep-alive\n\n${texts.join('')}data: [DONE]\n\n`,
	};
}

function json(value: unknown): FormedAnswer {
	return { contentType: 'application/json', body: JSON.stringify(value) };
}
