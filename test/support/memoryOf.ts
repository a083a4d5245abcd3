import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { projectFolder } from './packed';

/**
 * V8's main thread collects alone, so that the peak doesn't depend on when a busy machine lets its helpers work. That
 * they made the peaks seen on one is suspected, not shown. The batch peaked at 5 to 33 MB over idle in 11 runs alone
 * with four busy loops. With helpers it peaked at 28 to 40 MB in 3 such runs, and at 12 to 62 MB in 19 of all tests.
 */
const OPTIONS = ['--expose-gc', '--single-threaded-gc'];

/**
 * Runs a script of `test/support` in a process of its own, so that its memory can be told apart.
 * @returns the JSON that it prints.
 */
export async function memoryOf(
	name: 'batchMemory' | 'editMemory',
	...args: string[]
): Promise<Record<string, unknown>> {
	const script = join(projectFolder, '.build/test', `${name}.cjs`);
	buildSync({
		...{ entryPoints: [join(projectFolder, 'test/support', `${name}.ts`)], outfile: script },
		...{ bundle: true, platform: 'node', format: 'cjs', packages: 'external' },
		logLevel: 'warning',
	});
	const { stdout } = await promisify(execFile)('node', [...OPTIONS, script, ...args], {
		cwd: projectFolder,
	});
	return JSON.parse(stdout) as Record<string, unknown>;
}
