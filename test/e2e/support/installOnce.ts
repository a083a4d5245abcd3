import { resolve } from 'node:path';
import { installN8n } from '../../../dev/n8n/install';
import { exitOnSignals } from '../../../dev/n8n/program';
import { findTools } from '../../../dev/n8n/tools';
import { beginLists, endAllListed } from './leftovers';

/** Before the suite: n8n in the project's cache, with progress, so that no test waits for it. */
export default async function installOnce(): Promise<void> {
	endAllOnExit();
	const { version, tookSeconds } = await installN8n(findTools(resolve(__dirname, '../../..')), {
		onProgress: (text) => process.stdout.write(`\n  ${text}`),
	});
	const how = tookSeconds > 0 ? `installed in ${tookSeconds} s` : 'there already';
	process.stdout.write(`\n  n8n ${version}, ${how}\n`);
}

/**
 * Whatever a test leaves running ends with the suite, also with one that is broken off. Here, unlike in a test
 * file, `process` is the real one.
 */
function endAllOnExit(): void {
	beginLists();
	process.once('exit', endAllListed);
	exitOnSignals();
}
