import nock from '../../support/nock';
import type { Fault, FaultRule } from '../../../dev/server/behaviour/faults';
import { decodePng } from '../../../nodes/shared/images/png';
import { comparedOf, compare, placeOf, runCompare, TWO } from '../../support/compare';
import { bannedWordsIn, openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { atRest, until } from '../../support/until';
import { storedIn, watchedStorage } from '../../support/watchedStorage';

const OPENAI = 'https://api.openai.com';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench({
		credentials: { wrong: { apiKey: 'sk-wrong' }, openai: { baseUrl: `${OPENAI}/v1` } },
	});
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const on = (prompt: string, model: string, fault: Fault, times?: number): FaultRule => ({
	match: ({ fields }) => fields.prompt === prompt && fields.model === model,
	times,
	fault,
});
const [A, B] = TWO.map(({ model }) => model) as [string, string];
const askedOf = () =>
	bench.requests().map(({ fields }) => `${String(fields.prompt)} ${String(fields.model)}`);
/** Seconds: longer than a busy machine takes to draw what is not to time out. */
const quick = { run: { maxRetries: 0, timeout: 6 } };

describe('a cell without an image', () => {
	it('never stops the rest, says why, and is counted in a column of its own', async () => {
		bench.server.configure({
			faults: [
				on('One', A, { kind: 'refusal', categories: ['violence'] }),
				on('One', B, { kind: 'status', status: 500 }),
				on('Two', A, { kind: 'hang' }),
				on('Two', B, { kind: 'emptyData' }),
				on('Three', A, { kind: 'notAnImage' }),
				on('Three', B, { kind: 'truncatedImage' }),
			],
		});

		const { ran, places, report, files } = await runCompare(
			bench,
			compare(TWO, quick),
			prompts('One', 'Two', 'Three', 'Four'),
		);

		expect(places).toEqual(['1A', '1B', '2A', '2B', '3A', '3B', '4A', '4B']);
		expect(ran.images.map(({ status }) => status)).toEqual([
			'refused',
			'failed',
			'timeout',
			'failed',
			'failed',
			'ok',
			'ok',
			'ok',
		]);
		expect(report.variants).toMatchObject([
			{ runs: 4, ok: 1, refused: 1, failed: 2, notRun: 0, refusalRate: 1 / 2 },
			{ runs: 4, ok: 2, refused: 0, failed: 2, notRun: 0, refusalRate: 0 },
		]);
		// No answer in time and an answer without an image may have been charged; a 500 and a refusal are not.
		expect(report.variants.map(({ delivery }) => delivery)).toMatchObject([
			{ requested: 4, arrived: 1, refused: 1, failed: 2, timedOut: 1, perhapsBilled: 1 },
			{ requested: 4, arrived: 2, refused: 0, failed: 2, timedOut: 0, perhapsBilled: 1 },
		]);
		for (const { delivery } of report.variants) {
			expect(delivery.perhapsBilledUsd).toBeGreaterThan(0);
		}
		const [four] = ran.images.filter(({ prompt, model }) => prompt === 'Four' && model === A);
		expect(report.variants[0]!.latencyMs).toMatchObject({
			min: four!.durationMs,
			max: four!.durationMs,
		});
		expect(report.variants[0]!.costUsd).toMatchObject({ perImage: four!.costUsd, pricedImages: 1 });
		for (const [index, { json, binary }] of ran.items.entries()) {
			expect(json).not.toHaveProperty('error');
			expect(Boolean(binary)).toBe(index > 4);
		}
		const html = files.report!.bytes.toString();
		expect(html).toContain('violence');
		expect(files.table!.bytes.toString()).toContain('violence');
		await decodePng(files.contactSheet!.bytes, { maxPixels: 20_000_000 });
	});

	it('may be a whole column: the other variants have their numbers', async () => {
		bench.server.configure({
			faults: ['One', 'Two'].map((prompt) => on(prompt, B, { kind: 'refusal' })),
		});

		const { report, ran } = await runCompare(bench, compare(), prompts('One', 'Two'));

		expect(report.variants[1]).toMatchObject({
			ok: 0,
			refused: 2,
			refusalRate: 1,
			latencyMs: null,
			costUsd: { total: 0, perImage: null },
		});
		expect(report.variants[0]).toMatchObject({ ok: 2, refused: 0 });
		expect(report).toMatchObject({ cheapest: null, fastest: null });
		expect(ran.images.map(({ status }) => status)).toEqual(['ok', 'refused', 'ok', 'refused']);
	});

	it('is a column too where the account has no access to one of the models', async () => {
		bench.server.configure({
			faults: [{ match: ({ fields }) => fields.model === B, fault: { kind: 'noAccess' } }],
		});

		const { report } = await runCompare(
			bench,
			compare(TWO, { run: { maxConcurrency: 1 } }),
			prompts('One', 'Two', 'Three'),
		);

		expect(report.variants.map(({ ok, failed }) => [ok, failed])).toEqual([
			[3, 0],
			[0, 3],
		]);
		expect(askedOf().filter((asked) => asked.endsWith(B))).toHaveLength(1);
	});
});

describe('where nothing can succeed', () => {
	it('stops with a clear message, asks once, and n8n’s retry asks anew', async () => {
		const ran = await bench.run(
			compare(TWO, { run: { maxConcurrency: 1 } }, { credential: 'wrong' }),
			prompts('One', 'Two', 'Three'),
		);

		expect(ran.status).toBe('error');
		expect(ran.error?.message).toMatch(/key/i);
		expect(bannedWordsIn(`${ran.error?.message} ${String(ran.error?.description)}`)).toEqual([]);
		expect(bench.calls()).toBe(1);
		expect(JSON.stringify(ran.error)).not.toContain('sk-wrong');
	});

	it('gives each cell its own end with On Error: Continue', async () => {
		const ran = await bench.run(
			compare(TWO, {}, { credential: 'wrong', onError: 'continueRegularOutput' }),
			prompts('One', 'Two'),
		);

		expect(ran.status).toBe('success');
		expect(ran.images.map(({ status }) => status)).toEqual(Array(4).fill('failed'));
		expect((await comparedOf(bench, ran)).report.variants.map(({ failed }) => failed)).toEqual([
			2, 2,
		]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'hands the items on with the reason where the settings are wrong: %s',
		async (onError) => {
			const ran = await bench.run(
				compare([{ model: 'gpt-image-2' }], {}, { onError }),
				prompts('One', 'Two'),
			);

			expect(ran.error).toBeUndefined();
			const outputs = ran.output('Node');
			const items = outputs[onError === 'continueRegularOutput' ? 0 : 2];
			expect(items?.map(({ json }) => json)).toEqual(
				['One', 'Two'].map((prompt) => ({
					prompt,
					error: expect.stringContaining('Variants: One variant is given'),
				})),
			);
			expect(bench.calls()).toBe(0);
		},
	);

	it('says what is wrong with the Run Settings, too', async () => {
		const ran = await bench.run(
			compare(TWO, { run: { maxConcurrency: '={{ "many" }}' } }),
			prompts('One'),
		);

		expect(ran.error?.message).toContain('Max Concurrency');
		expect(ran.error?.name).toBe('NodeOperationError');
	});

	it('keeps failed cells in the Images output with On Error: Continue (using error output)', async () => {
		bench.server.configure({ faults: [on('One', B, { kind: 'status', status: 400 })] });

		const ran = await bench.run(
			compare(TWO, {}, { onError: 'continueErrorOutput' }),
			prompts('One'),
		);

		const [images, report, failed] = ran.output('Node');
		expect(images?.map(({ json }) => placeOf(json))).toEqual(['1A', '1B']);
		expect(report).toHaveLength(1);
		expect(failed ?? []).toEqual([]);
	});
});

describe('a run that was stopped', () => {
	const stopAfterTwo = async () => {
		bench.server.configure({ latencyMs: ({ fields }) => (fields.prompt === 'One' ? 50 : 20_000) });
		const stop = new AbortController();
		const setup = compare(TWO, { run: { maxConcurrency: 4 } });
		return await watchedStorage({}, async (uses) => {
			const running = bench.run(setup, prompts('One', 'Two', 'Three'), { signal: stop.signal });
			await until(() => bench.calls() === 6 && storedIn(uses) === 2);
			await atRest();
			stop.abort();
			return await running;
		});
	};

	it('ends at once, and its retry asks only for the rest; the images that were kept are in the report', async () => {
		const stopped = await stopAfterTwo();
		expect(stopped.status).toBe('canceled');
		const first = askedOf();
		expect(first).toHaveLength(6);
		await until(() => bench.server.inFlight === 0);
		expect(bench.requests().filter(({ aborted }) => aborted)).toHaveLength(4);
		bench.server.reset();

		const again = await bench.run(compare(), prompts('One', 'Two', 'Three'), {
			mode: 'retry',
			retryOf: stopped.runExecutionData,
		});

		expect(again.error).toBeUndefined();
		expect(askedOf().sort()).toEqual(
			['Three', 'Two'].flatMap((prompt) => [`${prompt} ${A}`, `${prompt} ${B}`]).sort(),
		);
		const { places, report, files } = await comparedOf(bench, again);
		expect(places).toEqual(['1A', '1B', '2A', '2B', '3A', '3B']);
		expect(report.variants.map(({ ok }) => ok)).toEqual([3, 3]);
		expect(files.report!.bytes.toString().match(/<img /g)).toHaveLength(6);
		expect(again.hints.map(({ message }) => message)).toContain(
			'2 images came from an earlier try and cost nothing this time.',
		);
		expect(again.contextData['node:Node'] ?? {}).toEqual({});
	});
});

describe('a model that OpenAI has shut down', () => {
	it('gives its place to the one that was used, with a note, where Retired Model says so', async () => {
		const [picture] = (await runCompare(bench, compare(), prompts('A fox'))).ran.items;
		const png = await bench.engine.readBinary(picture!.binary!.data!);
		nock(OPENAI)
			.post('/v1/images/generations')
			.times(2)
			.reply(200, { created: 1, data: [{ b64_json: png.toString('base64') }] });
		const setup = compare([{ model: 'dall-e-3' }, { model: 'gpt-image-2.5-flare' }], {
			run: { retiredModel: 'replace' },
		});

		const { ran, report, files } = await runCompare(
			bench,
			{ ...setup, credential: 'openai' },
			prompts('A fox'),
		);

		const used = ['gpt-image-2', 'gpt-image-2.5-flare'];
		expect(ran.images.map(({ model }) => model)).toEqual(used);
		expect(ran.items.map(({ json }) => json.compare)).toMatchObject(
			used.map((label) => ({ label })),
		);
		expect(report.variants.map(({ model }) => model)).toEqual(used);
		expect(report.verdicts[0]!.text).toMatch(/^From A \(gpt-image-2\) to B/);
		const note = 'A: OpenAI shut dall-e-3 down on 2026-05-12: gpt-image-2 was used instead';
		expect(report.warnings).toContain(note);
		const csv = files.table!.bytes.toString();
		expect(csv).toContain('"gpt-image-2","gpt-image-2"');
		expect(csv).not.toContain('dall-e-3');
		const html = files.report!.bytes.toString();
		expect(html).toContain(note);
		expect(html.replaceAll(note, '')).not.toContain('dall-e-3');
	});

	it('heads its column of the sheet with the model that was used', async () => {
		const [picture] = (await runCompare(bench, compare(), prompts('A fox'))).ran.items;
		const png = await bench.engine.readBinary(picture!.binary!.data!);
		const sheetOf = async (first: string) => {
			nock(OPENAI)
				.post('/v1/images/generations')
				.times(2)
				.reply(200, { created: 1, data: [{ b64_json: png.toString('base64') }] });
			const setup = compare([{ model: first }, { model: 'gpt-image-2.5-flare' }], {
				run: { retiredModel: 'replace' },
			});
			const { files } = await runCompare(
				bench,
				{ ...setup, credential: 'openai' },
				prompts('A fox'),
			);
			return files.contactSheet!.bytes;
		};

		expect((await sheetOf('dall-e-3')).equals(await sheetOf('gpt-image-2'))).toBe(true);
	});
});
