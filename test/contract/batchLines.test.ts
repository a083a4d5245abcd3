import OpenAI, { toFile } from 'openai';
import { LOCAL_API_KEY } from '../../dev/server/server';
import { batchesIn, submit } from '../support/batchBench';
import { openWorkbench, type Workbench } from '../support/workbench';
import { EDIT, GENERATE, PROMPT, type WireFile } from './wireCases';

/** A line of a batch must be what the `openai` package would have sent by itself. */
let bench: Workbench;
let openai: OpenAI;
beforeAll(async () => {
	bench = await openWorkbench({ servesAnyModel: true });
	openai = new OpenAI({ apiKey: LOCAL_API_KEY, baseURL: bench.server.url, maxRetries: 0 });
});
beforeEach(() => bench.server.reset());
afterAll(async () => await bench.close());

const UNSET = { quality: 'auto', size: 'auto' };

/** The lines of the one batch that there is, as they were uploaded. */
async function uploadedLines(fileId: string): Promise<Array<Record<string, unknown>>> {
	const content = await (await openai.files.content(fileId)).text();
	return content
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const lastFields = () => bench.server.log.findLast(({ path }) => /images/.test(path))!.fields;

/** What no batch takes. */
const inBatches = ([what]: readonly [string, ...unknown[]]) => !/GIF|SVG/.test(what);

describe('A line of a batch and the openai package ask for the same', () => {
	it.each(GENERATE.filter(inBatches))('with %s', async (_case, parameters, sdk) => {
		const ran = await bench.run(submit({ ...UNSET, prompt: PROMPT, ...parameters }), [
			{ json: {} },
		]);
		expect(ran.error?.message).toBeUndefined();
		await openai.images.generate({ model: 'gpt-image-2', prompt: PROMPT, ...sdk });
		const { n = 1, ...fields } = lastFields();

		const lines = await uploadedLines(batchesIn(ran.items)[0]!.inputFileId!);
		expect(lines).toHaveLength(Number(n));
		for (const line of lines) {
			expect(line).toEqual({
				custom_id: expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
				method: 'POST',
				url: '/v1/images/generations',
				body: fields,
			});
		}
		expect(new Set(lines.map(({ custom_id }) => custom_id)).size).toBe(lines.length);
	});

	it.each(EDIT.filter(([what, { files }]) => files.markup === undefined && !/frames/.test(what)))(
		'for an edit with %s',
		async (_case, { files, parameters, sdk }) => {
			const { mask, ...images } = files;
			const item = await bench.engine.itemWithFiles({}, files);
			const inputFields = Object.keys(images).join(', ');
			const ran = await bench.run(
				submit({ ...UNSET, source: 'edit', prompt: PROMPT, inputFields, ...parameters }),
				[item],
			);
			expect(ran.error?.message).toBeUndefined();
			await openai.images.edit({
				...{ model: 'gpt-image-2', prompt: PROMPT },
				image: await Promise.all(Object.values(images).map(upload)),
				...(mask && { mask: await upload(mask) }),
				...sdk,
			});
			const { n = 1, ...fields } = lastFields();
			const sent = bench.server.log
				.findLast(({ path }) => /edits/.test(path))!
				.files.toSorted((a, b) => Number(a.field === 'mask') - Number(b.field === 'mask'));

			const lines = await uploadedLines(batchesIn(ran.items)[0]!.inputFileId!);
			expect(lines).toHaveLength(Number(n));
			for (const { url, body } of lines) {
				const { images: ids, mask: maskId, ...others } = body as Record<string, unknown>;
				expect(url).toBe('/v1/images/edits');
				expect(asTexts(others)).toEqual(asTexts(fields));
				const references = [...(ids as object[]), ...(maskId ? [maskId as object] : [])];
				expect(references.map((reference) => Object.keys(reference))).toEqual(
					sent.map(() => ['file_id']),
				);
				const hashes = references.map((reference) =>
					hashOf((reference as { file_id: string }).file_id),
				);
				expect(hashes).toEqual(sent.map(({ sha256 }) => sha256));
			}
		},
	);
});

/** Of the content that was uploaded as this file. */
const hashOf = (fileId: string) =>
	bench.server.log.find(({ answerId }) => answerId === fileId)?.files[0]?.sha256;

/** A form has texts only, and line ends of its own. */
const asTexts = (fields: Record<string, unknown>) =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, String(value).replace(/\r\n/g, '\n')]),
	);

const upload = async ({ bytes, fileName, mimeType }: WireFile) =>
	await toFile(bytes, fileName, { type: mimeType });
