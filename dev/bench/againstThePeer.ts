import type { Workplace } from '../n8n/workplace';
import type { BenchServer } from './imageServer';
import { measure, type Figures } from './measure';
import { openBench } from './openBench';
import { spreadOf, table, told, type Target } from './table';
import { bodyOf, ourNode, peerNode, promptsOf, workflowOf } from './workflows';

const IMAGES = 20;
const SETTINGS = { latencyMs: 1000, imageBytes: 1_500_000 };

/** How many times faster with five at once. */
const WALL_TARGET = 4;

/** Images at once, and how many times the ideal they may take. */
const CONCURRENCIES = [
	{ atOnce: 5, wallTarget: 1.05 },
	{ atOnce: 10, wallTarget: 1.08 },
] as const;

/** n8n's own node and ours make the same images by turns. Prints the figures. */
export async function againstThePeer(
	workplace: Workplace,
	server: BenchServer,
	rounds: number,
): Promise<Target[]> {
	const bench = await openBench(workplace, server);
	const prompts = promptsOf(IMAGES);
	await server.configure({ imageBytes: SETTINGS.imageBytes });
	await server.draw(prompts.map((prompt) => bodyOf(prompt)));
	const peer: Figures[] = [];
	const ours = new Map(CONCURRENCIES.map(({ atOnce }) => [atOnce, [] as Figures[]]));
	for (let round = 0; round < rounds; round++) {
		const turns = [
			{ figures: peer, workflow: workflowOf('Peer', peerNode(bench.peers), prompts) },
			...[...ours].map(([maxConcurrency, figures]) => ({
				figures,
				workflow: workflowOf(
					`Ours, ${maxConcurrency} at once`,
					ourNode(bench.ours, { run: { maxConcurrency } }),
					prompts,
				),
			})),
		];
		for (const { figures, workflow } of round % 2 === 0 ? turns : turns.toReversed()) {
			figures.push(await measure(bench, workflow, IMAGES, SETTINGS));
		}
		console.log(`  Round ${round + 1} of ${rounds}`);
	}
	await bench.n8n.stop();
	console.log(
		`\n${IMAGES} images of 1.5 MB, 1 s each, ${rounds} rounds, median (least – most); n8n idle takes ${(bench.idleLoad * 100).toFixed(1)} % of a processor\n`,
	);
	console.log(
		table([
			[
				'',
				"n8n's OpenAI node",
				...CONCURRENCIES.map(({ atOnce }) => `Generate, ${atOnce} at once`),
			],
			...ROWS.map(([name, digits, valueOf]) => [
				name,
				...[peer, ...ours.values()].map((figures) => told(figures.map(valueOf), digits)),
			]),
		]),
	);
	return [
		...targets(peer, ours.get(5)!),
		...CONCURRENCIES.map(({ atOnce, wallTarget }): Target => {
			const idealSeconds = Math.ceil(IMAGES / atOnce) * (SETTINGS.latencyMs / 1000);
			const times = ours.get(atOnce)!.map(({ wallSeconds }) => wallSeconds / idealSeconds);
			return {
				what: `Wall time, times the ideal, ${atOnce} at once`,
				wanted: `at most ${wallTarget}`,
				measured: told(times),
				met: spreadOf(times).median <= wallTarget,
			};
		}),
	];
}

const ROWS: ReadonlyArray<readonly [string, number, (figures: Figures) => number]> = [
	['Wall time, s', 2, ({ wallSeconds }) => wallSeconds],
	['Processor time an image, ms', 1, cpuMsPerImage],
	['Peak memory over idle, MB', 0, ({ peakBytes }) => peakBytes / 1e6],
	['Requests at once', 0, ({ maxInFlight }) => maxInFlight],
	['Images stored', 0, ({ images }) => images],
];

function cpuMsPerImage({ cpuSeconds, images }: Figures): number {
	return (cpuSeconds / images) * 1000;
}

function targets(peer: Figures[], ours: Figures[]): Target[] {
	// Each round's pair is compared with itself: both had the same neighbours on the machine.
	const faster = peer.map(
		({ wallSeconds }, round) => wallSeconds / (ours[round]?.wallSeconds ?? Infinity),
	);
	const cpu = ours.map((figures, round) => cpuMsPerImage(figures) / cpuMsPerImage(peer[round]!));
	return [
		{
			what: 'Times faster at concurrency 5',
			wanted: `at least ${WALL_TARGET}`,
			measured: told(faster),
			met: spreadOf(faster).median >= WALL_TARGET,
		},
		{
			what: "Processor time an image, part of the peer's",
			wanted: 'at most 1',
			measured: told(cpu),
			met: spreadOf(cpu).median <= 1,
		},
	];
}
