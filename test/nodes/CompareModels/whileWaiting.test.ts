import { compare, runCompare, TWO } from '../../support/compare';
import { watchedStorage } from '../../support/watchedStorage';
import { openWorkbench, prompts, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => (bench = await openWorkbench({ binaryMode: 'filesystem' })));
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

it('looks at images while other requests are under way', async () => {
	bench.server.configure({ latencyMs: 1000 });
	const six = prompts('One', 'Two', 'Three', 'Four', 'Five', 'Six');
	const looked = await watchedStorage({}, async (uses) => {
		const { report } = await runCompare(bench, compare(TWO, { run: { maxConcurrency: 4 } }), six);
		expect(report.variants.map(({ ok }) => ok)).toEqual([6, 6]);
		return uses.filter(({ method }) => method === 'getAsBuffer').map(({ at }) => at);
	});

	const lastSentAt = Math.max(...bench.requests().map(({ startedAt }) => startedAt));
	// The last four are asked for when eight have arrived, and take a second.
	expect(looked[0]).toBeLessThan(lastSentAt + 1000);
});
