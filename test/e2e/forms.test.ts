import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import type { IDataObject } from 'n8n-workflow';
import { withFolder } from '../../dev/n8n/examples';
import type { Instance, StoredExecution } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { ended } from './support/ended';
import { pixels, sha256 } from './support/pictures';
import { answerTo, ReviewPage } from './support/review';
import { openSignedIn } from './support/signedIn';

/** The examples that ask a person, answered to their end, and what they do where their folder is missing. */
let workplace: Workplace;
let instance: Instance;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	({ workplace, instance, credentialIds } = await openSignedIn());
});

afterAll(async () => await workplace?.close());

/** Runs an example to its form, or to its end. @param folder where its files go. */
async function runExample(slug: string, folder = workplace.files): Promise<StoredExecution> {
	const example = workplace.examples(credentialIds).find((other) => other.slug === slug);
	if (!example) throw new Error(`There is no example ${slug}.`);
	return await instance.runWorkflow(
		await instance.saveWorkflow(withFolder(example.workflow, folder)),
	);
}

const imageCalls = () => workplace.server.log.filter(({ path }) => path.includes('/images/'));

/** Hashes of the images that a node put out last. */
async function hashesOf(run: StoredExecution, node: string): Promise<string[]> {
	const files = (run.output(node)[0] ?? []).map(async ({ binary }) => {
		if (!binary?.data) throw new Error(`An item of ${node} has no picture.`);
		return sha256(await instance.readBinary(binary.data));
	});
	return await Promise.all(files);
}

describe('the approval', () => {
	let run: StoredExecution;
	let drafts: string[];
	const page = () => new ReviewPage(instance, run, 'Ask the client');
	const lastEdit = () => imageCalls().findLast(({ path }) => path.endsWith('/edits'));
	const sentHashes = () => lastEdit()?.files.map((file) => file.sha256);
	const seen = async (image = 0) =>
		sha256(Buffer.from(await (await page().image(image, 'full')).arrayBuffer()));

	/** Decides on every image, and waits for what comes next. */
	const decide = async (decision: 'approve' | 'change' | 'reject', comment = '') => {
		const data = await page().data();
		const own = Object.fromEntries(data.images.map(({ index }) => [index, { comment }]));
		const status = await page().answer(answerTo(data, decision, { decisions: own }));
		if (status === 200) run = await page().next(data);
		return status;
	};

	/** Where the image that was approved in a round is stored. */
	const approvedIn = (round: number) =>
		join(workplace.files, `autumn-tea-${run.id}-round-${round}-A.png`);

	beforeAll(async () => {
		run = await runExample('approval');
		drafts = await hashesOf(run, 'Three drafts');
	});

	it('shows all drafts on a page that opens without a login', async () => {
		expect(run.status).toBe('waiting');
		const data = await page().data();
		expect(data.images).toHaveLength(3);
		for (const index of [0, 1, 2]) expect(await seen(index)).toBe(drafts[index]);
		expect(new Set(drafts).size).toBe(3);
		expect(String(run.output('Send the link')[0]?.[0]?.json.mail)).toContain(run.formUrl);
	});

	it('asks again for a change without a comment, with the same images', async () => {
		const before = imageCalls().length;
		expect(await decide('change')).toBe(422);
		expect((await instance.finished(run.id)).status).toBe('waiting');
		expect(await seen(1)).toBe(drafts[1]);
		expect(imageCalls()).toHaveLength(before);
	});

	it('stores what is approved, changes the others by the comment, and shows them again', async () => {
		const data = await page().data();
		const before = imageCalls().length;
		const body = answerTo(data, 'approve', {
			decisions: {
				1: { decision: 'change', comment: 'Make the leaves golden' },
				2: { decision: 'reject' },
			},
		});
		expect(await page().answer(body)).toBe(200);
		run = await page().next(data);

		expect(run.status).toBe('waiting');
		expect(lastEdit()?.fields.prompt).toBe('Make the leaves golden');
		expect(sentHashes()).toEqual([drafts[1]]);
		expect(imageCalls()).toHaveLength(before + 1);
		const stored = readFileSync(approvedIn(1));
		expect(sha256(stored)).toBe(drafts[0]);
		const [changed] = await hashesOf(run, 'Change the image');
		expect(await seen()).toBe(changed);
		expect((await page().data()).images).toMatchObject([
			{ hasBefore: true, requested: 'Make the leaves golden' },
		]);
	});

	it('asks again with the image as it was where a change is refused', async () => {
		const shown = await seen();
		await decide('change', 'Something that is refused [refuse]');
		expect(run.status).toBe('waiting');
		expect((await page().data()).images[0]?.requested).toContain('This change was not made: ');
		expect(await seen()).toBe(shown);
	});

	it('stores the changed image, as it is', async () => {
		const shown = await seen();
		const before = imageCalls().length;
		await decide('approve');
		expect(run.status).toBe('success');
		const stored = readFileSync(approvedIn(3));
		expect(sha256(stored)).toBe(shown);
		expect(pixels(imageSize(stored))).toBe('1024x1024');
		expect(imageCalls()).toHaveLength(before);
	});
});

describe('the migration test', () => {
	let run: StoredExecution;
	const page = () => new ReviewPage(instance, run, 'Ask the reviewers');

	beforeAll(async () => void (run = await runExample('migration-test')));

	it('shows reviewers every image with its prompt, and tells no model', async () => {
		const data = await page().data();
		expect(data.images).toHaveLength(6);
		expect(data.groups).toHaveLength(3);
		const headings = data.groups.map(({ heading }) => heading).join();
		for (const text of ['espresso on a marble counter', 'hiking outfit', 'Title: "Blue Hour"']) {
			expect(headings).toContain(text);
		}
		expect(JSON.stringify(data)).not.toMatch(/gpt.image.\d|flare/i);
		for (const { index } of data.images) {
			const file = imageSize(Buffer.from(await (await page().image(index)).arrayBuffer()));
			expect(pixels(file)).toBe('1024x1024');
		}
	});

	it('counts both reviewers’ answers by the true variants', async () => {
		const isFlare = (index: number, data: PageData) => {
			const { letter } = data.images[index]!;
			const prompt = data.groups.findIndex(({ images }) => images.includes(index));
			return run.output('Compare')[0]?.some(({ json }) => {
				const compare = json.compare as IDataObject;
				return (
					compare.promptIndex === prompt &&
					(compare.shownAs ?? compare.variant) === letter &&
					compare.variant === 'B'
				);
			});
		};
		for (const reviewer of ['Ada', 'Ben']) {
			const data = await page().data();
			const decisions = Object.fromEntries(
				data.images.map(({ index }) => [
					index,
					{ decision: isFlare(index, data) ? ('approve' as const) : ('reject' as const) },
				]),
			);
			expect(await page().answer(answerTo(data, 'reject', { reviewer, decisions }))).toBe(200);
			await page().next(data);
		}
		run = await ended(instance, run.id);
		expect(run.status).toBe('success');
		const [[tally] = []] = run.output('Tally');
		const report = tally?.json.tally as unknown as {
			answers: { used: number };
			variants: Array<{ letter: string; accepted: number; judged: number }>;
		};
		expect(report.answers.used).toBe(12);
		expect(
			report.variants.map(({ letter, accepted, judged }) => [letter, accepted, judged]),
		).toEqual([
			['A', 0, 3],
			['B', 3, 3],
		]);
	});
});

describe('two reviewers and a deadline', () => {
	it('goes on when both have answered, with a summary', async () => {
		let run = await runExample('two-reviewers');
		const page = () => new ReviewPage(instance, run, 'Ask both');
		for (const reviewer of ['Ada', 'Ben']) {
			const data = await page().data();
			expect(data.deadline).not.toBeNull();
			await page().answer(answerTo(data, 'approve', { reviewer }));
			await page().next(data);
		}
		run = await ended(instance, run.id);
		expect(run.output('Print')[0]).toHaveLength(2);
		expect(run.output('Mail the summary')[0]?.[0]?.json.review).toMatchObject({
			counts: { approved: 2, changesRequested: 0, rejected: 0 },
		});
	});
});

describe('where the folder is missing', () => {
	const missing = (name: string) => join(workplace.files, `${name}-missing`);

	it('the approval stops before anything is paid', async () => {
		const before = imageCalls().length;
		const run = await runExample('approval', missing('approval'));
		expect(run.status).toBe('error');
		expect(run.data.resultData.lastNodeExecuted).toBe('Write the brief');
		expect(imageCalls()).toHaveLength(before);
	});

	it('the migration test asks the reviewer all the same, and says why there are no files', async () => {
		const run = await runExample('migration-test', missing('migration'));
		expect(run.status).toBe('waiting');
		for (const node of ['Write the report', 'Write the contact sheet', 'Write the table']) {
			expect(run.output(node)[0]?.[0]?.json.error).toMatch(/\w+/);
		}
		const page = new ReviewPage(instance, run, 'Ask the reviewers');
		expect((await page.data()).images).toHaveLength(6);
	});

	it('the social set keeps its images: a retry writes them once the folder is there', async () => {
		const folder = missing('social');
		const failed = await runExample('social-set-to-disk', folder);
		expect(failed.status).toBe('error');
		const before = imageCalls().length;
		mkdirSync(folder);
		expect((await instance.retry(failed.id)).status).toBe('success');
		const file = readFileSync(join(folder, 'trail-shoe-linkedInPost.png'));
		expect(pixels(imageSize(file))).toBe('1200x627');
		expect(imageCalls()).toHaveLength(before);
	});
});
