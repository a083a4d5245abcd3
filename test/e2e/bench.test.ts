import { join } from 'node:path';
import { BenchServer } from '../../dev/bench/imageServer';
import { measure } from '../../dev/bench/measure';
import { openBench } from '../../dev/bench/openBench';
import { bodyOf, ourNode, promptsOf, workflowOf } from '../../dev/bench/workflows';
import { Workplace } from '../../dev/n8n/workplace';
import { directory } from './support/places';

/** The bench's way to measure; its figures are for `npm run bench`. */
let workplace: Workplace;
let server: BenchServer;

beforeAll(async () => {
	workplace = await Workplace.open({ directory });
	server = await BenchServer.start(join(directory, '.build/commands/bench.cjs'));
});

afterAll(async () => {
	await server?.stop();
	await workplace?.close();
});

(process.platform === 'linux' ? it : it.skip)(
	'counts every image, and tells a workflow that fails in seconds, with n8n’s last lines',
	async () => {
		const bench = await openBench(workplace, server);
		const prompts = promptsOf(4);
		await server.draw(prompts.map((prompt) => bodyOf(prompt)));
		const workflow = workflowOf('Four', ourNode(bench.ours), prompts);
		expect(await measure(bench, workflow, 4, { latencyMs: 500 })).toMatchObject({
			images: 4,
			maxInFlight: 4,
		});

		const startedAt = performance.now();
		const failing = workflowOf('Failing', ourNode(bench.ours, { size: '17x17' }), prompts);
		await expect(measure(bench, failing, 4, {})).rejects.toThrow(
			/^Failing: [^]*Size[^]*n8n's last lines:\n/,
		);
		expect(performance.now() - startedAt).toBeLessThan(20_000);
	},
);
