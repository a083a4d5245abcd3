import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort, isFree } from '../../dev/n8n/freePort';
import { isRunning, LIST_VARIABLE, type ProcessMark } from '../../dev/n8n/processes';
import { Workplace } from '../../dev/n8n/workplace';
import { directory } from './support/places';
import { openQueueMode } from './support/queueMode';
import { findServices } from './support/services';
import { until } from './support/until';

/*
 * `npm run editor` and the suite leave nothing running, however they end.
 */
const listed = () =>
	readFileSync(process.env[LIST_VARIABLE] ?? '', 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as ProcessMark);
const stillRunning = () => listed().filter((mark) => isRunning(mark));

describe('a real n8n', () => {
	it('is ended where it is broken off while it starts', async () => {
		const other = await Workplace.open({ directory });
		const before = listed().length;
		const starting = expect(other.start()).rejects.toThrow('n8n ended');
		await until(() => listed().length > before);
		await other.close();
		await starting;
		expect(
			listed()
				.slice(before)
				.filter((mark) => isRunning(mark)),
		).toEqual([]);
	});
});

describe('queue mode', () => {
	const services = findServices();
	const itWithRedis = 'missing' in services ? it.skip : it;

	itWithRedis('leaves no server behind where the database cannot be made', async () => {
		if ('missing' in services) return;
		const workplace = await Workplace.open({ directory });
		const broken = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
		await once(broken, 'listening');
		const { port } = broken.address() as { port: number };
		try {
			const postgres = { url: new URL(`postgres://nobody@127.0.0.1:${port}/none`) };
			const before = listed().length;
			await expect(openQueueMode(workplace, { ...services, postgres })).rejects.toThrow();
			const started = listed().slice(before);
			expect(started.length).toBeGreaterThan(0);
			expect(started.filter((mark) => isRunning(mark))).toEqual([]);
		} finally {
			broken.close();
			await workplace.close();
		}
	});
});

describe('npm run editor', () => {
	const name = `test${process.pid}`;
	const folder = join(directory, '.cache', `editor-${name}`);
	let ports: { port: number; imagePort: number };

	beforeAll(async () => {
		ports = { port: await freePort(), imagePort: await freePort() };
	});

	afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

	/** The command itself, with what it writes. */
	function run(...args: string[]): { child: ChildProcess; text: () => string } {
		const script = join(directory, '.build', 'commands', 'editor.cjs');
		const options = ['--no-open', '--name', name];
		const own = ['--port', `${ports.port}`, '--image-port', `${ports.imagePort}`];
		const child = spawn(process.execPath, [script, ...options, ...own, ...args]);
		let written = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (data: Buffer) => (written += data.toString()));
		}
		return { child, text: () => written };
	}

	/** Ends it as Ctrl+C does. */
	async function interrupt(child: ChildProcess): Promise<void> {
		child.kill('SIGINT');
		await once(child, 'exit');
		expect(stillRunning()).toEqual([]);
		expect(await isFree(ports.port)).toBe(true);
		expect(await isFree(ports.imagePort)).toBe(true);
	}

	it('says which port to choose where its own is in use', async () => {
		const taken = createServer().listen(0, '127.0.0.1');
		await once(taken, 'listening');
		const { port } = taken.address() as { port: number };
		const { child, text } = run('--port', String(port));
		await once(child, 'close');
		taken.close();
		expect(child.exitCode).toBe(1);
		expect(text()).toContain(
			`Port ${port} is in use, perhaps by another n8n. Choose another: npm run editor -- --port ${port + 1}`,
		);
	});

	it('ends with nothing left behind while n8n starts', async () => {
		const { child, text } = run();
		await until(() => text().includes('Starting n8n'));
		await until(() => stillRunning().length > 0);
		await interrupt(child);
	});

	it('tells how to sign in at the end, refuses a second one, and starts again in seconds', async () => {
		const first = run();
		await until(() => first.text().includes('Sign in'), 120_000);
		expect(first.text().trimEnd().split('\n').at(-1)).toMatch(/^Sign in .*@.* \/ /);
		const second = run('--port', String(await freePort()));
		await once(second.child, 'close');
		expect(second.text()).toContain('is running already');
		await interrupt(first.child);

		const startedAt = performance.now();
		const again = run();
		await until(() => again.text().includes('Sign in'), 120_000);
		console.info(`npm run editor again: ${Math.round((performance.now() - startedAt) / 1000)} s`);
		expect(again.text()).toContain('there already, as you left them');
		await interrupt(again.child);
	});

	it('starts from scratch with --reset', async () => {
		const file = join(folder, 'files', 'written.png');
		writeFileSync(file, '');
		const { child, text } = run('--reset');
		await until(() => text().includes('Sign in'), 120_000);
		expect(text()).toMatch(/[1-9]\d* workflows added/);
		expect(existsSync(file)).toBe(false);
		await interrupt(child);
	});

	it('takes no name that leads out of its own folders', async () => {
		const { child, text } = run('--reset', '--name', '../..');
		await once(child, 'close');
		expect(child.exitCode).toBe(1);
		expect(text()).toContain('--name is made of letters and digits');
	});
});
