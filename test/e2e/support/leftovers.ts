import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endListed, LIST_VARIABLE } from '../../../dev/n8n/processes';

/** The environment variable with the folder of the lists: one a process of jest. */
const FOLDER_VARIABLE = 'GPT_IMAGE_PROCESS_LISTS';

/** Before the suite, in jest's first process. */
export function beginLists(): void {
	process.env[FOLDER_VARIABLE] = mkdtempSync(join(tmpdir(), 'gpt-image-processes-'));
	beginOwnList();
}

/** In each process of jest: two files run at the same time, and each looks at what it has left behind itself. */
export function beginOwnList(): void {
	const folder = process.env[FOLDER_VARIABLE];
	if (folder) process.env[LIST_VARIABLE] = join(folder, `${process.pid}.jsonl`);
}

/** Ends what is on any list and still runs. */
export function endAllListed(): void {
	const folder = process.env[FOLDER_VARIABLE];
	if (!folder || !existsSync(folder)) return;
	for (const list of readdirSync(folder)) endListed(join(folder, list));
	rmSync(folder, { recursive: true, force: true });
}
