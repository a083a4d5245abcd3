import { Instance, type StoredExecution } from '../../dev/n8n/instance';
import { Workplace } from '../../dev/n8n/workplace';
import type { DeliveredImageJson } from '../../nodes/shared/items/imageJson';
import { loopWorkflow, triggeredWorkflow } from './support/batch';
import { ended } from './support/ended';
import { directory } from './support/places';
import { openQueueMode, type QueueMode } from './support/queueMode';
import { findServices } from './support/services';
import { openSignedIn } from './support/signedIn';
import { until } from './support/until';

/** The fields and prompt of each image that Collect put out, in all its turns. */
const collectedIn = (run: StoredExecution) =>
	(run.data.resultData.runData.Collect ?? []).flatMap(({ data }) =>
		(data?.main?.[0] ?? []).map(({ json, binary }) => ({
			sku: json.sku,
			status: (json.image as unknown as DeliveredImageJson).status,
			stored: binary?.data?.id !== undefined,
		})),
	);
const TWO = [
	{ sku: 1, status: 'ok', stored: true },
	{ sku: 2, status: 'ok', stored: true },
];
const uploads = ({ server }: Workplace) =>
	server.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/batches'));

describe('batches in a full n8n', () => {
	let workplace: Workplace;
	let instance: Instance;
	let credential: string;

	beforeAll(async () => {
		const signedIn = await openSignedIn();
		({ workplace, instance } = signedIn);
		credential = signedIn.credentialIds.gptImageApi ?? '';
	});
	afterAll(async () => await workplace?.close());

	it('the trigger fires once for each batch that has ended, and another workflow collects by the ID', async () => {
		const trigger = await instance.saveWorkflow(
			triggeredWorkflow({ name: 'batch ended', credential }),
		);
		await instance.activateWorkflow(trigger);
		// A loop that is left waiting: only the triggered workflow collects.
		const loop = loopWorkflow({ name: 'submit only', credential, waitSeconds: 3600 });
		await instance.startWorkflow(await instance.saveWorkflow(loop));
		await until(() => workplace.server.batches.length === 1);
		const executions = async () => {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: trigger }));
			const path = `/executions?filter=${filter}&limit=10`;
			return (await instance.rest.get<{ results: Array<{ id: string }> }>(path)).results;
		};
		workplace.server.advance(100);
		await until(async () => (await executions()).length > 0, 130_000);
		const [first] = await executions();
		const run = await ended(instance, first!.id, 30_000);
		expect(run.data.resultData.error).toBeUndefined();
		expect(collectedIn(run)).toEqual(TWO);
		const polls = () =>
			workplace.server.log.filter(({ method, path }) => method === 'GET' && /batches$/.test(path))
				.length;
		const before = polls();
		await until(() => polls() > before, 130_000);
		expect(await executions()).toHaveLength(1);
		await instance.rest.post(`/workflows/${trigger}/deactivate`, {});
	}, 400_000);

	it('the loop goes on after a restart of n8n', async () => {
		const before = uploads(workplace).length;
		const loop = loopWorkflow({ name: 'restarted', credential, waitSeconds: 70 });
		const run = await instance.runWorkflow(await instance.saveWorkflow(loop));
		expect(run.status).toBe('waiting');
		const port = Number(new URL(instance.rest.url).port);
		await workplace.stopN8n();
		workplace.server.advance(100);
		await workplace.start({ port });
		instance = await Instance.open(instance.rest.url);

		const done = await ended(instance, run.id, 240_000);
		expect(done.data.resultData.error).toBeUndefined();
		expect(done.status).toBe('success');
		expect(collectedIn(done)).toEqual(TWO);
		expect(uploads(workplace)).toHaveLength(before + 1);
	}, 400_000);
});

const services = findServices();
const describeQueueMode = 'missing' in services ? describe.skip : describe;
if ('missing' in services) console.warn(`Queue mode is not tried: no ${services.missing}.`);

describeQueueMode('a batch in queue mode', () => {
	let workplace: Workplace;
	let queue: QueueMode;

	beforeAll(async () => {
		if ('missing' in services) return;
		workplace = await Workplace.open({ directory });
		queue = await openQueueMode(workplace, services);
	});
	afterAll(async () => {
		await queue?.close();
		await workplace?.close();
	});

	it('the loop runs on workers, and turns until the batch has ended', async () => {
		workplace.server.configure({ batches: { secondsPerStatus: 3 } });
		const { instance } = queue;
		const credential = (await workplace.saveCredentials(instance)).gptImageApi ?? '';
		const loop = loopWorkflow({ name: 'queued', credential });
		const run = await instance.runWorkflow(await instance.saveWorkflow(loop));
		const done = await ended(instance, run.id, 120_000);

		expect(done.data.resultData.error).toBeUndefined();
		expect(collectedIn(done)).toEqual(TWO);
		expect(done.data.resultData.runData.Collect!.length).toBeGreaterThan(1);
		expect(uploads(workplace)).toHaveLength(1);
	}, 400_000);
});
