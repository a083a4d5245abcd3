/**
 * Measures GPT Image Compare Models: `node test/support/measure/measure.mjs '{"prompts":50,"variants":2,
 * "maxConcurrency":4}' '{"latencyMs":1000}'`. The first argument is what is run (see RunOrder), the second
 * the settings of the local image server. The server and the run have a process each; measured is the package
 * as `npm run build` left it. Prints the figures as JSON.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const project = resolve(import.meta.dirname, '../../..');
const folder = join(project, '.cache/measure', String(process.pid));
const [run, server] = [2, 3].map((place) => JSON.parse(process.argv[place] ?? '{}'));
const order = { prompts: 50, variants: 2, maxConcurrency: 4, packageDirectory: project, ...run };

await build({
	absWorkingDir: project,
	entryPoints: ['imageServer', 'compareRun'].map((name) => `test/support/measure/${name}.ts`),
	bundle: true,
	platform: 'node',
	format: 'cjs',
	packages: 'external',
	outdir: folder,
	outExtension: { '.js': '.cjs' },
});

const settings = { latencyMs: 1000, ...server };
const serving = fork(join(folder, 'imageServer.cjs'), [JSON.stringify(settings)]);
try {
	const [{ url, apiKey }] = await once(serving, 'message');
	const figures = await runOnce({ ...order, url, apiKey });
	const latencyMs = typeof settings.latencyMs === 'number' ? settings.latencyMs : 0;
	const idealMs =
		Math.ceil((order.prompts * order.variants) / order.maxConcurrency) * latencyMs || 1;
	console.log(
		JSON.stringify({
			...figures,
			overIdleMb: figures.peakMb - figures.idleMb,
			timesIdeal: Math.round((figures.tookMs / idealMs) * 1000) / 1000,
		}),
	);
} finally {
	serving.disconnect();
	rmSync(folder, { recursive: true, force: true });
}

async function runOnce(runOrder) {
	const profile = process.env.CPU_PROFILE
		? ['--cpu-prof', `--cpu-prof-dir=${process.env.CPU_PROFILE}`]
		: [];
	const running = fork(join(folder, 'compareRun.cjs'), [JSON.stringify(runOrder)], {
		execArgv: ['--expose-gc', ...profile],
	});
	const answered = once(running, 'message');
	const [ended] = await Promise.race([
		answered,
		once(running, 'exit').then(([code]) => [{ code }]),
	]);
	if (!ended?.figures) throw new Error('The run did not end well; see above.');
	await once(running, 'exit').catch(() => undefined);
	return ended.figures;
}
