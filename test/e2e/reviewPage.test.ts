import type { Browser, Page } from 'playwright-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Instance } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import { answerTo, openReview, outputOf, type ReviewPage } from './support/review';
import {
	imagesShown,
	keepPicture,
	openBrowser,
	openLink,
	SCREENS,
	violationsOn,
} from './support/reviewBrowser';
import { openSignedIn } from './support/signedIn';

/* The page of GPT Image Review as reviewers use it: by touch on a phone, by mouse and by keyboard at a desk. */
let workplace: Workplace;
let instance: Instance;
let credential: string;
let browser: Browser;

beforeAll(async () => {
	let credentialIds: Record<string, string>;
	({ workplace, instance, credentialIds } = await openSignedIn());
	credential = credentialIds.gptImageApi ?? '';
	browser = await openBrowser();
});

afterAll(async () => {
	await browser?.close();
	await workplace?.close();
});

const open = async (
	review: INodeParameters,
	more: { images?: number; loops?: boolean } = {},
): Promise<ReviewPage> => await openReview(instance, { review, credential, ...more });

const drafts = { title: 'Autumn tea: three drafts', message: 'Please look at the headline first.' };

/** Paints across the middle of the image that is open. */
async function paint(page: Page): Promise<void> {
	const box = await page.locator('.stage').boundingBox();
	if (!box) throw new Error('No image is open.');
	const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
	await page.mouse.move(...at(0.4, 0.48));
	await page.mouse.down();
	await page.mouse.move(...at(0.6, 0.52), { steps: 6 });
	await page.mouse.up();
}

const decide = async (page: Page, image: number, decision: string) =>
	await page.locator('.card').nth(image).getByRole('button', { name: decision }).click();

describe('on a phone', () => {
	it('one image is approved, one changed with a drawn region, one rejected, and n8n goes on with the files', async () => {
		const review = await open({ ...drafts, drawing: 'both' }, { images: 3 });
		const data = await review.data();
		const page = await openLink(browser, review.link, SCREENS.phone);
		const startedAt = performance.now();
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
		await keepPicture(page, 'review-phone');

		await page.locator('.card').nth(0).getByRole('button', { name: 'Approve' }).tap();
		await page.locator('.card').nth(1).getByRole('button', { name: 'Request Changes' }).tap();
		await page.getByRole('textbox', { name: 'Comment: Image B' }).fill('Golden leaves here');
		await page.getByRole('button', { name: 'Paint the area' }).tap();
		await paint(page);
		await keepPicture(page, 'review-draw');
		await page.getByRole('button', { name: 'Done' }).tap();
		await page.getByText('Drawing added').waitFor();
		expect(await page.locator('.card').nth(1).locator('.frame canvas').count()).toBe(1);
		await page.locator('.card').nth(2).getByRole('button', { name: 'Reject' }).tap();
		expect(await page.locator('.progress').textContent()).toBe('3 of 3 decided');
		await page.locator('.bar').getByRole('button', { name: 'Send' }).tap();
		await keepPicture(page, 'review-summary');
		const summary = page.locator('dialog');
		expect(await summary.locator('small').textContent()).toBe('Golden leaves here · Drawing added');
		expect(
			await summary.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
		).toBe(0);
		await page.locator('dialog').getByRole('button', { name: 'Send' }).tap();
		await page.getByRole('heading', { name: 'Thank you' }).waitFor();
		expect(await violationsOn(page)).toEqual([]);
		const run = await review.next(data);
		await page.getByRole('heading', { name: 'All done' }).waitFor();
		console.info(
			`A script took ${Math.round((performance.now() - startedAt) / 1000)} s from opening to the end.`,
		);

		expect([1, 2, 3].map((output) => outputOf(run, output).length)).toEqual([1, 1, 1]);
		const [changed] = outputOf(run, 2);
		expect(changed?.json.review).toMatchObject({ comment: 'Golden leaves here', letter: 'B' });
		expect(changed?.binary?.mask?.mimeType).toBe('image/png');
		await page.context().close();
	});
});

describe('after a requested change', () => {
	it('the page shows the new version by itself, with what was asked for and the version before', async () => {
		const review = await open({ ...drafts, compareWith: 'data_input' }, { loops: true });
		const page = await openLink(browser, review.link, SCREENS.desk);
		await decide(page, 0, 'Request Changes');
		await page.getByRole('textbox').fill('Warmer light');
		await page.locator('.bar').getByRole('button', { name: 'Send' }).click();
		await page.locator('dialog').getByRole('button', { name: 'Send' }).click();
		await page.getByText('Round 2').waitFor({ timeout: 60_000 });

		expect(await page.locator('.requested').textContent()).toBe('You asked for Warmer light');
		await page.getByRole('button', { name: 'Before and now' }).click();
		const slider = page.getByRole('slider', { name: 'Move to compare before and now' });
		await slider.fill('30');
		await imagesShown(page);
		await keepPicture(page, 'review-compare');
		expect(await violationsOn(page)).toEqual([]);
		await page.context().close();
	});
});

describe('with the keyboard alone', () => {
	it('the keys on the buttons decide, pin and send', async () => {
		const review = await open(drafts, { images: 2 });
		const data = await review.data();
		const page = await openLink(browser, review.link, SCREENS.desk);
		await page.keyboard.press('1');
		await page.keyboard.press('a');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('c');
		await page.keyboard.type('A cup in place of the glass');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.locator('dialog.viewer').waitFor();
		await page.getByRole('button', { name: 'Pin a comment' }).last().press('Enter');
		await page.keyboard.type('This one');
		await page.getByRole('button', { name: 'Pin a comment 1' }).press('ArrowLeft');
		await page.keyboard.press('Escape');
		await page.locator('dialog.viewer').waitFor({ state: 'detached' });
		await page.locator('.bar').getByRole('button', { name: 'Send' }).press('Enter');
		await page.keyboard.press('Enter');
		const run = await review.next(data);

		expect((outputOf(run, 1)[0]?.json.review as IDataObject).letter).toBe('A');
		expect(outputOf(run, 2)[0]?.json.review).toMatchObject({
			comment: 'A cup in place of the glass',
			pins: [{ x: 49, y: 50, text: 'This one' }],
		});
		await page.context().close();
	});
});

describe('for a screen reader', () => {
	it.each(['light', 'dark'] as const)(
		'axe finds nothing in any state, in %s',
		async (colorScheme) => {
			const review = await open(
				{ ...drafts, drawing: 'both', reviewers: 'Ada, Ben' },
				{ images: 3 },
			);
			for (const screen of [SCREENS.phone, SCREENS.desk]) {
				const page = await openLink(browser, review.link, { ...screen, colorScheme });
				expect(await violationsOn(page)).toEqual([]);
				await decide(page, 0, 'Approve');
				await decide(page, 2, 'Reject');
				if (screen === SCREENS.desk) await keepPicture(page, `review-desk-${colorScheme}`);
				await decide(page, 1, 'Request Changes');
				expect(await violationsOn(page)).toEqual([]);
				for (const tool of ['Pin a comment', 'Paint the area to change', 'Draw on the image']) {
					await page.locator('.card').getByRole('button', { name: tool, exact: true }).click();
					expect(await violationsOn(page)).toEqual([]);
					await page.keyboard.press('Escape');
				}
				await page.locator('.bar').getByRole('button', { name: 'Send' }).click();
				expect(await violationsOn(page)).toEqual([]);
				await page.context().close();
			}
		},
	);
});

describe('without JavaScript', () => {
	it('the page is a form that decides', async () => {
		const review = await open(drafts, { images: 2 });
		const data = await review.data();
		const context = await browser.newContext({ ...SCREENS.phone, javaScriptEnabled: false });
		const page = await context.newPage();
		await page.goto(review.link);
		await page.getByRole('radio', { name: 'Approve' }).nth(0).check();
		await page.getByRole('radio', { name: 'Request Changes' }).nth(1).check();
		await page.getByRole('textbox', { name: 'Comment' }).nth(1).fill('Warmer');
		await page.getByRole('button', { name: 'Send' }).click();
		await page.getByText('Thank you').waitFor();
		const run = await review.next(data);

		expect(outputOf(run, 1)).toHaveLength(1);
		expect(outputOf(run, 2)[0]?.json.review).toMatchObject({ comment: 'Warmer' });
		await context.close();
	});
});

describe('while several reviewers answer', () => {
	it('the page says how many are in and goes on when all are', async () => {
		const review = await open({ ...drafts, reviewers: 'Ada, Ben' });
		const page = await openLink(browser, review.link, SCREENS.desk);
		await decide(page, 0, 'Approve');
		await page.locator('.bar').getByRole('button', { name: 'Send' }).click();
		await page.getByRole('combobox').selectOption('Ada');
		await page.locator('dialog').getByRole('button', { name: 'Send' }).click();
		await page.getByText('1 of 2 answers are in').waitFor({ timeout: 60_000 });
		const data = await review.data();
		await review.answer(answerTo(data, 'approve', { reviewer: 'Ben' }));
		await page.getByRole('heading', { name: 'All done' }).waitFor({ timeout: 60_000 });
		expect(outputOf(await review.next(data), 1)).toHaveLength(1);
		await page.context().close();
	});

	it('says to who sends an answer after the end that it was decided without it', async () => {
		const review = await open(drafts);
		const page = await openLink(browser, review.link, SCREENS.desk);
		await decide(page, 0, 'Reject');
		const data = await review.data();
		await review.answer(answerTo(data, 'approve'));
		const run = await review.next(data);
		expect(run.status).toBe('success');
		await page.locator('.bar').getByRole('button', { name: 'Send' }).click();
		await page.locator('dialog').getByRole('button', { name: 'Send' }).click();
		await page
			.getByRole('heading', { name: 'The decision was made without this answer' })
			.waitFor();
		expect(await page.locator('.note-page p').textContent()).toBe('You can close this page.');
		expect(await violationsOn(page)).toEqual([]);

		const again = await page.context().newPage();
		await again.goto(review.link);
		expect(await again.locator('body').textContent()).toContain('Form Submitted');
		await page.context().close();
	});
});
