import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { withFolder } from '../../dev/n8n/examples';
import type { Instance, StoredExecution } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import { answer, openForm } from './support/form';
import { pixels, sha256 } from './support/pictures';
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

/** Hashes of the pictures that a node put out last. */
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
	/** The picture that the form shows now. */
	let shown: string;

	const decide = async (decision: string, picture: string, comment = '') => {
		run = await answer(instance, run, ['', decision, picture, comment]);
	};
	const lastEdit = () => imageCalls().findLast(({ path }) => path.endsWith('/edits'));
	const sentHashes = () => lastEdit()?.files.map((file) => file.sha256);

	beforeAll(async () => {
		run = await runExample('approval');
		drafts = await hashesOf(run, 'Three drafts');
	});

	it('shows all drafts, by links that open without a login', async () => {
		const { html, pictures } = await openForm(run);
		expect(pictures.map(sha256)).toEqual(drafts);
		expect(new Set(drafts).size).toBe(3);
		for (const picture of pictures) expect(pixels(imageSize(picture))).toBe('1024x1024');
		expect(html).toContain('Headline: "Slow down"');
		expect(html).toContain('Approve one picture, or say what shall be different.');
	});

	it.each([
		[
			'a number that no picture has',
			['Approve', '7', 'Nice'],
			'There is no picture 7 here: enter a number from 1 to 3.',
		],
		['no number', ['Approve', '', ''], 'There is no picture 0 here: enter a number from 1 to 3.'],
		[
			'a change without a comment',
			['Change', '2', ' '],
			'Say in the comment what shall be different.',
		],
		['no decision', ['', '2', ''], 'Choose Approve or Change.'],
	])(
		'asks again after %s, with the same pictures',
		async (_, [decision = '', picture = '', comment], says) => {
			const before = imageCalls().length;
			await decide(decision, picture, comment);
			expect(run.status).toBe('waiting');
			const { html, pictures } = await openForm(run);
			expect(html).toContain(says);
			if (comment) expect(html).toContain(`>${comment}</textarea>`);
			expect(pictures.map(sha256)).toEqual(drafts);
			expect(imageCalls()).toHaveLength(before);
		},
	);

	it('changes the chosen draft by the comment, and asks again with what came', async () => {
		const before = imageCalls().length;
		await decide('Change', '2', 'Make the leaves golden');
		expect(run.status).toBe('waiting');
		expect(lastEdit()?.fields.prompt).toBe('Make the leaves golden');
		expect(sentHashes()).toEqual([drafts[1]]);
		expect(imageCalls()).toHaveLength(before + 1);
		[shown = ''] = await hashesOf(run, 'Change the picture');
		expect(drafts).not.toContain(shown);
		const { html, pictures } = await openForm(run);
		expect(pictures.map(sha256)).toEqual([shown]);
		expect(html).toContain('Approve one picture, or say what shall be different.');
		expect(html).not.toContain('Make the leaves golden');
	});

	it('asks again after the number of the round before', async () => {
		await decide('Approve', '2');
		expect(run.status).toBe('waiting');
		const { html, pictures } = await openForm(run);
		expect(html).toContain('There is no picture 2 here: enter 1.');
		expect(pictures.map(sha256)).toEqual([shown]);
	});

	it('asks again with the picture as it was where a change is refused', async () => {
		await decide('Change', '1', 'Something that is refused [refuse]');
		expect(run.status).toBe('waiting');
		const { html, pictures } = await openForm(run);
		expect(html).toContain('This picture was not changed: ');
		expect(html).toContain('safety');
		expect(pictures.map(sha256)).toEqual([shown]);
	});

	it('changes a changed picture once more', async () => {
		await decide('Change', '1', 'Add a cat');
		expect(lastEdit()?.fields.prompt).toBe('Add a cat');
		expect(sentHashes()).toEqual([shown]);
		const [changed = ''] = await hashesOf(run, 'Change the picture');
		expect(changed).not.toBe(shown);
		shown = changed;
		const { pictures } = await openForm(run);
		expect(pictures.map(sha256)).toEqual([shown]);
	});

	it('stores what is approved, as it is', async () => {
		const before = imageCalls().length;
		await decide('Approve', '1');
		expect(run.status).toBe('success');
		const stored = readFileSync(join(workplace.files, 'autumn-tea-approved.png'));
		expect(sha256(stored)).toBe(shown);
		expect(pixels(imageSize(stored))).toBe('1024x1024');
		expect(imageCalls()).toHaveLength(before);
	});
});

describe('the migration test', () => {
	let run: StoredExecution;

	beforeAll(async () => void (run = await runExample('migration-test')));

	it('shows a reviewer every picture with its prompt, and tells no model', async () => {
		const { html, pictures } = await openForm(run);
		expect(pictures).toHaveLength(6);
		expect(pictures.map(sha256)).toEqual(await hashesOf(run, 'Compare'));
		for (const picture of pictures) expect(pixels(imageSize(picture))).toBe('1024x1024');
		for (const text of ['espresso on a marble counter', 'hiking outfit', 'Title: "Blue Hour"']) {
			expect(html).toContain(text);
		}
		expect(html).not.toMatch(/gpt.image.\d|flare/i);
		const names = run.output('Compare')[0]?.map(({ binary }) => binary?.data?.fileName);
		expect(names?.slice(0, 3)).toEqual(['prompt-1-A.png', 'prompt-1-B.png', 'prompt-2-A.png']);
	});

	it('counts the reviewer’s letters', async () => {
		run = await answer(instance, run, ['', 'B, A, none', 'Ada']);
		expect(run.status).toBe('success');
		const [[tally] = []] = run.output('Tally');
		expect(tally?.json.tally).toMatchObject({ answers: { used: 3, choseNone: 1 } });
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
		expect((await openForm(run)).pictures).toHaveLength(6);
	});

	it('the social set keeps its pictures: a retry writes them once the folder is there', async () => {
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
