import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { projectFolder } from './packed';

/**
 * V8's main thread collects alone, so that the peak doesn't depend on when a busy machine lets its helpers work. In all
 * tests with four busy loops the batch peaked at 12 to 31 MB over idle in 20 runs, and with helpers at 12 to 62 MB in 19,
 * on another machine: that it is the helpers is likely, not shown.
 */
const OPTIONS = ['--expose-gc', '--single-threaded-gc'];

/**
 * Runs a script of `test/support` in a process of its own, so that its memory can be told apart. Its first argument is
 * the package's folder.
 * @param args the others.
 * @returns the JSON that it prints.
 */
export async function memoryOf(
	name: 'batchMemory' | 'editMemory',
	...args: string[]
): Promise<Record<string, unknown>> {
	const script = join(projectFolder, '.build/test', `${name}.cjs`);
	buildSync({
		entryPoints: [join(projectFolder, 'test/support', `${name}.ts`)],
		outfile: script,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		packages: 'external',
		logLevel: 'warning',
	});
	const { stdout } = await promisify(execFile)(
		'node',
		[...OPTIONS, script, projectFolder, ...args],
		{ cwd: projectFolder },
	);
	return JSON.parse(stdout) as Record<string, unknown>;
}
