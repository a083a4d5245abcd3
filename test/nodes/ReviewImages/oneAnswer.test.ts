import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { PageData } from '../../../nodes/ReviewImages/protocol/page';
import { encodePng } from '../../../nodes/shared/images/png';
import { openWorkbench, workflowOf, type Workbench } from '../../support/workbench';
import { failingFor } from '../../support/failingStorage';
import { decision } from './support';
import { serveWaiting, type WaitingServer } from './waitingServer';

/* An n8n whose webhook functions do not give the run's data, which n8n's types do not promise. */
let bench: Workbench;
let images: INodeExecutionData[];
const servers: WaitingServer[] = [];

const SIZE = { width: 64, height: 48 };

/** A PNG with a hole in its left half. */
async function png(alphaInside: number): Promise<Buffer> {
	const data = new Uint8Array(SIZE.width * SIZE.height * 4).fill(200);
	for (let at = 3; at < data.length; at += 4) {
		data[at] = (at >> 2) % SIZE.width < SIZE.width / 2 ? alphaInside : 255;
	}
	return Buffer.from(await encodePng({ ...SIZE, data }));
}

beforeAll(async () => {
	bench = await openWorkbench();
	const file = { bytes: await png(255), fileName: 'a.png', mimeType: 'image/png' };
	images = await Promise.all(
		[1, 2, 3].map(async (number) => await bench.engine.itemWithFiles({ number }, { data: file })),
	);
});

afterAll(async () => {
	for (const server of servers) await server.close();
	await bench.close();
});

/** n8n's webhook functions without the run's data. */
const withoutRunData = (context: IWebhookFunctions): IWebhookFunctions =>
	new Proxy(context, {
		get(target, name) {
			if (name === 'runExecutionData') return undefined;
			const value: unknown = Reflect.get(target, name, target);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});

async function open(
	parameters: INodeParameters,
	{ name = 'Review {the} "drafts"', items = images } = {},
): Promise<WaitingServer> {
	const workflow = workflowOf({ type: 'reviewImages', parameters });
	workflow.nodes[1]!.name = name;
	workflow.connections = { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } };
	const run = await bench.engine.run(workflow, { items });
	expect(run.error).toBeUndefined();
	const server = await serveWaiting(bench, workflow, run, name, withoutRunData);
	servers.push(server);
	return server;
}

const dataOf = async (server: WaitingServer) =>
	(await (await server.get({ want: 'data' })).json()) as PageData;

const answerFor = ({ round }: PageData, decisions: unknown[]) => ({
	round,
	id: 'answer-0001',
	reviewer: '',
	decisions,
	picks: [],
});

const outputOf = (server: WaitingServer, output: number) =>
	server.gone()?.output('Review {the} "drafts"')[output] ?? [];

it('each image goes where it was decided to go, with its files, review and mask', async () => {
	const server = await open({ drawing: 'region' });
	const data = await dataOf(server);
	expect(data.images).toHaveLength(3);
	const drawing = { kind: 'region', png: (await png(0)).toString('base64') };
	const decisions = [
		decision(0, 'approve'),
		{ ...decision(1, 'change', 'Warmer'), drawing },
		decision(2, 'reject'),
	];
	expect((await server.post(answerFor(data, decisions))).status).toBe(200);

	expect(server.gone()?.status).toBe('success');
	expect(outputOf(server, 0)).toEqual([]);
	for (const [place, status] of ['approved', 'changesRequested', 'rejected'].entries()) {
		const [item, ...others] = outputOf(server, place + 1);
		expect(others).toEqual([]);
		expect(item?.json).toMatchObject({ number: place + 1, review: { status, round: 1 } });
		expect(item?.binary?.data).toEqual(images[place]?.binary?.data);
	}
	const [changed] = outputOf(server, 2);
	expect((changed?.json.review as IDataObject).instruction).toBe('Warmer');
	expect(changed?.binary?.mask).toMatchObject({ mimeType: 'image/png' });
});

it('a drawing is stored although the storage fails for a moment', async () => {
	const server = await open({ drawing: 'region' }, { items: images.slice(0, 1) });
	const data = await dataOf(server);
	const drawing = { kind: 'region', png: (await png(0)).toString('base64') };
	const answer = answerFor(data, [{ ...decision(0, 'change', 'Warmer'), drawing }]);

	const response = await failingFor(1_000, 'store', async () => await server.post(answer));

	expect(response.status).toBe(200);
	expect(outputOf(server, 2)[0]?.binary?.mask).toMatchObject({ mimeType: 'image/png' });
});

it('a vote gives Images and Answers', async () => {
	const server = await open({ operation: 'vote' });
	const data = await dataOf(server);
	const decisions = data.images.map(({ index }) => decision(index, 'approve'));
	expect((await server.post(answerFor(data, decisions))).status).toBe(200);

	expect(outputOf(server, 0)).toHaveLength(3);
	expect(outputOf(server, 1).map(({ json }) => json.accepted)).toEqual([true, true, true]);
});

it('the page and the answer of several reviewers say what is needed, and nothing is decided', async () => {
	const server = await open({ reviewers: 'Ada, Ben' }, { items: images.slice(0, 1) });
	const page = await server.get();
	expect(page.status).toBe(200);
	expect(await page.text()).toContain('cannot collect the answers of several reviewers');
	const data = await dataOf(server);
	const answer = { ...answerFor(data, [decision(0, 'approve')]), reviewer: 'Ada' };
	const response = await server.post(answer);
	expect(response.status).toBe(422);
	expect(((await response.json()) as { message: string }).message).toMatch(/Answers Needed to 1/);
	expect(server.gone()).toBeUndefined();
});

it('an image, a bad body and an old round are answered as ever', async () => {
	const server = await open({});
	const data = await dataOf(server);
	const image = await server.get({ image: '0', round: data.round });
	expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png']);
	expect((await server.post({})).status).toBe(422);
	const old = answerFor({ ...data, round: 'f'.repeat(32) }, []);
	expect((await server.post(old)).status).toBe(409);
	expect(server.gone()).toBeUndefined();
});
