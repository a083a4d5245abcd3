import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runLive } from '../demo/live/runLive';
import { runLocal } from '../demo/runLocal';

/**
 * `npm run demo`: the examples in n8n's engine against the local image server; with `-- --live` a few
 * of them against OpenAI. Ends with code 1 where an example does not bring what it should.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { live: { type: 'boolean' }, yes: { type: 'boolean', short: 'y' } },
	});
	// A stop by Ctrl+C takes the temporary folder away too.
	process.once('SIGINT', () => process.exit(130));
	const directory = resolve(__dirname, '../..');
	const output = join(directory, 'demo-output');
	if (values.live) {
		const ok = await runLive({ directory, output, yes: values.yes === true });
		process.exitCode = ok ? 0 : 1;
		return;
	}
	process.exitCode = (await runLocal({ directory, output })) ? 0 : 1;
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
