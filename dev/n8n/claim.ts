import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRunning, markOf, type ProcessMark } from './processes';

/**
 * Marks n8n's user folder as used by this process until it ends: two at once would spoil the database.
 * @throws where another process is using it.
 */
export function claim(userFolder: string): void {
	const path = `${userFolder}.running.json`;
	if (existsSync(path)) {
		const mark = JSON.parse(readFileSync(path, 'utf8')) as ProcessMark;
		if (isRunning(mark)) {
			throw new Error(
				`The n8n of ${userFolder} is running already (process ${mark.pid}). End that one first, with Ctrl+C in its terminal.`,
			);
		}
	}
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, JSON.stringify(markOf(process.pid)));
	process.once('exit', () => rmSync(path, { force: true }));
}
