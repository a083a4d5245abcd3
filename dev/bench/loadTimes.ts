import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tools } from '../n8n/tools';

/**
 * Milliseconds in which all nodes of the built package load and are constructed, in new processes that
 * have loaded what n8n has loaded.
 */
export function loadTimes({ directory, node }: Tools, processes: number): number[] {
	const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const script = join(directory, 'test/support/loadTimes.cjs');
	return Array.from({ length: processes }, () => {
		const times = execFileSync(node, [script, ...manifest.n8n.nodes], {
			cwd: directory,
			encoding: 'utf8',
		});
		return (JSON.parse(times) as number[]).reduce((sum, ms) => sum + ms, 0);
	});
}
