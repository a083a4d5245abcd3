import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { againstThePeer } from './bench/againstThePeer';
import { BenchServer, SERVER_ROLE, serve } from './bench/imageServer';
import { loadTimes } from './bench/loadTimes';
import { oursAlone } from './bench/oursAlone';
import { spreadOf, targetTable, type Target } from './bench/table';
import { Workplace } from './realN8n/workplace';

const LOAD_TARGET_MS = 60;
const LOAD_PROCESSES = 10;

/**
 * `npm run bench`: n8n's own OpenAI node and GPT Image Generate in one real n8n, against one local image
 * server in a process of its own. Linux only: it reads /proc. Options: `--rounds` (5), `--check`, which
 * ends with 1 where a target is missed.
 */
async function main(): Promise<void> {
	if (process.argv.includes(SERVER_ROLE)) return await serve();
	const { values } = parseArgs({
		options: {
			rounds: { type: 'string', default: '5' },
			check: { type: 'boolean', default: false },
		},
	});
	const workplace = await Workplace.open({
		directory: resolve(__dirname, '../..'),
		onProgress: (text) => console.log(`  ${text}`),
	});
	const server = await BenchServer.start(__filename);
	try {
		console.log(`  Load of this machine before: ${loadOfMachine()}`);
		const targets: Target[] = [
			...(await againstThePeer(workplace, server, Number(values.rounds))),
			...(await oursAlone(workplace, server)),
			loadTarget(workplace),
		];
		console.log(`\n${targetTable(targets)}\n\n  Load of this machine after: ${loadOfMachine()}`);
		if (values.check && targets.some(({ met }) => !met)) process.exitCode = 1;
	} finally {
		await server.stop();
		await workplace.close();
	}
}

/** The least counts: whatever else runs on the machine only makes it longer. */
function loadTarget({ tools }: Workplace): Target {
	const times = loadTimes(tools, LOAD_PROCESSES);
	return {
		what: `Load of all three nodes, ms, least of ${LOAD_PROCESSES} processes`,
		wanted: `under ${LOAD_TARGET_MS}`,
		measured: `${Math.min(...times).toFixed(0)} (median ${spreadOf(times).median.toFixed(0)})`,
		met: Math.min(...times) < LOAD_TARGET_MS,
	};
}

/** Processes that want a processor, on average of the last minute and the last five. */
function loadOfMachine(): string {
	const [one = 0, five = 0] = loadavg();
	return `${one.toFixed(1)} (1 min), ${five.toFixed(1)} (5 min)`;
}

void main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
