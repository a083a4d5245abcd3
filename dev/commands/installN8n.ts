import { resolve } from 'node:path';
import { installN8n } from '../n8n/install';
import { exitOnSignals } from '../n8n/program';
import { findTools } from '../n8n/tools';

/**
 * Installs n8n into the project's cache, where it is not there yet. The editor, the bench and the e2e suite do so
 * themselves; CI does it beside `npm test`.
 */
async function main(): Promise<void> {
	const { version, tookSeconds } = await installN8n(findTools(resolve(__dirname, '../..')));
	console.log(
		`n8n ${version}, ${tookSeconds > 0 ? `installed in ${tookSeconds} s` : 'there already'}`,
	);
}

exitOnSignals();

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exit(1);
});
