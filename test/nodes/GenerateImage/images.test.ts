import { createHash } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import outputSchema from '../../../nodes/GenerateImage/__schema__/v1.0.0/output.json';
import { c2paPresent, hasAiMark } from '../../../nodes/shared/images/aiMark';
import { identifyImage } from '../../../nodes/shared/images/identify';
import { priceOf } from '../../../nodes/shared/models/prices';
import { findModel } from '../../../nodes/shared/models/catalog';
import { PRESETS } from '../../../nodes/shared/models/presets';
import { generate, model, openWorkbench, prompts, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What the server answers to the very request that it has answered last; images are the same each time. */
async function answeredAgain(): Promise<{ data: Array<{ b64_json: string }>; usage: IDataObject }> {
	const [entry] = bench.requests().slice(-1);
	const response = await fetch(`${bench.server.url}/images/generations`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${bench.server.apiKey}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify(entry?.fields),
	});
	return (await response.json()) as Awaited<ReturnType<typeof answeredAgain>>;
}

describe('exact pixels', () => {
	it('come out of every social format, several at once, in PNG', async () => {
		const presets = PRESETS.map(({ name }) => name);

		const ran = await bench.run(generate({ size: 'preset', presets }), prompts('A fox'));

		expect(bench.calls()).toBe(PRESETS.length);
		expect(ran.images).toMatchObject(
			PRESETS.map(({ name, width, height }, at) => ({
				status: 'ok',
				preset: name,
				width,
				height,
				format: 'png',
				index: at + 1,
				count: PRESETS.length,
			})),
		);
		const files = await ran.files();
		for (const [at, { width, height }] of PRESETS.entries()) {
			expect(identifyImage(files[at]!)).toMatchObject({ format: 'png', width, height });
			const asked = String(bench.requests()[at]?.fields.size);
			const untouched = asked === `${width}x${height}`;
			expect(hasAiMark(files[at]!)).toBe(!untouched);
		}
	});

	it.each<[string, INodeParameters, number, number]>([
		['a portrait', { width: 1080, height: 1350 }, 1080, 1350],
		['a small square', { width: 300, height: 300 }, 300, 300],
		['a small banner', { width: 728, height: 90 }, 728, 90],
		['a large one', { width: 2000, height: 1500 }, 2000, 1500],
		['a legal size', { width: 1024, height: 1024 }, 1024, 1024],
		['by expression', { width: '={{ $json.wide }}', height: '={{ "640" }}' }, 900, 640],
	])('come out of custom sizes, PNG and JPEG: %s', async (_, edges, width, height) => {
		const as = (outputFormat: string) =>
			generate({ size: 'custom', ...edges, options: { outputFormat } });
		const items = [{ json: { prompt: 'A fox', wide: 900 } }];

		const [png, jpeg] = [await bench.run(as('png'), items), await bench.run(as('jpeg'), items)];

		expect(identifyImage((await png.files())[0]!)).toMatchObject({ format: 'png', width, height });
		expect(identifyImage((await jpeg.files())[0]!)).toMatchObject({
			format: 'jpeg',
			width,
			height,
		});
		expect([...png.images, ...jpeg.images]).toMatchObject(
			['image/png', 'image/jpeg'].map((mimeType) => ({ status: 'ok', mimeType, width, height })),
		);
		expect(jpeg.items[0]?.binary?.data).toMatchObject({
			fileName: 'A-fox.jpg',
			fileExtension: 'jpg',
			mimeType: 'image/jpeg',
		});
	});

	it('of a model with three sizes are told where they are enlarged', async () => {
		bench.server.configure({ servesAnyModel: true });
		const setup = generate({
			model: model('gpt-image-1'),
			size: 'custom',
			width: 1920,
			height: 1280,
		});

		const ran = await bench.run(setup, prompts('A fox'));

		expect(ran.images).toMatchObject([{ width: 1920, height: 1280, size: '1536x1024' }]);
		const messages = (ran.images[0]?.warnings as IDataObject[]).map(({ message }) => message);
		expect(messages.join('\n')).toMatch(/enlarged 1\.25×/);
	});
});

describe('where a file came from', () => {
	it('is left in an untouched file, byte for byte what the API sent', async () => {
		for (const outputFormat of ['png', 'jpeg', 'webp']) {
			const ran = await bench.run(generate({ n: 2, options: { outputFormat } }), prompts('A fox'));
			const { data } = await answeredAgain();
			const sent = data.map(({ b64_json }) => sha256(Buffer.from(b64_json, 'base64')));
			expect((await ran.files()).map(sha256)).toEqual(sent);
			expect(ran.images).toMatchObject([{ warnings: [] }, { warnings: [] }]);
		}
	});

	it('is told in words and in XMP where a crop takes the C2PA seal off', async () => {
		const exact = generate({ size: 'custom', width: 1000, height: 1000 });
		const [file] = await (await bench.run(generate(), prompts('A fox'))).files();
		bench.server.configure({
			faults: [{ fault: { kind: 'status', status: 200, body: sealedAnswer(file!) } }],
		});

		const ran = await bench.run(exact, prompts('A fox'));

		const [cropped] = await ran.files();
		expect(c2paPresent(cropped!)).toBe(false);
		expect(hasAiMark(cropped!)).toBe(true);
		expect(ran.images).toMatchObject([
			{
				warnings: expect.arrayContaining([
					{ setting: 'size', message: expect.stringMatching(/content credentials/) },
				]) as unknown,
			},
		]);
	});
});

/** An answer whose PNG carries a C2PA chunk behind its header, as OpenAI's files do. */
function sealedAnswer(png: Buffer) {
	const chunk = Buffer.concat([
		Buffer.from([0, 0, 0, 4]),
		Buffer.from('caBXseal'),
		Buffer.alloc(4),
	]);
	const sealed = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
	return { created: 1, data: [{ b64_json: sealed.toString('base64') }] };
}

describe('what comes out', () => {
	it('is one item an image with everything that came back, as the schema says', async () => {
		const input = { prompt: 'A red fox', campaign: 'winter' };
		const ran = await bench.run(generate({ n: 3, options: { previewUrl: true } }), [
			{ json: input, binary: { photo: { data: 'AAAA', mimeType: 'image/png' } } },
		]);

		const [file] = await ran.files();
		const [entry] = bench.requests();
		expect(ran.items).toHaveLength(3);
		expect(ran.items[0]).toMatchObject({
			json: {
				...input,
				image: {
					status: 'ok',
					model: 'gpt-image-2',
					prompt: 'A red fox',
					index: 1,
					count: 3,
					width: 1024,
					height: 1024,
					format: 'png',
					mimeType: 'image/png',
					bytes: file!.length,
					fileName: 'A-red-fox.png',
					quality: 'low',
					background: 'opaque',
					size: '1024x1024',
					attempts: 1,
					requestId: entry?.requestId,
					pricesAsOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
					previewUrl: expect.stringMatching(/^http.*\/binary-data\/signed\?token=/),
					warnings: [],
				},
			},
			pairedItem: { item: 0 },
			binary: { data: { fileName: 'A-red-fox.png', mimeType: 'image/png' } },
		});
		expect(Object.keys(ran.items[0]?.binary ?? {})).toEqual(['data']);
		const known = outputSchema.properties.image;
		for (const image of ran.images) expect(unknownFields(image, known)).toEqual([]);
	});

	it('is said of failed items by the schema, too', async () => {
		const ran = await bench.run(
			generate({ size: 'preset', presets: ['story'] }, { onError: 'continueRegularOutput' }),
			prompts('[refuse]', ''),
		);

		expect(ran.images.map(({ status }) => status)).toEqual(['refused', 'invalid']);
		const known = outputSchema.properties.image;
		for (const image of ran.images) expect(unknownFields(image, known)).toEqual([]);
	});

	it('shares out tokens and cost so that their sum is the bill', async () => {
		const ran = await bench.run(generate({ n: 3 }), prompts('A fox'));

		const bill = bench.requests()[0]?.usage;
		const sum = (field: string) =>
			ran.images.reduce((total, { usage }) => total + Number((usage as IDataObject)[field]), 0);
		expect({
			input_tokens: sum('inputTokens'),
			input_tokens_details: {
				text_tokens: sum('inputTextTokens'),
				image_tokens: sum('inputImageTokens'),
			},
			output_tokens: sum('outputTokens'),
			total_tokens: sum('totalTokens'),
		}).toEqual({ ...bill, output_tokens_details: undefined });
		const costs = ran.images.map(({ costUsd }) => Number(costUsd));
		const { prices } = findModel('gpt-image-2')!;
		expect(costs.reduce((total, cost) => total + cost, 0)).toBeCloseTo(
			priceOf(prices!, bill!.input_tokens, 0, bill!.output_tokens),
			10,
		);
		expect(bill!.input_tokens % 3).not.toBe(0);
		expect(costs[2]).toBeGreaterThan(costs[0]!);
	});

	it("tells n8n's own usage figures and the cost in a hint", async () => {
		const ran = await bench.run(generate(), prompts('A fox', 'A hare'));

		const usages = bench.requests().map(({ usage }) => usage!);
		expect(ran.task('Node')?.metadata).toMatchObject({
			tokenUsage: {
				inputTokens: usages[0]!.input_tokens + usages[1]!.input_tokens,
				outputTokens: usages[0]!.output_tokens + usages[1]!.output_tokens,
			},
		});
		expect(ran.hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^2 images for 0\.0118 USD at the prices of \d{4}-\d\d-\d\d\.$/),
		]);
	});

	it('has an unknown price where the catalog knows none, with one warning', async () => {
		bench.server.configure({ servesAnyModel: true });

		const ran = await bench.run(
			generate({ model: model('my-painter') }),
			prompts('A fox', 'A hare'),
		);

		expect(ran.images).toMatchObject(
			Array(2).fill({ status: 'ok', costUsd: null, warnings: [{ setting: 'model' }] }),
		);
		expect(ran.hints.map(({ message }) => message)).toEqual([
			'2 images at an unknown price.',
			expect.stringMatching(/^my-painter is not in the catalog .* \(2 images\)\.$/),
		]);
	});

	it('the output is one item per prompt if Output Mode says so', async () => {
		const ran = await bench.run(
			generate({ n: 3, options: { outputMode: 'itemPerPrompt', binaryPropertyOutput: 'cover' } }),
			prompts('A fox', 'A hare'),
		);

		expect(ran.items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([
			['cover', 'cover_2', 'cover_3'],
			['cover', 'cover_2', 'cover_3'],
		]);
		expect(ran.items[1]?.json).toMatchObject({
			prompt: 'A hare',
			image: { index: 1 },
			images: [{ index: 1 }, { index: 2 }, { index: 3 }],
		});
		expect(ran.items[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('leaves the input fields out where Include Input Fields is off', async () => {
		const ran = await bench.run(
			generate({ options: { includeInputFields: false } }),
			prompts('A fox'),
		);

		expect(Object.keys(ran.items[0]?.json ?? {})).toEqual(['image']);
	});
});

describe('file names', () => {
	it.each([
		['../../etc/passwd', 'etc-passwd.png'],
		['C:\\Windows\\system32', 'C-Windows-system32.png'],
		['photo\u202Egnp.exe', 'photo-gnp.exe.png'],
		['CON', 'image-CON.png'],
		['nul.txt', 'image-nul.txt.png'],
		['<script>alert(1)</script>', 'script-alert-1-script.png'],
		['\u0000\u0007', 'image.png'],
		['...', 'image.png'],
		['Ein Füchslein im Schnee', 'Ein-Füchslein-im-Schnee.png'],
		['雪の中の狐', '雪の中の狐.png'],
	])('are safe on every file system: %j', async (prompt, fileName) => {
		const ran = await bench.run(
			generate({ prompt: 'A fox', options: { fileName: '={{ $json.name }}' } }),
			[{ json: { name: prompt } }],
		);

		expect(ran.images).toMatchObject([{ fileName }]);
		expect(ran.items[0]?.binary?.data?.fileName).toBe(fileName);
	});

	it('are cut to what file systems take', async () => {
		const ran = await bench.run(generate(), prompts('🦊'.repeat(500), 'x'.repeat(500)));

		for (const { fileName } of ran.images) {
			expect(Buffer.byteLength(String(fileName))).toBeLessThanOrEqual(210);
		}
	});

	it('differ within a run, also where only the case does', async () => {
		const ran = await bench.run(generate({ n: 2 }), prompts('A fox', 'a FOX', 'A fox'));

		const names = ran.images.map(({ fileName }) => String(fileName).toLowerCase());
		expect(new Set(names).size).toBe(6);
	});

	it('file names follow a pattern', async () => {
		const fileName = '{item}-{preset}-{index}-{width}x{height}-{model}-{constructor}';
		const presets = ['openGraph', 'xPost'];

		const ran = await bench.run(
			generate({ size: 'preset', presets, options: { fileName } }),
			prompts('A fox', 'A hare'),
		);

		expect(ran.images.map((image) => image.fileName)).toEqual([
			'1-openGraph-1-1200x630-gpt-image-2-constructor.png',
			'1-xPost-2-1600x900-gpt-image-2-constructor.png',
			'2-openGraph-1-1200x630-gpt-image-2-constructor.png',
			'2-xPost-2-1600x900-gpt-image-2-constructor.png',
		]);
	});
});

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Fields of `value` that the schema does not name, or names with another type. Null fits everything. */
function unknownFields(value: unknown, schema: Schema | undefined, path = 'image'): string[] {
	if (value === null) return [];
	if (!schema) return [path];
	if (Array.isArray(value)) {
		if (schema.type !== 'array') return [path];
		return value.flatMap((entry) => unknownFields(entry, schema.items, `${path}[]`));
	}
	if (typeof value === 'object') {
		if (schema.type !== 'object') return [path];
		return Object.entries(value as object).flatMap(([name, entry]) =>
			unknownFields(entry, schema.properties?.[name], `${path}.${name}`),
		);
	}
	const types = typeof value === 'number' && Number.isInteger(value) ? ['integer', 'number'] : [];
	return [typeof value, ...types].includes(schema.type) ? [] : [path];
}
