import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { projectFolder } from './packed';

/**
 * V8's main thread collects alone: on a busy machine its helpers get late to memory that was given back. With four
 * busy loops the batch peaked at 5 to 33 MB over idle in 11 runs, and with helpers at 12 to 62 MB in 22.
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
