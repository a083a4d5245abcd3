import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isFree } from '../../../dev/n8n/freePort';
import { Instance, OWNER } from '../../../dev/n8n/instance';
import { startN8n, type StartOptions } from '../../../dev/n8n/start';

/** Answers like an n8n that is somebody else's, and notes what it is asked. */
let other: Server;
let port: number;
let asked: string[];
let hasOwner: boolean;
/** What it waits for before it answers. */
let held: Promise<unknown>;
let folder: string;

beforeEach(async () => {
	asked = [];
	hasOwner = true;
	held = Promise.resolve();
	folder = mkdtempSync(join(tmpdir(), 'gpt-image-others-'));
	other = createServer(async ({ method, url }, response) => {
		asked.push(`${method} ${url}`);
		await held;
		response.statusCode = url === '/rest/login' ? 401 : 200;
		response.setHeader('content-type', 'application/json');
		const data = { userManagement: { showSetupOnFirstLoad: !hasOwner } };
		response.end(JSON.stringify({ status: 'ok', data }));
	});
	other.listen(0, '127.0.0.1');
	await once(other, 'listening');
	({ port } = other.address() as AddressInfo);
});

afterEach(() => {
	other.close();
	other.closeAllConnections();
	rmSync(folder, { recursive: true, force: true });
});

const ENDS_SOON = "setTimeout(() => { console.error('port in use'); process.exit(1); }, 1000)";

/** A program in place of n8n. */
async function start(script: string, onSpawn?: StartOptions['onSpawn']) {
	const path = join(folder, 'n8n.cjs');
	writeFileSync(path, script);
	return await startN8n(
		{ directory: folder, node: process.execPath, environment: {} },
		{ version: '0', folder, script: path, tookSeconds: 0 },
		{ userFolder: folder, port, onSpawn },
	);
}

describe('a free port', () => {
	it('is given once, also to those who ask at the same time', async () => {
		const ports = await Promise.all(Array.from({ length: 20 }, async () => await freePort()));
		expect(new Set(ports).size).toBe(20);
		for (const given of ports) expect(await isFree(given)).toBe(true);
	});
});

describe("somebody else's n8n", () => {
	it('is not asked where it has the port already', async () => {
		expect(await isFree(port)).toBe(false);
		expect(await isFree(await freePort())).toBe(true);
		await expect(start('setInterval(() => {}, 1e3)')).rejects.toThrow(`Port ${port} is in use.`);
		expect(asked).toEqual([]);
	});

	it('is not taken for ours, which ended', async () => {
		// The other takes the port after it was looked at, and answers when ours is gone.
		other.close();
		await once(other, 'close');
		const starting = start(ENDS_SOON, ({ ended }) => {
			held = ended;
			other.listen(port, '127.0.0.1');
		});
		await expect(starting).rejects.toThrow(/n8n ended:\nport in use/);
		expect(asked).toEqual(['GET /healthz/readiness']);
	});

	it('is not given an owner where it has one', async () => {
		await expect(Instance.open(`http://127.0.0.1:${port}`)).rejects.toThrow(
			`does not take ${OWNER.email}`,
		);
		expect(asked).toEqual(['GET /rest/settings', 'POST /rest/login']);
	});

	it('is given one where it says that it has none', async () => {
		hasOwner = false;
		await Instance.open(`http://127.0.0.1:${port}`);
		expect(asked).toEqual(['GET /rest/settings', 'POST /rest/owner/setup']);
	});
});
