import { Workplace } from '../../dev/n8n/workplace';
import { ended } from './support/ended';
import { directory } from './support/places';
import { openQueueMode, type QueueMode } from './support/queueMode';
import { answerTo, outputOf, ReviewPage, reviewWorkflow } from './support/review';
import { findServices } from './support/services';

/* A review in queue mode: the page and the answers come to the main n8n, workers run the node before and after. */
const services = findServices();
const describeQueueMode = 'missing' in services ? describe.skip : describe;
if ('missing' in services) console.warn(`Queue mode is not tried: no ${services.missing}.`);

let workplace: Workplace;
let queue: QueueMode;

describeQueueMode('a review in queue mode', () => {
	beforeAll(async () => {
		if ('missing' in services) return;
		workplace = await Workplace.open({ directory });
		queue = await openQueueMode(workplace, services);
	});

	afterAll(async () => {
		await queue?.close();
		await workplace?.close();
	});

	it('is answered at the main n8n and decided by a worker that did not start the execution', async () => {
		const { instance } = queue;
		const credential = (await workplace.saveCredentials(instance)).gptImageApi ?? '';
		const review = { reviewers: 'Ada, Ben', drawing: 'region' };
		const id = await instance.saveWorkflow(
			reviewWorkflow({ name: 'queued', review, credential, images: 2, loops: true }),
		);
		const page = new ReviewPage(instance, await instance.runWorkflow(id));
		expect(page.run.status).toBe('waiting');
		const data = await page.data();
		// The other workers end: whoever goes on did not start it.
		const started = queue.workers.find(({ lines }) =>
			lines.some((line) => line.includes(`Worker started execution ${page.run.id}`)),
		);
		await started?.stop();
		const image = await page.image(0);
		expect(image.status).toBe(200);

		await page.answer(answerTo(data, 'approve', { reviewer: 'Ada' }));
		await page.next(data);
		const both = await page.data();
		expect(both.answersGiven).toBe(1);
		await page.answer(
			answerTo(both, 'approve', {
				reviewer: 'Ben',
				decisions: { 1: { decision: 'change', comment: 'Warmer' } },
			}),
		);
		const next = await page.next(both);
		expect([next.status, next.data.resultData.error?.message]).toEqual(['waiting', undefined]);
		const second = await page.data();
		expect(second).toMatchObject({ number: 2, images: [{ requested: 'Ben: Warmer' }] });
		for (const reviewer of ['Ada', 'Ben']) {
			const now = await page.data();
			await page.answer(answerTo(now, 'approve', { reviewer }));
			await page.next(now);
		}
		const run = await ended(instance, page.run.id);

		expect(run.status).toBe('success');
		expect(outputOf(run, 1)).toHaveLength(1);
		expect(outputOf(run, 1)[0]?.binary?.data?.id).toMatch(/^database:/);
		expect(started).toBeDefined();
	});
});
