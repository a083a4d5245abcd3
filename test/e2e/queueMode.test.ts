import { setTimeout as sleep } from 'node:timers/promises';
import { imageSize } from 'image-size';
import type { INodeParameters } from 'n8n-workflow';
import type { StoredExecution } from '../../dev/n8n/instance';
import type { RunningN8n } from '../../dev/n8n/start';
import { Workplace } from '../../dev/n8n/workplace';
import type { DeliveredImageJson } from '../../nodes/shared/items/imageJson';
import { directory } from './support/places';
import { openQueueMode, type QueueMode } from './support/queueMode';
import { findServices } from './support/services';
import { until } from './support/until';
import { Webhook } from './support/webhook';

/*
 * n8n in queue mode: executions come in by a webhook, wait in Redis, and run in worker processes with the
 * binary data in PostgreSQL.
 */
const services = findServices();
const describeQueueMode = 'missing' in services ? describe.skip : describe;
if ('missing' in services) console.warn(`Queue mode is not tried: no ${services.missing}.`);

let workplace: Workplace;
let queue: QueueMode;
let credential: string;

describeQueueMode('queue mode', () => {
	beforeAll(async () => {
		if ('missing' in services) return;
		workplace = await Workplace.open({ directory });
		queue = await openQueueMode(workplace, services);
		credential = (await workplace.saveCredentials(queue.instance)).gptImageApi ?? '';
	});

	afterAll(async () => {
		await queue?.close();
		await workplace?.close();
	});

	beforeEach(() => workplace.server.reset());

	it('makes one image for each of 40 requests at once, by both workers', async () => {
		workplace.server.configure({ latencyMs: 1000 });
		const webhook = await publish('forty');
		const prompts = named('Forty', 40);

		const statuses = await Promise.all(
			prompts.map(async (prompt) => await webhook.request(prompt)),
		);
		const runs = await webhook.ended(40);

		expect(statuses).toEqual(prompts.map(() => 200));
		expect(statusesOf(runs)).toEqual({ success: 40 });
		expect(asked().toSorted()).toEqual(prompts.toSorted());
		expect(workplace.server.maxInFlight).toBeGreaterThan(10);
		for (const { lines } of queue.workers) {
			expect(lines.some((line) => line.includes('Worker started execution'))).toBe(true);
		}
		expect((await picturesOf(runs)).toSorted()).toEqual(prompts.toSorted());
		const [{ stored } = { stored: 0 }] = await queue.database.query<{ stored: number }>(
			'SELECT count(*)::int AS stored FROM binary_data',
		);
		expect(stored).toBe(40);
	});

	it('retries a failed execution with the images that it had paid for', async () => {
		const webhook = await publish('retried', {
			size: 'preset',
			presets: ['instagramPortrait', 'story', 'linkedInPost'],
		});
		workplace.server.configure({ faults: [{ times: 1, fault: { kind: 'refusal' } }] });

		expect(await webhook.request('Three formats')).toBe(500);
		const [failed] = await webhook.ended(1);
		expect(failed?.status).toBe('error');
		expect(asked()).toHaveLength(3);

		await queue.instance.rest.post(`/executions/${failed?.id}/retry`);
		const [retried] = await webhook.ended(2);
		expect(retried?.status).toBe('success');
		expect(await picturesOf([retried].flatMap((run) => run ?? []))).toHaveLength(3);
		expect(asked()).toHaveLength(4);
	});

	it('ends the calls of stopped executions, begins no further one, and never sends those that wait', async () => {
		const { server } = workplace;
		server.configure({ latencyMs: STOPPED_LATENCY_MS });
		// Three calls one after another in each execution.
		const webhook = await publish('stopped', {
			size: 'preset',
			presets: ['instagramPortrait', 'story', 'linkedInPost'],
			run: { maxConcurrency: 1 },
		});
		const prompts = named('Stopped', 25);

		const requests = Promise.all(prompts.map(async (prompt) => await webhook.request(prompt)));
		let running = 0;
		const isAtItsSecondCall = async () => {
			running = (await webhook.executions()).filter(({ status }) => status === 'running').length;
			return running > 0 && server.inFlight === running && asked().length === 2 * running;
		};
		await until(isAtItsSecondCall, 60_000, 'each running execution to be at its second call');
		// More than one worker takes.
		expect(running).toBeGreaterThan(concurrencyOf(queue.workers[0]));
		// The newest first, so that nobody moves up in the queue.
		for (const { id } of await webhook.executions()) {
			await queue.instance.rest.post(`/executions/${id}/stop`);
		}
		const askedAtTheStop = asked().length;
		await until(() => server.inFlight === 0, 10_000, 'the calls under way to be ended');
		await sleep(AFTER_STOP_MS);
		const runs = await webhook.ended(25);

		expect(await requests).not.toContain(200);
		expect(statusesOf(runs)).toEqual({ canceled: 25 });
		expect(asked()).toHaveLength(askedAtTheStop);
		expect(askedAtTheStop).toBe(2 * running);
		expect(new Set(asked()).size).toBe(running);
		expect(answered()).toHaveLength(running);
		expect(server.log.filter(({ aborted }) => aborted)).toHaveLength(running);
	});

	/** Ends a worker: after the others, which want both. */
	it('keeps what was stored when a worker dies, and nothing is asked twice by itself', async () => {
		workplace.server.configure({ latencyMs: 1500, jitterMs: 1000 });
		const webhook = await publish('killed');
		const prompts = named('Killed', 40);
		const [, dying] = queue.workers;
		const atOnce = concurrencyOf(dying);

		const requests = prompts.map(async (prompt) => await webhook.request(prompt));
		let before: string[] = [];
		const areThrough = async () => {
			const all = await webhook.executions();
			before = all.filter(({ status }) => status === 'success').map(({ id }) => id);
			return before.length >= 12;
		};
		await until(areThrough, 60_000, '12 executions to be through');
		await dying?.kill();
		const statuses = await Promise.all(requests);
		const unanswered = prompts.filter((_, place) => statuses[place] !== 200);
		const runs = await webhook.ended(40);
		const failed = runs.filter(({ status }) => status !== 'success');
		const stored = await picturesOf(runs);
		const kept = await picturesOf(runs.filter(({ id }) => before.includes(id)));
		const paid = answered().map(({ fields }) => String(fields.prompt));
		const lost = paid.filter((prompt) => !stored.includes(prompt));
		const askedBefore = asked();
		console.info(
			`A worker of ${atOnce} at once was killed when ${before.length} of 40 executions were through: ${kept.length} of their pictures can be read. In the end ${stored.length} pictures are stored and ${failed.length} executions given up; of those ${lost.length} pictures had been answered, and are lost. ${askedBefore.length} requests, ${new Set(askedBefore).size} different ones.`,
		);

		expect(kept).toHaveLength(before.length);
		// n8n gives up what the dead worker was at, and tells those who asked for it.
		expect(unanswered.length).toBeGreaterThan(0);
		expect(unanswered).toHaveLength(failed.length);
		expect(unanswered.length).toBeLessThanOrEqual(atOnce);
		expect(lost.filter((prompt) => !unanswered.includes(prompt))).toEqual([]);
		expect(lost.length).toBeLessThanOrEqual(atOnce);
		expect([...stored, ...unanswered].toSorted()).toEqual(prompts.toSorted());
		expect(new Set(askedBefore).size).toBe(askedBefore.length);

		// It also forgets what they were: a retry from the list of executions has nothing to run.
		await queue.instance.rest.post(`/executions/${failed[0]?.id}/retry`);
		expect(asked()).toEqual(askedBefore);

		for (const prompt of unanswered) expect(await webhook.request(prompt)).toBe(200);
		const all = await webhook.ended(41 + unanswered.length);
		expect((await picturesOf(all)).toSorted()).toEqual(prompts.toSorted());
		expect(asked().slice(askedBefore.length)).toEqual(unanswered);
	});
});

/** Longer than it takes to stop 25 executions: nobody is through with a call meanwhile. */
const STOPPED_LATENCY_MS = 12_000;

/** An execution that went on would have begun its next call by then. */
const AFTER_STOP_MS = 5000;

/** How many executions a worker runs at once, in its own words. */
function concurrencyOf(worker: RunningN8n | undefined): number {
	const words = worker?.lines.join('\n') ?? '';
	const [, concurrency] = /Concurrency: (\d+)/.exec(words) ?? [];
	if (concurrency === undefined) throw new Error(`The worker names no concurrency:\n${words}`);
	return Number(concurrency);
}

const publish = async (path: string, parameters: INodeParameters = {}) =>
	await Webhook.publish(queue.instance, credential, path, parameters);

const named = (name: string, count: number) =>
	Array.from({ length: count }, (_, place) => `${name} ${place + 1}`);

/** Prompts that the server was asked for, in the order of arrival. */
const asked = () => workplace.server.log.map(({ fields }) => String(fields.prompt));
const answered = () => workplace.server.log.filter(({ status }) => status === 200);

function statusesOf(runs: readonly { status: string }[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

/** The prompts of the images that can be read from n8n's storage. */
async function picturesOf(runs: readonly StoredExecution[]): Promise<string[]> {
	const prompts: string[] = [];
	for (const { json, binary } of runs.flatMap((run) => run.output('Node').flat())) {
		if (!binary?.data) continue;
		expect(binary.data.id).toMatch(/^database:/);
		const { width, height, prompt } = json.image as unknown as DeliveredImageJson;
		const file = imageSize(await queue.instance.readBinary(binary.data));
		expect(file).toMatchObject({ width, height });
		prompts.push(prompt);
	}
	return prompts;
}
