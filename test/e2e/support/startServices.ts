import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../../../dev/n8n/freePort';
import { startProgram, type RunningProgram } from '../../../dev/n8n/program';
import type { Services } from './services';
import { until } from './until';

export interface RunningServices {
	redis: URL;
	/** With the database that others can be made from. */
	postgres: URL;
	/** Ends what was started here. */
	stop(): Promise<void>;
}

/** PostgreSQL does not run as root; Debian's package brings this user. */
const POSTGRES_USER = 'postgres';

/** Starts those that are not running yet, on free ports, with their data in a temporary folder. */
export async function startServices({ redis, postgres }: Services): Promise<RunningServices> {
	const folder = mkdtempSync(join(tmpdir(), 'gpt-image-services-'));
	const stops: Array<() => Promise<void>> = [];
	const start = async (url: URL, command: readonly string[]) => {
		const [program = '', ...args] = command;
		const running = startProgram(program, args, { cwd: folder, env: { ...environment() } });
		stops.push(running.stop);
		await untilReady(running, program);
		return url;
	};
	const stop = async () => {
		await Promise.all(stops.map(async (end) => await end()));
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		return {
			redis:
				'url' in redis
					? redis.url
					: await onFreePort('redis://127.0.0.1', async (url) =>
							start(url, [redis.program, '--bind', '127.0.0.1', '--port', url.port, '--save', '']),
						),
			postgres:
				'url' in postgres
					? postgres.url
					: await onFreePort(`postgres://${POSTGRES_USER}@127.0.0.1/postgres`, async (url) =>
							start(url, postgresCommand(postgres.program, folder, url.port)),
						),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Makes the data folder. @returns the command that serves it. */
function postgresCommand(program: string, folder: string, port: string): string[] {
	const data = join(folder, 'postgres');
	const isRoot = process.getuid?.() === 0;
	const as = isRoot ? ['runuser', '-u', POSTGRES_USER, '--'] : [];
	if (isRoot) execFileSync('chown', [POSTGRES_USER, folder]);
	const make = [...as, join(dirname(program), 'initdb'), '-D', data, '-U', POSTGRES_USER];
	const [command = '', ...args] = make;
	execFileSync(command, [...args, '-A', 'trust', '--no-sync'], { cwd: folder, stdio: 'pipe' });
	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
	return [...as, program, '-D', data, '-p', port, ...settings.flatMap((one) => ['-c', one])];
}

async function onFreePort(address: string, use: (url: URL) => Promise<URL>): Promise<URL> {
	const url = new URL(address);
	url.port = String(await freePort());
	return await use(url);
}

/** Both say so. PostgreSQL listens a moment before it takes anybody. */
const READY = /ready to accept connections/i;

async function untilReady({ lines, ended }: RunningProgram, name: string): Promise<void> {
	let hasEnded = false;
	const note = () => (hasEnded = true);
	void ended.then(note, note);
	const isReady = () => lines.some((line) => READY.test(line));
	// In vain or not: its own lines tell more than the wait does.
	await until(() => hasEnded || isReady(), 30_000).catch(() => undefined);
	if (!hasEnded && isReady()) return;
	throw new Error(`${name} did not start:\n${lines.slice(-10).join('\n')}`);
}

function environment(): Record<string, string> {
	return { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' };
}
