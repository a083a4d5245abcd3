import { onLine } from '../../../dev/server/server';
import { MODELS } from '../../../nodes/shared/models/catalog';
import { identifyImage } from '../../../nodes/shared/images/identify';
import { openWorkbench, type Workbench } from '../../support/workbench';
import { outputsOf, overNight, submit } from '../../support/batchBench';

const ROWS = 40;
const FORMATS = { openGraph: [1200, 630], linkedInPost: [1200, 627], xHeader: [1500, 500] };

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());

/** The custom IDs of a row, counted from 1. */
const linesOf = (row: number) => Object.keys(FORMATS).map((name, at) => `${row}-${name}-${at + 1}`);

/** USD of a line's usage at half of the prices per million tokens. */
function halfPriceOf(usage: { input_tokens: number; output_tokens: number }): number {
	const { textInput, imageOutput } = MODELS.find(({ id }) => id === 'gpt-image-2')!.prices!;
	return (usage.input_tokens * textInput + usage.output_tokens * imageOutput) / 2_000_000;
}

it('every row of a night comes back exactly once, with its fields, at half price, in exact pixels', async () => {
	bench.server.configure({
		batches: { oneDrawing: true },
		faults: [
			...linesOf(3).map((id) => ({ match: onLine(id), fault: { kind: 'refusal' } as const })),
			...linesOf(5).map((id) => ({
				match: onLine(id),
				fault: { kind: 'status', status: 400 } as const,
			})),
			{ fault: { kind: 'batchExpires', unmade: 10 } },
		],
	});
	const rows = Array.from({ length: ROWS }, (_, at) => ({ prompt: `Cup ${at}`, sku: `sku-${at}` }));
	const { submitted, collected } = await overNight(
		bench,
		submit({
			size: 'preset',
			presets: Object.keys(FORMATS),
			options: { outputFormat: 'jpeg' },
		}),
		rows.map((json) => ({ json })),
	);

	expect(submitted.error ?? collected.error).toBeUndefined();
	expect(bench.server.batches.map(({ status }) => status)).toEqual(['expired']);
	const { images, notMade, running, made, missing } = outputsOf(collected);
	expect(running).toEqual([]);
	const all = [...images, ...notMade];
	const expected = rows.flatMap(({ sku }) => Object.keys(FORMATS).map((name) => `${sku} ${name}`));
	const came = all.map(({ json }) => `${json.sku} ${(json.image as { preset: string }).preset}`);
	expect(came.sort()).toEqual(expected.sort());
	for (const { json } of all) {
		expect(json.prompt).toBe(rows.find(({ sku }) => sku === json.sku)?.prompt);
	}

	// Which ten lines had not run when the time was over, only the server knows: lines run in no order.
	const lines = bench.server.batches[0]!.lines;
	const statusOf = ({ outcome, customId }: (typeof lines)[number]) =>
		outcome === 'failed' ? (customId.startsWith('3-') ? 'refused' : 'invalid') : outcome;
	const unmade = lines.filter(({ outcome }) => outcome !== 'made').map(statusOf);
	expect(missing.map(({ status }) => status).sort()).toEqual(unmade.sort());
	expect(new Set(unmade)).toEqual(new Set(['expired', 'refused', 'invalid']));
	expect(unmade.filter((status) => status === 'expired')).toHaveLength(10);
	for (const { json, binary } of images) {
		const { preset } = json.image as { preset: keyof typeof FORMATS };
		const [width, height] = FORMATS[preset];
		const file = identifyImage(await bench.engine.readBinary(binary!.data!));
		expect(file).toMatchObject({ width, height, format: 'jpeg', complete: true });
	}
	expect(new Set(made.map(({ fileName }) => fileName)).size).toBe(images.length);

	const billed = bench.server.batches[0]!.lines.flatMap(({ usage }) => usage ?? []);
	expect(billed).toHaveLength(images.length);
	const sum = [...made, ...missing].reduce((usd, { costUsd }) => usd + Number(costUsd), 0);
	expect(sum).toBeCloseTo(
		billed.reduce((usd, usage) => usd + halfPriceOf(usage), 0),
		10,
	);
	expect(missing.every(({ costUsd }) => costUsd === 0)).toBe(true);
}, 240_000);
