import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a server for n8n's queue mode is: at an address, or to be started from a program of this machine. */
export type Place = { url: URL } | { program: string };

export interface Services {
	redis: Place;
	postgres: Place;
}

const REDIS = 'redis://127.0.0.1:6379';
const POSTGRES = 'postgres://postgres@127.0.0.1:5432/postgres';

/** Where Debian keeps what it does not put into the path. */
const POSTGRES_PROGRAMS = '/usr/lib/postgresql/*/bin/postgres';

/**
 * The servers that E2E_REDIS_URL and E2E_POSTGRES_URL name (`own`: always one of its own), else those of
 * this machine, else programs to start them. Blocks for a moment, since what a suite holds must be known
 * before its tests.
 * @returns in words what is missing, where something is.
 */
export function findServices(): Services | { missing: string } {
	const redis = find(process.env.E2E_REDIS_URL, REDIS, installed('redis-server'));
	const postgres = find(
		process.env.E2E_POSTGRES_URL,
		POSTGRES,
		installed('postgres') ?? globSync(POSTGRES_PROGRAMS).sort().at(-1),
	);
	if (redis && postgres) return { redis, postgres };
	const missing = [
		redis ? [] : 'Redis (E2E_REDIS_URL, or the program redis-server)',
		postgres ? [] : 'PostgreSQL (E2E_POSTGRES_URL, or the program postgres)',
	];
	return { missing: missing.flat().join(' and ') };
}

function find(
	named: string | undefined,
	usual: string,
	program: string | undefined,
): Place | undefined {
	const own = program === undefined ? undefined : { program };
	if (named === 'own') return own;
	const url = new URL(named ?? usual);
	if (listens(url, new URL(usual).port)) return { url };
	return named === undefined ? own : undefined;
}

function installed(program: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function listens({ hostname, port }: URL, usualPort: string): boolean {
	const script =
		"require('net').connect(process.argv[2], process.argv[1]).setTimeout(3000).once('connect', () => process.exit(0)).once('timeout', () => process.exit(1))";
	const { status } = spawnSync(process.execPath, ['-e', script, hostname, port || usualPort], {
		stdio: 'ignore',
	});
	return status === 0;
}
