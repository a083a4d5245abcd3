import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installN8n } from '../../../dev/n8n/install';
import { endListed, LIST_VARIABLE } from '../../../dev/n8n/processes';
import { findTools } from '../../../dev/n8n/tools';

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
	const list = join(tmpdir(), `gpt-image-processes-${randomUUID()}.jsonl`);
	process.env[LIST_VARIABLE] = list;
	process.once('exit', () => endListed(list));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => process.exit(1));
	}
}
