import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a server for n8n's queue mode is: at an address, or to be started from a program of this machine. */
export type Place = { url: URL } | { program: string };

export interface Services {
	redis: Place;
	postgres: Place;
}

const USUAL_PORTS = { redis: 6379, postgres: 5432 };

/** Where Debian keeps what it does not put into the path. */
const POSTGRES_PROGRAMS = '/usr/lib/postgresql/*/bin/postgres';

/**
 * The servers that E2E_REDIS_URL and E2E_POSTGRES_URL name, else the programs to start servers of the suite's
 * own. What runs on this machine unnamed is somebody else's. Blocks for a moment, since what a suite holds
 * must be known before its tests.
 * @returns in words what is missing, where something is.
 * @throws where something is missing and E2E_REQUIRE_ALL is 1.
 */
export function findServices(): Services | { missing: string } {
	const redis = find(process.env.E2E_REDIS_URL, USUAL_PORTS.redis, () => installed('redis-server'));
	const postgres = find(
		process.env.E2E_POSTGRES_URL,
		USUAL_PORTS.postgres,
		() => installed('postgres') ?? globSync(POSTGRES_PROGRAMS).sort().at(-1),
	);
	if (redis && postgres) return { redis, postgres };
	const missing = [
		redis ? [] : missed('Redis', 'E2E_REDIS_URL', 'redis-server'),
		postgres ? [] : missed('PostgreSQL', 'E2E_POSTGRES_URL', 'postgres'),
	]
		.flat()
		.join(' and ');
	if (process.env.E2E_REQUIRE_ALL === '1') {
		throw new Error(`E2E_REQUIRE_ALL is set, and queue mode cannot be tried: no ${missing}.`);
	}
	return { missing };
}

function find(
	named: string | undefined,
	usualPort: number,
	findProgram: () => string | undefined,
): Place | undefined {
	if (named !== undefined) {
		const url = new URL(named);
		return listens(url, usualPort) ? { url } : undefined;
	}
	const program = findProgram();
	return program === undefined ? undefined : { program };
}

function missed(name: string, variable: string, program: string): string {
	return process.env[variable] === undefined
		? `${name} (the program ${program}, or ${variable})`
		: `${name} where ${variable} says`;
}

function installed(program: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function listens({ hostname, port }: URL, usualPort: number): boolean {
	const script =
		"require('net').connect(process.argv[2], process.argv[1]).setTimeout(3000).once('connect', () => process.exit(0)).once('timeout', () => process.exit(1))";
	const args = ['-e', script, hostname, port || String(usualPort)];
	return spawnSync(process.execPath, args, { stdio: 'ignore' }).status === 0;
}
