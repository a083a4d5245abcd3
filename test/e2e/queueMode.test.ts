import { imageSize } from 'image-size';
import type { INodeParameters } from 'n8n-workflow';
import type { StoredExecution } from '../../demo/realN8n/instance';
import { Workplace } from '../../demo/realN8n/workplace';
import type { DeliveredImageJson } from '../../nodes/shared/n8n/imageJson';
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

	it('makes one picture for each of 40 requests at once, by both workers', async () => {
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

	it('retries a failed execution with the pictures that it had paid for', async () => {
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

	it('loses no stored picture when a worker dies, and nothing is asked twice by itself', async () => {
		workplace.server.configure({ latencyMs: 1500 });
		const webhook = await publish('killed');
		const prompts = named('Killed', 40);

		const requests = prompts.map(async (prompt) => await webhook.request(prompt));
		await until(() => answered().length >= 12);
		await queue.workers[1]?.kill();
		const statuses = await Promise.all(requests);
		const unanswered = prompts.filter((_, place) => statuses[place] !== 200);
		const runs = await webhook.ended(40);
		const failed = runs.filter(({ status }) => status !== 'success');

		// n8n gives up what the dead worker was at, and tells those who asked for it.
		expect(unanswered.length).toBeGreaterThan(0);
		expect(unanswered).toHaveLength(failed.length);
		expect([...(await picturesOf(runs)), ...unanswered].toSorted()).toEqual(prompts.toSorted());
		const askedBefore = asked();
		expect(new Set(askedBefore).size).toBe(askedBefore.length);

		// It also forgets what they were: a retry from the list of executions has nothing to run.
		await queue.instance.rest.post(`/executions/${failed[0]?.id}/retry`);
		expect(asked()).toEqual(askedBefore);

		for (const prompt of unanswered) expect(await webhook.request(prompt)).toBe(200);
		const all = await webhook.ended(41 + unanswered.length);
		expect((await picturesOf(all)).toSorted()).toEqual(prompts.toSorted());
		expect(asked().slice(askedBefore.length)).toEqual(unanswered);
	});

	it('ends the calls of stopped executions, and never sends those that wait', async () => {
		workplace.server.configure({ latencyMs: 30_000 });
		const webhook = await publish('stopped');
		const prompts = named('Stopped', 25);

		const requests = Promise.all(prompts.map(async (prompt) => await webhook.request(prompt)));
		const running = await until(() => workplace.server.inFlight >= 10);
		expect(running).toBe(true);
		// The newest first, so that nobody moves up in the queue.
		for (const { id } of await webhook.executions()) {
			await queue.instance.rest.post(`/executions/${id}/stop`);
		}
		const runs = await webhook.ended(25);
		await until(() => workplace.server.inFlight === 0, 10_000);
		expect(await requests).not.toContain(200);

		expect(workplace.server.inFlight).toBe(0);
		expect(statusesOf(runs)).toEqual({ canceled: 25 });
		expect(workplace.server.log.length).toBeLessThan(25);
		for (const { aborted } of workplace.server.log) expect(aborted).toBe(true);
	});
});

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

/** The prompts of the pictures that can be read from n8n's storage. */
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
