import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim } from '../../../dev/n8n/claim';
import {
	endListed,
	isRunning,
	LIST_VARIABLE,
	markOf,
	type ProcessMark,
} from '../../../dev/n8n/processes';
import { startProgram, stopPrograms, type RunningProgram } from '../../../dev/n8n/program';
import { until } from '../../e2e/support/until';

let folder: string;
let list: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'gpt-image-programs-'));
	list = join(folder, 'list.jsonl');
	process.env[LIST_VARIABLE] = list;
});

afterEach(async () => {
	await stopPrograms();
	delete process.env[LIST_VARIABLE];
	rmSync(folder, { recursive: true, force: true });
});

const start = (script: string) =>
	startProgram(process.execPath, ['-e', script], { cwd: folder, env: {} });

/** A program that starts another and says its id; it ends by itself only where it `ends`. */
async function startTwo({ ends = false } = {}): Promise<[RunningProgram, ProcessMark[]]> {
	const program = start(`
		const { spawn } = require('node:child_process');
		const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)'], { stdio: 'ignore' });
		console.log(child.pid);
		${ends ? 'setTimeout(() => process.exit(), 1000)' : ''}
	`);
	await until(() => program.lines.length > 0, 10_000);
	return [program, [program.pid, Number(program.lines[0])].map((pid) => mark(pid))];
}

function mark(pid: number): ProcessMark {
	const found = markOf(pid);
	if (!found) throw new Error(`There is no process ${pid}.`);
	return found;
}

const areGone = async (marks: ProcessMark[]) =>
	await until(() => !marks.some((one) => isRunning(one)), 10_000);

describe('started programs', () => {
	it('end with those that they started, when all are stopped', async () => {
		const [, marks] = await startTwo();
		await stopPrograms();
		expect(await areGone(marks)).toBe(true);
	});

	it('leave nothing behind when they end by themselves', async () => {
		const [program, marks] = await startTwo({ ends: true });
		expect(await program.ended).toBe(0);
		expect(await areGone(marks)).toBe(true);
	});

	it('are ended by the list, with those that they started', async () => {
		const [, marks] = await startTwo();
		endListed(list);
		expect(await areGone(marks)).toBe(true);
	});

	it('are let be by the list where the id is another process by now', async () => {
		const program = start('setInterval(() => {}, 1e3)');
		const listed = JSON.parse(readFileSync(list, 'utf8')) as ProcessMark;
		expect(listed).toEqual(mark(program.pid));
		writeFileSync(list, JSON.stringify({ ...listed, startedAt: 'before' }));
		endListed(list);
		await expect(until(() => !isRunning(listed), 500)).rejects.toThrow('in vain');
	});

	it('fail where the program is not there', async () => {
		const program = startProgram('no-such-program', [], { cwd: folder, env: {} });
		await expect(program.ended).rejects.toThrow('ENOENT');
		await program.stop();
	});
});

describe('the folder of an n8n', () => {
	it('is not taken from another process that is using it', () => {
		const other = start('setInterval(() => {}, 1e3)');
		const userFolder = join(folder, 'editor');
		writeFileSync(`${userFolder}.running.json`, JSON.stringify(mark(other.pid)));
		expect(() => claim(userFolder)).toThrow(`running already (process ${other.pid})`);
	});

	it('is taken where the other has ended without a word', () => {
		const userFolder = join(folder, 'editor');
		const gone = { pid: process.pid, startedAt: 'before' };
		writeFileSync(`${userFolder}.running.json`, JSON.stringify(gone));
		claim(userFolder);
		const mine = JSON.parse(readFileSync(`${userFolder}.running.json`, 'utf8')) as ProcessMark;
		expect(mine).toEqual(mark(process.pid));
	});
});
