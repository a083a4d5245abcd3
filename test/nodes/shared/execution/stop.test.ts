import { setTimeout as wait } from 'node:timers/promises';
import type { NodeSetup } from '../../../support/workbench';
import { compare, TWO } from '../../../support/compare';
import { photo } from '../../../dev/server/requests';
import { generate, openWorkbench, prompts, type Workbench } from '../../../support/workbench';
import { edit, itemOf } from '../../EditImage/support';
import { ownTime } from '../../../support/ownTime';
import { until } from '../../../support/until';
import { watchedStorage } from '../../../support/watchedStorage';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** Milliseconds that an execution may go on after Stop. */
const PROMPT_MS = 2_000;

const REGIONS = {
	mask: 'regions',
	regions: { values: [{ x: 10, y: 10, width: 40, height: 40 }] },
};

/** Runs the node, stops it once `isDue`, and says how long it went on then. */
async function stopWhen(
	setup: NodeSetup,
	items: Parameters<Workbench['run']>[1],
	isDue: () => boolean,
) {
	const stop = new AbortController();
	let ended = false;
	const running = bench.run(setup, items, { signal: stop.signal }).finally(() => (ended = true));
	await until(() => isDue() || ended);
	const took = ownTime();
	stop.abort();
	const ran = await running;
	return { ran, ms: took() };
}

/** The same, with the node stopped when it asks storage for its input for the third time. */
async function stopAtThirdRead(setup: NodeSetup, items: Parameters<Workbench['run']>[1]) {
	return await watchedStorage(
		{},
		async (uses) => await stopWhen(setup, items, () => uses.length > 2),
	);
}

describe('Stop is heard where the node itself is at work', () => {
	it('while the inputs of many edits are checked and their masks drawn', async () => {
		const bytes = photo(2_400, 1_600);
		const items = await Promise.all(
			Array.from({ length: 24 }, async () => await itemOf(bench, { data: bytes })),
		);

		const { ran, ms } = await stopAtThirdRead(edit(REGIONS), items);

		expect(ran.status).toBe('canceled');
		expect(ran.error?.message).toMatch(/canceled/);
		expect(ms).toBeLessThan(PROMPT_MS);
		expect(bench.calls()).toBe(0);
	});

	it('while previews are made for reviewers', async () => {
		const bytes = photo(3_000, 2_400);
		const items = await Promise.all(
			Array.from({ length: 12 }, async () => await itemOf(bench, { data: bytes })),
		);
		const review = { type: 'reviewImages', parameters: {} };

		const { ran, ms } = await stopAtThirdRead(review, items);

		expect(ran.status).toBe('canceled');
		expect(ran.error?.message).toMatch(/canceled/);
		expect(ms).toBeLessThan(PROMPT_MS);
	});

	it('while images are cropped to exact pixels', async () => {
		const size = { size: 'custom', width: 2_000, height: 1_100, n: 4 };

		const { ran, ms } = await stopWhen(
			generate({ ...size, run: { maxConcurrency: 8 } }),
			prompts('a', 'b', 'c', 'd'),
			() => bench.requests().filter(({ endedAt }) => endedAt !== null).length >= 2,
		);

		expect(ran.status).toBe('canceled');
		expect(ms).toBeLessThan(PROMPT_MS);
	});

	it('Stop is heard at the end of a comparison', async () => {
		const { ran, ms } = await stopWhen(
			compare(TWO, { repetitions: 2, run: { maxConcurrency: 12 } }),
			prompts('a', 'b', 'c'),
			() => bench.requests().filter(({ endedAt }) => endedAt !== null).length >= 12,
		);

		expect(ran.status).toBe('canceled');
		expect(ms).toBeLessThan(PROMPT_MS);
	});
});

describe("Stop ends n8n's own tries", () => {
	it.each<[string, NodeSetup]>([
		[
			'Generate',
			generate({}, { retryOnFail: true, maxTries: 5, waitBetweenTries: 3_000 } as object),
		],
		[
			'Compare Models',
			compare(TWO, {}, { retryOnFail: true, maxTries: 5, waitBetweenTries: 3_000 } as object),
		],
	])("Stop ends n8n's own tries of %s", async (_, setup) => {
		bench.server.configure({ latencyMs: () => 20_000 });

		const { ran, ms } = await stopWhen(setup, prompts('a'), () => bench.calls() > 0);
		await wait(500);

		expect(ran.status).toBe('canceled');
		expect(ms).toBeLessThan(PROMPT_MS);
		expect(bench.calls()).toBe(setup.type === 'compareModels' ? 2 : 1);
	});
});
