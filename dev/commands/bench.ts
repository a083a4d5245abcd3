import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { againstThePeer } from '../bench/againstThePeer';
import { BenchServer, SERVER_ROLE, serve } from '../bench/imageServer';
import { loadTimes } from '../bench/loadTimes';
import { ownWork } from '../bench/ownWork';
import { measureWork, WORK_ROLE } from '../bench/ownWorkProcess';
import { oursAlone } from '../bench/oursAlone';
import { loadOfMachine } from '../bench/processFigures';
import { spreadOf, targetTable, told, type Target } from '../bench/table';
import { exitOnSignals } from '../n8n/program';
import { Workplace } from '../n8n/workplace';

const LOAD_TARGET_MS = 35;
const LOAD_PROCESSES = 10;

/**
 * `npm run bench`: n8n's own OpenAI node and GPT Image Generate in one real n8n, against one local image
 * server in a process of its own. Linux only: it reads /proc. Options: `--rounds` (5); `--own-work`, the tables
 * `memory` and `blocks` alone; `--check`, which ends with 1 where a target is missed.
 */
async function main(): Promise<void> {
	if (process.argv.includes(SERVER_ROLE)) return await serve();
	if (process.argv.includes(WORK_ROLE)) return await measureWork();
	if (process.platform !== 'linux') throw new Error('The bench is Linux only: it reads /proc.');
	const { values } = parseArgs({
		options: {
			rounds: { type: 'string', default: '5' },
			'own-work': { type: 'boolean', default: false },
			check: { type: 'boolean', default: false },
		},
	});
	const targets: Target[] = [];
	console.log(`  Load of this machine before: ${loadOfMachine()}`);
	if (!values['own-work']) targets.push(...(await inN8n(Number(values.rounds))));
	const server = await BenchServer.start(__filename);
	try {
		targets.push(...(await ownWork(server, __filename)));
	} finally {
		await server.stop();
	}
	console.log(`\n${targetTable(targets)}\n\n  Load of this machine after: ${loadOfMachine()}`);
	if (values.check && targets.some(({ met }) => !met)) process.exitCode = 1;
}

/** What is measured in a full n8n. */
async function inN8n(rounds: number): Promise<Target[]> {
	const workplace = await Workplace.open({
		directory: resolve(__dirname, '../..'),
		onProgress: (text) => console.log(`  ${text}`),
	});
	const server = await BenchServer.start(__filename);
	try {
		return [
			...(await againstThePeer(workplace, server, rounds)),
			...(await oursAlone(workplace, server)),
			loadTarget(workplace),
		];
	} finally {
		await server.stop();
		await workplace.close();
	}
}

function loadTarget({ tools }: Workplace): Target {
	const times = loadTimes(tools, LOAD_PROCESSES);
	return {
		what: `Load of all nodes, ms, ${LOAD_PROCESSES} processes`,
		wanted: `under ${LOAD_TARGET_MS}`,
		measured: told(times, 0),
		met: spreadOf(times).median < LOAD_TARGET_MS,
	};
}

exitOnSignals();

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
