import { resolve } from 'node:path';
import { installN8n } from '../../../demo/realN8n/install';
import { findTools } from '../../../demo/realN8n/tools';

/** Before the suite: n8n in the project's cache, with progress, so that no test waits for it. */
export default async function installOnce(): Promise<void> {
	const { version, tookSeconds } = await installN8n(findTools(resolve(__dirname, '../../..')), {
		onProgress: (text) => process.stdout.write(`\n  ${text}`),
	});
	const how = tookSeconds > 0 ? `installed in ${tookSeconds} s` : 'there already';
	process.stdout.write(`\n  n8n ${version}, ${how}\n`);
}
