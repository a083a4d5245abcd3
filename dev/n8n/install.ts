import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './program';
import type { Tools } from './tools';

/** The n8n that the nodes are tried in, unless the environment names another. */
export const N8N_VERSION = process.env.TRY_N8N_VERSION ?? '2.41.1';

/** Older n8n takes this from a host that is no registry; the one of the registry does for images. */
const OVERRIDES = { xlsx: '0.18.5' };

/** n8n's native parts that it cannot do without; the other install scripts are not run. */
const NATIVE_PARTS = ['sqlite3', 'isolated-vm'];

export interface InstalledN8n {
	version: string;
	/** Where its `node_modules` lies. */
	folder: string;
	/** The script that Node runs. */
	script: string;
	/** Seconds that installing took; 0 where it was there. */
	tookSeconds: number;
}

export interface InstallOptions {
	version?: string;
	/** Called with what is being done, every few seconds. */
	onProgress?: (text: string) => void;
}

/** Installs n8n into the project's `.cache` folder, once: about 4 minutes and 3 GB. */
export async function installN8n(
	tools: Tools,
	{ version = N8N_VERSION, onProgress = () => undefined }: InstallOptions = {},
): Promise<InstalledN8n> {
	const folder = join(tools.directory, '.cache', `n8n-${version}`);
	const script = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	const marker = join(folder, 'complete.json');
	if (existsSync(marker) && existsSync(script)) return { version, folder, script, tookSeconds: 0 };
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, 'package.json'),
		JSON.stringify({ name: 'n8n-to-try-the-nodes-in', private: true, overrides: OVERRIDES }),
	);
	const startedAt = performance.now();
	const npm = async (step: string, args: string[]) => {
		const timer = setInterval(() => {
			onProgress(`${step}, ${Math.round((performance.now() - startedAt) / 1000)} s so far`);
		}, 5000);
		onProgress(step);
		try {
			await runProgram(
				'npm',
				[...args, '--prefix', folder, '--loglevel=error', '--no-audit', '--no-fund'],
				{
					cwd: folder,
					env: tools.environment,
				},
			);
		} finally {
			clearInterval(timer);
		}
	};
	await npm(`Installing n8n ${version} (once, about 4 minutes, 3 GB)`, [
		'install',
		'--ignore-scripts',
		`n8n@${version}`,
	]);
	await npm('Building its native parts (about 2 minutes)', ['rebuild', ...NATIVE_PARTS]);
	const tookSeconds = Math.round((performance.now() - startedAt) / 1000);
	writeFileSync(marker, JSON.stringify({ version, tookSeconds }));
	return { version, folder, script, tookSeconds };
}

/** The version of one of n8n's own packages in this installation, e.g. `n8n-nodes-base`. */
export function versionOf({ folder }: InstalledN8n, name: string): string {
	const path = join(folder, 'node_modules', name, 'package.json');
	return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
