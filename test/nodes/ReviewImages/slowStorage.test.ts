import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { encodePng } from '../../../nodes/shared/images/png';
import type { PageData } from '../../../nodes/ReviewImages/protocol/page';
import { aroundStorage } from '../../support/aroundStorage';
import { quickPauses } from '../../support/quickPauses';
import { openWorkbench, workflowOf, type Workbench } from '../../support/workbench';
import { SavedExecution } from './savedExecution';
import { decision } from './support';
import { atRest, until } from '../../support/until';
import { watchedStorage } from '../../support/watchedStorage';

let bench: Workbench;
const open: SavedExecution[] = [];
const SIZE = { width: 64, height: 48 };

beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => {
	for (const execution of open) await execution.close();
	await bench.close();
});

/** A PNG that is transparent in so many first pixels. */
async function png(transparent: number): Promise<Buffer> {
	const data = new Uint8Array(SIZE.width * SIZE.height * 4).fill(255);
	for (let at = 3; at < transparent * 4; at += 4) data[at] = 0;
	return Buffer.from(await encodePng({ ...SIZE, data }));
}

async function review(parameters: INodeParameters): Promise<SavedExecution> {
	const file = { bytes: await png(0), fileName: 'a.png', mimeType: 'image/png' };
	const item = await bench.engine.itemWithFiles({ number: 1 }, { data: file });
	const workflow = workflowOf({ type: 'reviewImages', parameters });
	const node = workflow.nodes[1]!.name;
	const run = await bench.engine.run(workflow, { items: [item] });
	expect(run.status).toBe('waiting');
	const execution = await SavedExecution.serve(bench, workflow, node, run);
	open.push(execution);
	return execution;
}

const approves = ({ round }: PageData, reviewer: string, id = `answer-of-${reviewer}`) => ({
	...{ round, id, reviewer, picks: [] },
	decisions: [decision(0, 'approve', `${reviewer} likes it`)],
});

const draws = async ({ round }: PageData, reviewer: string, id = `answer-of-${reviewer}`) => ({
	...{ round, id, reviewer, picks: [] },
	decisions: [
		{
			...decision(0, 'change', `${reviewer} wants it warmer`),
			drawing: { kind: 'region', png: (await png(300)).toString('base64') },
		},
	],
});

const itemOf = ({ ran }: SavedExecution) =>
	Object.values(ran.runData)
		.at(-1)!
		.at(-1)!
		.data!.main!.flatMap((items) => items ?? []);
const namesIn = ({ json }: { json: IDataObject }) =>
	(json.review as { reviewers: Array<{ name: string }> }).reviewers.map(({ name }) => name);

/** Sends an answer with a drawing, and another while the drawing is being stored. */
async function sendWhileStored(execution: SavedExecution, drawn: object, other: object) {
	let letGo = () => {};
	const free = new Promise<void>((resolve) => (letGo = resolve));
	await watchedStorage({ store: free }, async (uses) => {
		const first = execution.postUntilTaken(drawn);
		await until(() => uses.some(({ method }) => method === 'store'));
		const second = execution.postUntilTaken(other);
		await atRest();
		letGo();
		await Promise.all([first, second]);
		await execution.settled();
	});
}

it('the answer of another reviewer that comes while a drawing is stored is not lost', async () => {
	const execution = await review({ reviewers: 'Ada, Ben', drawing: 'region' });
	const data = await execution.data();
	await sendWhileStored(execution, await draws(data, 'Ada'), approves(data, 'Ben'));

	expect(execution.status).toBe('ended');
	const [item] = itemOf(execution);
	expect(namesIn(item!)).toEqual(['Ada', 'Ben']);
	expect(item?.json.review).toMatchObject({ status: 'changesRequested' });
	expect(item?.binary?.mask).toMatchObject({ mimeType: 'image/png' });
});

it('the same answer sent again while its drawing is stored counts once', async () => {
	const execution = await review({ reviewers: 'Ada, Ben', drawing: 'region' });
	const data = await execution.data();
	const answer = await draws(data, 'Ada');
	await sendWhileStored(execution, answer, answer);

	expect(await execution.data()).toMatchObject({ answersGiven: 1, answerIds: [answer.id] });
	await execution.postUntilTaken(approves(data, 'Ben'));
	await execution.settled();
	expect(namesIn(itemOf(execution)[0]!)).toEqual(['Ada', 'Ben']);
});

it('the last answer of a reviewer counts, whose earlier one has a drawing that is being stored', async () => {
	const execution = await review({ reviewers: 'Ada, Ben', drawing: 'region' });
	const data = await execution.data();
	const second = approves(data, 'Ada', 'second-thoughts');
	await sendWhileStored(execution, await draws(data, 'Ada'), second);

	expect(await execution.data()).toMatchObject({ answerIds: ['second-thoughts'] });
	await execution.postUntilTaken(approves(data, 'Ben'));
	await execution.settled();
	const [item] = itemOf(execution);
	expect(item?.json.review).toMatchObject({ status: 'approved' });
	expect(item?.binary?.mask).toBeUndefined();
});

it('many reviewers who draw at the same time are all counted, each once', async () => {
	const names = Array.from({ length: 6 }, (_, at) => `Reviewer-${at}`);
	const execution = await review({ reviewers: names.join(', '), drawing: 'region' });
	const data = await execution.data();
	await Promise.all(names.map(async (name) => execution.postUntilTaken(await draws(data, name))));
	await execution.settled();

	expect(execution.status).toBe('ended');
	expect(namesIn(itemOf(execution)[0]!).sort()).toEqual(names);
});

it('a drawing that no decoder reads is left out, and its answer counts', async () => {
	const execution = await review({ drawing: 'region' });
	const data = await execution.data();
	const answer = await draws(data, 'Ada');
	const bytes = await png(300);
	bytes.fill(0, 50, 60);
	answer.decisions[0]!.drawing.png = bytes.toString('base64');
	await execution.postUntilTaken(answer);
	await execution.settled();

	const [item] = itemOf(execution);
	expect(item?.json.review).toMatchObject({ status: 'changesRequested' });
	expect(item?.binary?.mask).toBeUndefined();
});

it('where the storage fails for good, the answers are kept for a retry of the execution', async () => {
	const execution = await review({ drawing: 'region' });
	const data = await execution.data();
	const fail = async () => await Promise.reject(new Error('404 no such bucket'));
	const pauses = quickPauses();
	await aroundStorage(['store'], fail, async () => {
		await execution.postUntilTaken(await draws(data, 'Ada'));
		await execution.settled();
	}).finally(() => pauses.end());

	// Not given up before the last of its pauses was over.
	expect(pauses.passedMs).toBeGreaterThan(20_000);
	expect(execution.ran.error?.message).toBe('A reviewer’s drawing could not be stored');
	const retried = await bench.engine.run(execution.workflow, {
		mode: 'retry',
		retryOf: execution.ran.runExecutionData,
	});
	expect(retried.status).toBe('success');
	const [item] = Object.values(retried.runData)
		.at(-1)!
		.at(-1)!
		.data!.main!.flatMap((items) => items ?? []);
	expect(item?.binary?.mask).toMatchObject({ mimeType: 'image/png' });
});
