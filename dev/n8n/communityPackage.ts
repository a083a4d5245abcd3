import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './program';
import type { Tools } from './tools';

/**
 * Packs the built package as npm would publish it and installs it into n8n's user folder the way n8n does
 * with a community package: unpacked, without the dependencies that only development needs, its own
 * dependencies installed with scripts off.
 * @returns the package's name.
 */
export async function installPackedNodes(tools: Tools, userFolder: string): Promise<string> {
	const { directory, environment: env } = tools;
	const nodes = join(userFolder, '.n8n', 'nodes');
	mkdirSync(nodes, { recursive: true });
	for (const old of readdirSync(nodes)) if (old.endsWith('.tgz')) rmSync(join(nodes, old));
	await runProgram('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', nodes], {
		cwd: directory,
		env,
	});
	const tarball = readdirSync(nodes).find((file) => file.endsWith('.tgz')) ?? '';
	const { name, version } = manifestOf(directory);
	const target = join(nodes, 'node_modules', String(name));
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await runProgram('tar', ['-xzf', join(nodes, tarball), '-C', target, '--strip-components=1'], {
		cwd: nodes,
		env,
	});
	rmSync(join(nodes, tarball));
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } =
		manifestOf(target);
	writeFileSync(join(target, 'package.json'), JSON.stringify(manifest, null, 2));
	await runProgram('npm', ['install', ...INSTALL_FLAGS, '--prefix', target], { cwd: target, env });
	writeFileSync(
		join(nodes, 'package.json'),
		JSON.stringify({
			name: 'installed-nodes',
			private: true,
			dependencies: { [String(name)]: version },
		}),
	);
	return String(name);
}

/** As n8n 2.41 calls npm for a community package. */
const INSTALL_FLAGS = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

function manifestOf(folder: string): Record<string, unknown> {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
}
