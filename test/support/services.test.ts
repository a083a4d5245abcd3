import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/n8n/freePort';
import { findServices } from '../e2e/support/services';

const NAMES = ['E2E_REDIS_URL', 'E2E_POSTGRES_URL', 'E2E_REQUIRE_ALL', 'PATH'] as const;
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));

let folder: string;
let bin: string;
let server: Server;

beforeEach(async () => {
	for (const name of NAMES.slice(0, 3)) delete process.env[name];
	folder = mkdtempSync(join(tmpdir(), 'gpt-image-find-services-'));
	bin = join(folder, 'bin');
	mkdirSync(bin);
	for (const program of ['redis-server', 'postgres']) writeFileSync(join(bin, program), '');
	process.env.PATH = bin;
	server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
});

afterEach(() => {
	server.close();
	rmSync(folder, { recursive: true, force: true });
	for (const name of NAMES) {
		if (before[name] === undefined) delete process.env[name];
		else process.env[name] = before[name];
	}
});

const own = () => ({
	redis: { program: join(bin, 'redis-server') },
	postgres: { program: join(bin, 'postgres') },
});

describe('the servers for queue mode', () => {
	it('are started anew, whatever runs on this machine', () => {
		expect(findServices()).toEqual(own());
	});

	it('are those that the environment names', () => {
		const { port } = server.address() as AddressInfo;
		process.env.E2E_REDIS_URL = `redis://127.0.0.1:${port}`;
		const { postgres } = own();
		expect(findServices()).toEqual({
			redis: { url: new URL(process.env.E2E_REDIS_URL) },
			postgres,
		});
	});

	it('are missing where nothing listens at the named address', async () => {
		process.env.E2E_REDIS_URL = `redis://127.0.0.1:${await freePort()}`;
		expect(findServices()).toEqual({ missing: 'Redis where E2E_REDIS_URL says' });
	});

	it('may not be missing with E2E_REQUIRE_ALL=1', () => {
		rmSync(join(bin, 'redis-server'));
		const missing = 'Redis (the program redis-server, or E2E_REDIS_URL)';
		expect(findServices()).toEqual({ missing });
		process.env.E2E_REQUIRE_ALL = '1';
		expect(() => findServices()).toThrow(missing);
	});
});
