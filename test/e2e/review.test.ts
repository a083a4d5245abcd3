import { imageSize } from 'image-size';
import type { IBinaryData, IDataObject, INodeParameters } from 'n8n-workflow';
import type { Instance, StoredExecution } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import { decodePng, encodePng } from '../../nodes/shared/images/png';
import { openSignedIn } from './support/signedIn';
import { answerTo, outputOf, ReviewPage, reviewWorkflow } from './support/review';
import { sha256 } from './support/pictures';

let workplace: Workplace;
let instance: Instance;
let credential: string;

beforeAll(async () => {
	let credentialIds: Record<string, string>;
	({ workplace, instance, credentialIds } = await openSignedIn());
	credential = credentialIds.gptImageApi ?? '';
});

afterAll(async () => await workplace?.close());

let count = 0;

/** Runs a workflow to its page. */
async function open(
	review: INodeParameters,
	more: { images?: number; loops?: boolean } = {},
): Promise<ReviewPage> {
	const name = `review ${++count}`;
	const id = await instance.saveWorkflow(reviewWorkflow({ name, review, credential, ...more }));
	const run = await instance.runWorkflow(id);
	expect([run.status, run.data.resultData.error?.message]).toEqual(['waiting', undefined]);
	return new ReviewPage(instance, run);
}

/** A drawing of the size of the local server's images. */
async function drawing(kind: 'region' | 'markup', size = 1024): Promise<string> {
	const data = new Uint8Array(size * size * 4);
	for (let at = 3; at < data.length; at += 4) {
		const isInside = (at >> 2) % size < size / 2;
		data[at] = isInside === (kind === 'region') ? 0 : 255;
	}
	return Buffer.from(await encodePng({ width: size, height: size, data })).toString('base64');
}

const reviewOf = (run: StoredExecution, output: number, item = 0) =>
	outputOf(run, output)[item]?.json.review as IDataObject;

async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	if (!binary) throw new Error('There is no such file.');
	return await instance.readBinary(binary);
}

describe('a round', () => {
	it('sends each image where it was decided to go, with who said what', async () => {
		const page = await open({ title: 'Three drafts' }, { images: 3 });
		const data = await page.data();
		expect(data).toMatchObject({ number: 1, title: 'Three drafts', ballot: 'decide' });
		const body = answerTo(data, 'approve', {
			reviewer: 'Ada',
			decisions: {
				1: {
					decision: 'change',
					comment: 'Warmer light',
					pins: [{ x: 30, y: 40.5, text: 'Golden leaf' }],
				},
				2: { decision: 'reject', comment: 'Too dark' },
			},
		});

		expect((await page.post(body)).status).toBe(200);
		const run = await page.next(data);

		expect(run.status).toBe('success');
		expect(outputOf(run, 0)).toEqual([]);
		expect(reviewOf(run, 1)).toMatchObject({
			status: 'approved',
			decision: 'approve',
			letter: 'A',
		});
		expect(reviewOf(run, 2)).toMatchObject({
			status: 'changesRequested',
			comment: 'Warmer light',
			pins: [{ x: 30, y: 40.5, text: 'Golden leaf' }],
			reviewers: [{ name: 'Ada', decision: 'change', comment: 'Warmer light' }],
			round: 1,
			instruction:
				'Warmer light\nChange these spots:\n1. At 30 % from the left and 41 % from the top: Golden leaf',
		});
		expect(reviewOf(run, 3)).toMatchObject({ status: 'rejected', comment: 'Too dark' });
		const drafts = run.output('Draw')[0] ?? [];
		for (const [output, draft] of [1, 2, 3].entries()) {
			const [item] = outputOf(run, draft);
			expect(item?.binary?.data).toEqual(drafts[output]?.binary?.data);
			expect(item?.json.image).toEqual(drafts[output]?.json.image);
		}
	});
});

describe('the loop with GPT Image Edit', () => {
	it('shows three rounds on the same link: without a drawing, with a region, with a markup', async () => {
		const page = await open(
			{ compareWith: 'data_input', drawing: 'both' },
			{ images: 1, loops: true },
		);
		const hashes: string[] = [];
		const see = async (kind: string) => {
			const response = await page.image(0, kind);
			return response.ok ? sha256(Buffer.from(await response.arrayBuffer())) : response.status;
		};
		const steps = [
			{ comment: 'Warmer light' },
			{ comment: 'A cup', drawing: { kind: 'region' as const, png: await drawing('region') } },
			{ comment: '', drawing: { kind: 'markup' as const, png: await drawing('markup') } },
		];
		for (const [round, step] of steps.entries()) {
			const data = await page.data();
			expect(data.number).toBe(round + 1);
			expect(data.images[0]?.requested).toBe(steps[round - 1]?.comment ?? '');
			hashes.push(String(await see('full')));
			const body = answerTo(data, 'change', { decisions: { 0: step } });
			expect(await page.answer(body)).toBe(200);
			const run = await page.next(data);
			expect([run.status, run.data.resultData.error?.message]).toEqual(['waiting', undefined]);
			const edit = workplace.server.log.findLast(({ path }) => path.endsWith('/edits'));
			expect(edit?.files.map(({ field }) => field)).toEqual(
				round === 1 ? ['image', 'mask'] : round === 2 ? ['image', 'markup'] : ['image'],
			);
			expect(edit?.fields.prompt).toBe(
				step.comment || 'Make the changes that are drawn on the image.',
			);
			expect(edit?.files[0]?.sha256).toBe(hashes[round]);
		}
		const data = await page.data();
		expect(data).toMatchObject({ number: 4, images: [{ hasBefore: true }] });
		await page.answer(answerTo(data, 'approve', { reviewer: 'Ada' }));
		const run = await page.next(data);

		expect(run.status).toBe('success');
		const [approved] = outputOf(run, 1);
		expect(Object.keys(approved?.binary ?? {}).sort()).toEqual(['data', 'data_input']);
		expect(sha256(await bytesOf(approved?.binary?.data_input))).toBe(hashes[2]);
		expect(new Set(hashes).size).toBe(3);
		expect(approved?.json.reviewBefore).toMatchObject({ round: 3 });
	});

	it('gives Edit a mask of the image’s size that knows only in and out', async () => {
		const page = await open({ drawing: 'region' });
		const data = await page.data();
		const png = await drawing('region');
		await page.answer(
			answerTo(data, 'change', { decisions: { 0: { drawing: { kind: 'region', png } } } }),
		);
		const run = await page.next(data);
		const bytes = await bytesOf(outputOf(run, 2)[0]?.binary?.mask);

		expect(imageSize(bytes)).toMatchObject({ width: 1024, height: 1024, type: 'png' });
		const { data: pixels } = await decodePng(bytes, { maxPixels: 1 << 20 });
		const alphas = pixels.filter((_, at) => at % 4 === 3);
		expect([...new Set(alphas)].sort()).toEqual([0, 255]);
	});
});
