import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { InstalledN8n } from '../../../dev/n8n/install';

/** The part of n8n's own PostgreSQL client that is used here. */
interface Client {
	connect(): Promise<void>;
	query<Row>(text: string): Promise<{ rows: Row[] }>;
	end(): Promise<void>;
}

/** A database for one suite. */
export interface OwnDatabase {
	/** n8n's settings for it. */
	env: Record<string, string>;
	query<Row>(text: string): Promise<Row[]>;
	/** Ends what is still connected. */
	drop(): Promise<void>;
}

/** Makes a new, empty database on a server. Needs a user who may. */
export async function createDatabase({ folder }: InstalledN8n, server: URL): Promise<OwnDatabase> {
	const { Client } = requireFrom<{
		Client: new (options: { connectionString: string }) => Client;
	}>(folder, 'pg');
	const run = async <Row>(url: URL, text: string): Promise<Row[]> => {
		const client = new Client({ connectionString: url.href });
		await client.connect();
		try {
			return (await client.query<Row>(text)).rows;
		} finally {
			await client.end();
		}
	};
	const name = `gpt_image_${randomUUID().replaceAll('-', '')}`;
	await run(server, `CREATE DATABASE ${name}`);
	const own = new URL(server);
	own.pathname = `/${name}`;
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: server.hostname,
			DB_POSTGRESDB_PORT: server.port || '5432',
			DB_POSTGRESDB_DATABASE: name,
			DB_POSTGRESDB_USER: decodeURIComponent(server.username),
			DB_POSTGRESDB_PASSWORD: decodeURIComponent(server.password),
		},
		query: async (text) => await run(own, text),
		drop: async () => void (await run(server, `DROP DATABASE ${name} WITH (FORCE)`)),
	};
}

/** Removes a queue's keys from Redis. @param prefix of the keys. */
export async function forgetKeys(
	{ folder }: InstalledN8n,
	server: URL,
	prefix: string,
): Promise<void> {
	const { Redis } = requireFrom<{
		Redis: new (url: string) => {
			keys(pattern: string): Promise<string[]>;
			del(keys: string[]): Promise<number>;
			disconnect(): void;
		};
	}>(folder, 'ioredis');
	const redis = new Redis(server.href);
	try {
		const keys = await redis.keys(`*${prefix}*`);
		if (keys.length > 0) await redis.del(keys);
	} finally {
		redis.disconnect();
	}
}

/** A package of the installed n8n, so that the project needs no client of its own. */
function requireFrom<T>(folder: string, name: string): T {
	return createRequire(join(folder, 'package.json'))(name) as T;
}
