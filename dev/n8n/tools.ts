import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The Node that the project brings along: n8n wants a newer one than many machines have. */
export interface Tools {
	/** The project's folder. */
	directory: string;
	/** The binary. */
	node: string;
	/** For npm and n8n: the machine's environment with that Node first, without what npm, jest or another n8n left in it. */
	environment: Readonly<Record<string, string>>;
}

const LEFT_BEHIND = /^(npm_|N8N_|DB_|EXECUTIONS_|QUEUE_|JEST_|NODE_ENV$|NODE_OPTIONS$)/i;

/** @throws on Windows itself, and where the project's packages are not installed. */
export function findTools(directory: string): Tools {
	if (process.platform === 'win32') {
		throw new Error('A real n8n is started on Linux, macOS and WSL only. On Windows use WSL.');
	}
	const bin = join(directory, 'node_modules', 'node', 'bin');
	const node = join(bin, 'node');
	if (!existsSync(node)) throw new Error('Run `npm ci` first: it brings the Node that n8n needs.');
	const inherited = Object.entries(process.env).filter(([name]) => !LEFT_BEHIND.test(name));
	const registry = process.env.npm_config_registry;
	const headers = headersOf(directory);
	return {
		directory,
		node,
		environment: {
			...(Object.fromEntries(inherited) as Record<string, string>),
			...(registry !== undefined && { npm_config_registry: registry }),
			...(headers !== undefined && { npm_config_nodedir: headers }),
			PATH: [bin, process.env.PATH].join(delimiter),
		},
	};
}

/** The folder of the Node package of this platform, where `include/node` lies; native modules are built against it. */
function headersOf(directory: string): string | undefined {
	const fromNode = createRequire(join(directory, 'node_modules', 'node', 'package.json'));
	try {
		const found = fromNode.resolve(`node-${process.platform}-${process.arch}/package.json`);
		return existsSync(join(dirname(found), 'include', 'node')) ? dirname(found) : undefined;
	} catch {
		return undefined;
	}
}
