import { spawnSync } from 'node:child_process';

/** Redis and PostgreSQL for n8n's queue mode. */
export interface Services {
	redis: URL;
	/** With the database that others can be made from. */
	postgres: URL;
}

const DEFAULTS = {
	E2E_REDIS_URL: 'redis://127.0.0.1:6379',
	E2E_POSTGRES_URL: 'postgres://postgres@127.0.0.1:5432/postgres',
} as const;

/**
 * The servers that the environment names, or those of this machine. Blocks for a moment, since what a
 * suite holds must be known before its tests.
 * @returns in words what is missing, where something is.
 */
export function findServices(): Services | { missing: string } {
	const [redis, postgres] = [addressOf('E2E_REDIS_URL'), addressOf('E2E_POSTGRES_URL')];
	const missing = [
		listens(redis, '6379') ? [] : `Redis at ${redis.host} (E2E_REDIS_URL)`,
		listens(postgres, '5432') ? [] : `PostgreSQL at ${postgres.host} (E2E_POSTGRES_URL)`,
	].flat();
	return missing.length === 0 ? { redis, postgres } : { missing: missing.join(' and ') };
}

const addressOf = (name: keyof typeof DEFAULTS) => new URL(process.env[name] ?? DEFAULTS[name]);

function listens({ hostname, port }: URL, defaultPort: string): boolean {
	const script =
		"require('net').connect(process.argv[2], process.argv[1]).setTimeout(3000).once('connect', () => process.exit(0)).once('timeout', () => process.exit(1))";
	const { status } = spawnSync(process.execPath, ['-e', script, hostname, port || defaultPort], {
		stdio: 'ignore',
	});
	return status === 0;
}
