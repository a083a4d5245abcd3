import type { FaultRule } from '../../../dev/server/server';
import { onDownload } from '../../../dev/server/server';
import { hasEnded } from '../../../nodes/BatchImages/batches/status';
import { quickPauses, type QuickPauses } from '../../support/quickPauses';
import { openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { batchesIn, collect, outputsOf, overNight, submit } from '../../support/batchBench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

let pauses: QuickPauses;
beforeAll(() => (pauses = quickPauses()));
afterAll(() => pauses.end());

const rows = () => prompts('a', 'b', 'c', 'd');
const hintsOf = (ran: { hints: Array<{ message: string }> }) =>
	ran.hints.map(({ message }) => message).join('\n');

/** A night with this fault, and what the four rows became, in their order. */
async function night(...faults: FaultRule[]) {
	bench.server.configure({ faults });
	const result = await overNight(bench, submit({ run: { maxRetries: 1 } }), rows());
	const { images, notMade } = result;
	const statuses = [...images, ...notMade]
		.map(({ json }) => [json.prompt, (json.image as { status: string }).status] as const)
		.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
	return { ...result, statuses: statuses.map(([, status]) => status) };
}

describe('What becomes of a batch', () => {
	it.each(['failed', 'refused'] as const)(
		'"token_limit_exceeded" (%s): it waits for room, and is created by Collect from what is uploaded',
		async (form) => {
			bench.server.configure({ faults: [{ times: 1, fault: { kind: 'tokenLimit', form } }] });
			const submitted = await bench.run(submit(), rows());
			expect(submitted.error).toBeUndefined();
			bench.server.advance(100);

			const collected = await bench.run(collect(), submitted.items);
			expect(collected.error).toBeUndefined();
			const [running] = batchesIn(outputsOf(collected).running);
			expect(running).toMatchObject({ id: expect.stringMatching(/^batch_/), status: 'validating' });
			bench.server.advance(100);
			const done = await bench.run(collect(), outputsOf(collected).running);

			expect(outputsOf(done).images.map(({ json }) => json.prompt)).toEqual(['a', 'b', 'c', 'd']);
			expect(bench.server.files.filter(({ purpose }) => purpose === 'batch')).toHaveLength(2);
		},
	);

	it('a queue without room: what does not fit stays queued until there is room', async () => {
		bench.server.configure({
			faults: [{ times: 2, fault: { kind: 'tokenLimit', form: 'refused' } }],
		});
		const submitted = await bench.run(submit(), rows());
		expect(batchesIn(submitted.items)).toMatchObject([{ id: null, status: 'queued', images: 4 }]);
		expect(hintsOf(submitted)).toMatch(/1 batch did not fit into OpenAI's queue/);

		const first = await bench.run(collect(), submitted.items);
		expect(batchesIn(outputsOf(first).running)).toMatchObject([{ id: null, status: 'queued' }]);
		expect(hintsOf(first)).toMatch(/waiting for room/);
		const second = await bench.run(collect(), outputsOf(first).running);
		bench.server.advance(100);
		const third = await bench.run(collect(), outputsOf(second).running);
		expect(outputsOf(third).images).toHaveLength(4);
	});

	it('failed: every row says why', async () => {
		const { notMade, missing } = await night({
			fault: {
				kind: 'batchFails',
				errors: [{ code: 'model_not_found', message: 'No such model.', param: null, line: null }],
			},
		});
		expect(notMade.map(({ json }) => json.prompt)).toEqual(['a', 'b', 'c', 'd']);
		expect(missing[0]).toMatchObject({
			status: 'failed',
			costUsd: 0,
			error: { message: 'The batch failed before any image was made: "No such model."' },
		});
	});

	it('expired: what was made arrives, the rest says that the time was over', async () => {
		const { statuses } = await night({ fault: { kind: 'batchExpires', unmade: 2 } });
		expect([...statuses].sort()).toEqual(['expired', 'expired', 'ok', 'ok']);
	});

	it.each(['neither', 'errorFile'] as const)('cancelled, with its lines in %s', async (where) => {
		bench.server.configure({ batches: { secondsPerStatus: 100, cancelledLines: where } });
		const submitted = await bench.run(submit(), rows());
		bench.server.advance(150);
		const cancelled = await bench.run(collect({ operation: 'cancel' }), submitted.items);
		expect(cancelled.error).toBeUndefined();
		expect(batchesIn(cancelled.items)).toMatchObject([{ status: 'cancelling' }]);
		bench.server.advance(1000);
		const { made, missing } = outputsOf(await bench.run(collect(), cancelled.items));

		expect(made).toHaveLength(2);
		expect(missing.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
	});

	it('completed with nothing', async () => {
		const { made, missing } = await night({
			fault: { kind: 'status', status: 400 },
			match: ({ path }) => !/batches|files/.test(path),
		});
		expect(made).toEqual([]);
		expect(missing.map(({ status }) => status)).toEqual(Array(4).fill('invalid'));
	});

	it('IDs in neither file', async () => {
		const { statuses, missing } = await night({ fault: { kind: 'missingLines', count: 1 } });
		expect([...statuses].sort()).toEqual(['failed', 'ok', 'ok', 'ok']);
		expect(missing[0]).toMatchObject({
			error: { message: expect.stringMatching(/neither of its result files names it/) },
		});
	});

	it('a truncated result file: what is missing may have been billed, and can be collected again', async () => {
		const { submitted, images, missing } = await night({ fault: { kind: 'truncatedFile' } });
		expect(images.length + missing.length).toBe(4);
		expect(missing.length).toBeGreaterThan(0);
		for (const image of missing) {
			expect(image).toMatchObject({ status: 'failed', costUsd: null });
			expect(String((image.error as { message: string }).message)).toMatch(
				/result file ended after|ends before it is complete/,
			);
		}
		bench.server.configure({ faults: [] });
		const again = outputsOf(await bench.run(collect(), submitted.items));
		expect(again.images).toHaveLength(4);
	}, 60_000);

	it('a download that breaks off is read again', async () => {
		const { statuses } = await night({
			match: onDownload,
			times: 1,
			fault: { kind: 'dropDuringAnswer' },
		} as FaultRule);
		expect(statuses).toEqual(['ok', 'ok', 'ok', 'ok']);
	}, 60_000);

	it('a line of 70 MB', async () => {
		const { statuses } = await night({ fault: { kind: 'hugeLine' } });
		expect(statuses).toEqual(['ok', 'ok', 'ok', 'ok']);
	}, 120_000);

	it('a line that is larger than any image: the others arrive', async () => {
		const { statuses, missing } = await night({
			fault: { kind: 'hugeLine', bytes: 110_000_000 },
		});
		expect([...statuses].sort()).toEqual(['failed', 'ok', 'ok', 'ok']);
		expect(missing[0]).toMatchObject({
			error: {
				message: expect.stringMatching(/^The line of this image is larger than this node accepts$/),
			},
		});
	}, 120_000);

	it('an unknown status: it counts as running, in words, and not for ever', async () => {
		bench.server.configure({
			batches: { secondsPerStatus: { in_progress: 10_000 } },
			faults: [{ fault: { kind: 'unknownStatus' } }],
		});
		const { submitted, collected, running } = await overNight(bench, submit(), rows());
		expect(collected.error).toBeUndefined();
		expect(hintsOf(collected)).toMatch(/a status that this version does not know.*"paused"/);
		expect(batchesIn(running)).toMatchObject([{ status: 'paused' }]);

		bench.server.advance(30 * 3600);
		const { images } = outputsOf(await bench.run(collect(), submitted.items));
		expect(images).toHaveLength(4);
	});

	it.each([
		['before its time is over', 3600, {}, false],
		['an hour after its time', 25 * 3600 + 1, {}, true],
		['with results', 0, { output_file_id: 'file-1' }, true],
	])('an unknown status %s', (_when, seconds, more, ended) => {
		const expires_at = 24 * 3600;
		expect(hasEnded({ status: 'paused', expires_at, ...more } as never, seconds * 1000)).toBe(
			ended,
		);
	});
});
