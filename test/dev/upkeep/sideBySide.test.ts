import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sideBySide, type Step } from '../../../dev/upkeep/sideBySide';
import { until } from '../../support/until';

const folder = mkdtempSync(join(tmpdir(), 'gpt-image-lanes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const node = (code: string): Step => ({
	program: process.execPath,
	arguments: ['-e', `const fs = require('fs'); ${code}`],
});
const path = (name: string) => join(folder, name);
const write = (name: string, text: string) =>
	`fs.writeFileSync(${JSON.stringify(path(`${name}~`))}, String(${text})); fs.renameSync(${JSON.stringify(path(`${name}~`))}, ${JSON.stringify(path(name))})`;
const waitFor = (name: string) =>
	`const wait = setInterval(() => fs.existsSync(${JSON.stringify(path(name))}) && clearInterval(wait), 10)`;

async function run(...lanes: Step[][]) {
	const shown: string[] = [];
	const code = await sideBySide(lanes, (said) => shown.push(said));
	return { code, shown };
}

it('lanes run at the same time, and the steps of one after another', async () => {
	const { code, shown } = await run(
		[node(`${waitFor('b')}; console.log('first')`), node(`console.log('second')`)],
		[node(write('b', '1'))],
	);
	expect(code).toBe(0);
	expect(shown).toHaveLength(3);
	expect(shown.join('').indexOf('first\n')).toBeLessThan(shown.join('').indexOf('second\n'));
});

it('what a step says stands together, also where it fails', async () => {
	const { code, shown } = await run([
		node(`console.log('one'); console.error('two'); process.exitCode = 3`),
		node(write('never', '1')),
	]);
	expect(code).toBe(3);
	expect(shown).toHaveLength(1);
	expect(shown[0]).toMatch(/: failed\none\ntwo\n$/);
	expect(existsSync(path('never'))).toBe(false);
});

it('the first that fails ends the others, with all that they have started', async () => {
	const child = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])`;
	const { code, shown } = await run(
		[node(`${write('pid', `${child}.pid`)}; setInterval(() => {}, 1000)`)],
		[node(`${waitFor('pid')}; process.exitCode = 4`)],
	);
	expect(code).toBe(4);
	expect(shown).toHaveLength(1);
	await ended(Number(readFileSync(path('pid'), 'utf8')));
});

it('a program that is not there is told, and ends the others', async () => {
	const missing = { program: path('none'), arguments: [] };
	const endless = node(`${write('endless', 'process.pid')}; setInterval(() => {}, 1000)`);
	await expect(run([endless], [node(waitFor('endless')), missing])).rejects.toThrow('ENOENT');
	await ended(Number(readFileSync(path('endless'), 'utf8')));
});

const ended = async (pid: number) => await until(() => !isAlive(pid));

/** One that has ended and waits for its parent to notice is not alive. */
function isAlive(pid: number): boolean {
	const status = `/proc/${pid}/status`;
	try {
		process.kill(pid, 0);
		return !existsSync('/proc/self') || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
	} catch {
		return false;
	}
}
