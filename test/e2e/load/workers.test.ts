import { ProcessFigures } from '../../../dev/bench/processFigures';
import type { RunningN8n } from '../../../dev/n8n/start';
import { Workplace } from '../../../dev/n8n/workplace';
import { directory } from '../support/places';
import { openQueueMode, type QueueMode } from '../support/queueMode';
import { findServices } from '../support/services';
import { Webhook } from '../support/webhook';

/*
 * What more workers of n8n's queue mode bring: as many executions at once as the workers take, each with one
 * image of 1.5 MB. The server takes as long as a model of medium speed; LOAD_LATENCY_MS sets another time, in
 * milliseconds.
 */
const LATENCY_MS = Number(process.env.LOAD_LATENCY_MS ?? 15_000);
const IMAGE_BYTES = 1_500_000;
/** Executions for each place of a worker: so many rounds are waited for. */
const ROUNDS = 2;
const AT_ONCE = 10;
const MB = 2 ** 20;

const services = findServices();
if ('missing' in services) throw new Error(`Queue mode needs ${services.missing}.`);
const found = services;

interface Figures {
	workers: number;
	images: number;
	seconds: number;
	imagesPerMinute: number;
	/** Of the most that so many places can bring at this latency. */
	shareOfIdeal: number;
	/** Megabytes (2^20) of the worker that took most, over what it took before. */
	workerOverIdleMb: number;
	/** Seconds of processor time, of the main process and of all workers. */
	mainCpuSeconds: number;
	workersCpuSeconds: number;
}

const figures: Figures[] = [];
afterAll(() => console.table(figures));

it.each([1, 2, 4])(
	'%i workers',
	async (workers) => {
		const workplace = await Workplace.open({ directory });
		let queue: QueueMode | undefined;
		try {
			queue = await openQueueMode(workplace, found, { workers, atOnce: AT_ONCE });
			const credential = (await workplace.saveCredentials(queue.instance)).gptImageApi ?? '';
			const webhook = await Webhook.publish(queue.instance, credential, `load-${workers}`, {});
			workplace.server.configure({ imageBytes: IMAGE_BYTES });
			// Once before: drawn images, compiled code and open connections are not measured.
			await Promise.all(named('Warm', workers * AT_ONCE).map((prompt) => webhook.request(prompt)));
			figures.push(await measure(queue, workplace, webhook, workers));
		} finally {
			await queue?.close();
			await workplace.close();
		}
		const [first, last] = [figures[0]!, figures.at(-1)!];
		expect(last.imagesPerMinute / first.imagesPerMinute).toBeGreaterThan(0.7 * workers);
	},
	600_000,
);

async function measure(
	queue: QueueMode,
	workplace: Workplace,
	webhook: Webhook,
	workers: number,
): Promise<Figures> {
	const images = workers * AT_ONCE * ROUNDS;
	workplace.server.reset();
	workplace.server.configure({ imageBytes: IMAGE_BYTES, latencyMs: LATENCY_MS });
	const watched = queue.workers.map(figuresOf);
	const main = figuresOf(queue.main);
	const idle = watched.map((worker) => worker.memoryBytes());
	for (const worker of watched) worker.forgetPeak();
	const cpuOf = (all: ProcessFigures[]) => all.reduce((sum, each) => sum + each.cpuSeconds(), 0);
	const before = { main: cpuOf([main]), workers: cpuOf(watched) };
	const startedAt = performance.now();

	const statuses = await Promise.all(
		named('Load', images).map(async (prompt) => await webhook.request(prompt)),
	);

	const seconds = (performance.now() - startedAt) / 1000;
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(workplace.server.log.filter(({ status }) => status === 200)).toHaveLength(images);
	const ideal = (workers * AT_ONCE * 60_000) / LATENCY_MS;
	const imagesPerMinute = (images / seconds) * 60;
	return {
		workers,
		images,
		seconds: rounded(seconds),
		imagesPerMinute: rounded(imagesPerMinute),
		shareOfIdeal: rounded(imagesPerMinute / ideal),
		workerOverIdleMb: rounded(
			Math.max(...watched.map((worker, place) => (worker.peakBytes() - idle[place]!) / MB)),
		),
		mainCpuSeconds: rounded(cpuOf([main]) - before.main),
		workersCpuSeconds: rounded(cpuOf(watched) - before.workers),
	};
}

const figuresOf = ({ pid }: RunningN8n) => new ProcessFigures(pid);

const named = (name: string, count: number) =>
	Array.from({ length: count }, (_, place) => `${name} ${place + 1}`);

const rounded = (value: number) => Number(value.toPrecision(3));
