import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import {
	DEFAULT_JUDGE,
	type Fault,
	type ImageServer,
	misspell,
	startImageServer,
} from '../../dev/server/server';
import { gradeQuestion } from '../../nodes/CompareModels/judge/questions/gradeImage';
import { pairQuestion } from '../../nodes/CompareModels/judge/questions/comparePair';
import type { Question } from '../../nodes/CompareModels/judge/questions/question';
import { readTextQuestion } from '../../nodes/CompareModels/judge/questions/readText';
import { RUBRIC_SETS } from '../../nodes/CompareModels/judge/rubricSets';
import { createRedactor } from '../../nodes/shared/openai/redact';
import { JsonWithImages } from '../../nodes/shared/openai/jsonWithImages';
import { requestResponse } from '../../nodes/shared/openai/responses';
import { responsesBodyOf, type ResponsesBody } from '../../nodes/shared/request/responsesBody';
import { systemClock } from '../../nodes/shared/pace/systemClock';
import { nodeTransport } from '../support/nodeTransport';

/** The official SDK, unmodified, beside our client: both against the local server. */
let server: ImageServer;
let openai: OpenAI;
let drawnBytes: Buffer;
let picture: string;
const PROMPT = 'A poster that says "Größer denken"';
beforeAll(async () => {
	server = await startImageServer({ requiresKey: false });
	openai = new OpenAI({ apiKey: server.apiKey, baseURL: server.url, maxRetries: 0 });
	const drawn = await openai.images.generate({
		...{ model: 'gpt-image-2', prompt: PROMPT, size: '1024x640', quality: 'low' },
	});
	drawnBytes = Buffer.from(drawn.data?.[0]?.b64_json ?? '', 'base64');
	picture = `data:image/png;base64,${drawnBytes.toString('base64')}`;
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const deps = () => ({
	transport: nodeTransport(server.url),
	clock: systemClock,
	redact: createRedactor([server.apiKey]),
	timeoutMs: 10_000,
	maxRetries: 0,
});
const bodyOf = (question: Question<unknown>, images = [picture]): ResponsesBody =>
	responsesBodyOf({
		...{ model: 'gpt-6.1-terra', images, maxOutputTokens: 4096, reasoningEffort: 'low' },
		...question,
	});
/** The same as our client sends it. */
const sentBody = async (question: Question<unknown>, pictures = 1) =>
	await Promise.resolve(
		new JsonWithImages(
			Array.from({ length: pictures }, () => ({ mimeType: 'image/png', bytes: drawnBytes })),
			(images) => bodyOf(question, images),
		),
	);
const questions: Array<[string, Question<unknown>, number]> = [
	['reads', readTextQuestion, 1],
	['grades', gradeQuestion(PROMPT, [...RUBRIC_SETS.posters.criteria]), 1],
	['compares', pairQuestion(PROMPT, [...RUBRIC_SETS.general.criteria]), 2],
];

describe.each(questions)('a question that %s', (_name, question, pictures) => {
	it('goes over the wire as the SDK sends it, and its answer is read', async () => {
		const images = Array.from({ length: pictures }, () => picture);
		const body = bodyOf(question, images);
		const answer = await requestResponse(deps(), async () => await sentBody(question, pictures));
		const sdk = await openai.responses.create(body);
		const [ours, theirs] = server.log;
		const wire = ({ method, path, fields, files, contentType }: typeof ours & object) => ({
			...{ method, path, fields, files, contentType },
		});
		expect(wire(ours!)).toEqual(wire(theirs!));
		expect(ours!.files).toHaveLength(pictures);
		expect(answer).toMatchObject({ kind: 'text', text: sdk.output_text, attempts: 1 });
		expect(question.read(JSON.parse(sdk.output_text))).not.toBeNull();
		expect(answer.usage).toMatchObject({
			inputTokens: sdk.usage?.input_tokens,
			outputTokens: sdk.usage?.output_tokens,
		});
	});
});

describe('the SDK', () => {
	const input = (text: string) => [
		{
			role: 'user' as const,
			content: [
				{ type: 'input_text' as const, text },
				{ type: 'input_image' as const, image_url: picture, detail: 'high' as const },
			],
		},
	];

	it('parses an answer in a form of its own', async () => {
		const format = zodTextFormat(z.object({ texts: z.array(z.string()) }), 'found');
		const parsed = await openai.responses.parse({
			...{ model: 'gpt-6-luna', input: input('Read'), text: { format } },
		});
		expect(parsed.output_parsed).toEqual({ texts: ['Größer denken'] });
	});

	it('reads a planted misreading', async () => {
		server.configure({
			judge: { ...DEFAULT_JUDGE, misreadings: [{ as: (text) => misspell(text, 2) }] },
		});
		const answer = await openai.responses.create({ model: 'gpt-6-luna', input: input('Read') });
		expect(answer.output_text).not.toBe('Größer denken');
		expect(answer.output_text).toHaveLength('Größer denken'.length);
	});

	it('answers in plain text where no form is asked for', async () => {
		const answer = await openai.responses.create({ model: 'gpt-6-luna', input: 'Hello' });
		expect(answer.output_text).toBe('I see no picture.');
	});

	it('reads nothing in an image that the server did not draw', async () => {
		const bytes = Buffer.from(picture.split(',')[1] ?? '', 'base64');
		const other = bytes.toString('latin1').replace('caBX', 'caBY');
		const image = `data:image/png;base64,${Buffer.from(other, 'latin1').toString('base64')}`;
		const answer = await openai.responses.create(bodyOf(readTextQuestion, [image]));
		expect(JSON.parse(answer.output_text)).toEqual({ texts: [] });
	});
});

describe('the server turns down', () => {
	const good = () => structuredClone(bodyOf(readTextQuestion)) as unknown as Record<string, never>;
	const text = (format: object) => ({ text: { format } });
	const strict = { type: 'json_schema', name: 'x', strict: true };
	const object = { type: 'object', properties: {}, required: [], additionalProperties: false };
	it.each<[string, object, number, string | null]>([
		['an unknown model', { model: 'gpt-nothing' }, 404, 'model_not_found'],
		['a missing model', { model: undefined }, 400, 'missing_required_parameter'],
		['a missing schema', text(strict), 400, 'missing_required_parameter'],
		[
			'a schema that is no object',
			text({ ...strict, schema: { type: 'array' } }),
			400,
			'invalid_json_schema',
		],
		[
			'an open schema',
			text({ ...strict, schema: { ...object, additionalProperties: true } }),
			400,
			'invalid_json_schema',
		],
		[
			'a property that is not required',
			text({ ...strict, schema: { ...object, properties: { a: { type: 'string' } } } }),
			400,
			'invalid_json_schema',
		],
		['a name with blanks', text({ ...strict, name: 'a b', schema: object }), 400, 'invalid_value'],
		['an unknown parameter', { seed: 1 }, 400, 'unknown_parameter'],
		['too few tokens', { max_output_tokens: 1 }, 400, 'integer_below_min_value'],
		['an unknown effort', { reasoning: { effort: 'huge' } }, 400, 'invalid_value'],
		[
			'what is no image',
			{
				input: [
					{
						role: 'user',
						content: [{ type: 'input_image', image_url: 'data:image/png;base64,AAAA' }],
					},
				],
			},
			400,
			'image_parse_error',
		],
		[
			'an image by address',
			{
				input: [
					{ role: 'user', content: [{ type: 'input_image', image_url: 'https://x.test/a.png' }] },
				],
			},
			400,
			'invalid_image_url',
		],
	])('the server rejects a question with %s', async (_name, change, status, code) => {
		const call = openai.responses.create({ ...good(), ...change } as never);
		const error: unknown = await call.catch((reason: unknown) => reason);
		expect(error).toMatchObject({ status, code });
	});
});

describe('our client reads', () => {
	it.each<[Fault['kind'], object]>([
		['brokenAnswerText', { kind: 'text' }],
		['incompleteAnswer', { kind: 'broken', why: expect.stringContaining('max_output_tokens') }],
		['modelRefusal', { kind: 'declined' }],
		['html', { kind: 'broken' }],
		['noUsage', { kind: 'text', usage: null }],
	])('our client reads %s', async (kind, expected) => {
		server.configure({ faults: [{ match: () => true, fault: { kind } as Fault }] });
		const answer = await requestResponse(deps(), async () => await sentBody(readTextQuestion));
		expect(answer).toMatchObject(expected);
	});

	it('no image fault of its own accord: a rule without a match is for images', async () => {
		server.configure({ faults: [{ fault: { kind: 'status', status: 500 } }] });
		const answer = await requestResponse(deps(), async () => await sentBody(readTextQuestion));
		expect(answer.kind).toBe('text');
	});
});
