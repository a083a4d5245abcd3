import type { Browser, Page } from 'playwright-core';
import type { IDataObject } from 'n8n-workflow';
import type { Instance } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import { WRITTEN_OUT } from '../security/cases';
import { openReview, type ReviewPage } from './support/review';
import { imagesShown, openBrowser } from './support/reviewBrowser';
import { openSignedIn } from './support/signedIn';

/*
 * What strangers write and send, on the page of GPT Image Review, opened by somebody who is signed in to n8n: it
 * runs nothing, and what would run could not read n8n's credentials.
 */
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

const PROBE = 'fetch("/rest/credentials").then((r) => (window.stolen = r.status))';
const ATTACK = `</script><script>${PROBE}</script><img src=x onerror="window.stolen=1">`;
const SHORT_ATTACK = '<img src=x onerror="window.stolen=2">';

/** A page as n8n's own user opens it. */
async function signedInPage(): Promise<Page> {
	const context = await browser.newContext();
	const [name = '', value = ''] = instance.rest.session.split('=');
	await context.addCookies([{ name, value, url: instance.rest.url }]);
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	return page;
}

/** What ran of an attack, and what a script on this page would get of n8n's credentials. */
async function expectNothingStolen(page: Page): Promise<void> {
	expect(await page.evaluate('window.stolen')).toBeUndefined();
	const address = JSON.stringify(`${instance.rest.url}/rest/credentials`);
	const probe = await page.evaluate(
		`fetch(${address}, { credentials: 'include' }).then((r) => r.status, () => 'blocked')`,
	);
	expect(['blocked', 401]).toContain(probe);
}

async function openSigned(review: ReviewPage): Promise<Page> {
	const page = await signedInPage();
	await page.goto(review.link);
	await page.locator('.card img').first().waitFor();
	return page;
}

/** Where the attack is written. */
const PLACES = [
	'title',
	'message',
	'prompt',
	'file name',
	'text of the page',
	'name of a reviewer',
	'comment',
];
const PLACES_OF_A_COMPARISON = ['label', 'letter of a variant'];

it(`in ${PLACES.join(', ')} runs nothing and reads nothing of n8n`, async () => {
	const review = await openReview(instance, {
		review: {
			title: ATTACK,
			message: ATTACK,
			reviewers: SHORT_ATTACK,
			compareWith: 'data_input',
			options: {
				allowDownload: true,
				texts: { values: [{ name: 'approve', text: `Approve ${ATTACK}` }] },
			},
		},
		credential,
		prompt: ATTACK,
		fileName: ATTACK,
		loops: true,
	});
	const page = await openSigned(review);
	const untouched = async () => {
		await imagesShown(page);
		expect(await page.locator('h1').textContent()).toBe(ATTACK);
		expect(await page.locator('.prompt').textContent()).toContain(PROBE);
		await expectNothingStolen(page);
	};
	await untouched();
	expect(await page.locator('.choice.approve').textContent()).toContain(ATTACK);

	await page.getByRole('button', { name: 'Request Changes' }).click();
	await page.getByRole('textbox').fill(ATTACK);
	await page.locator('.bar').getByRole('button', { name: 'Send' }).click();
	await page.getByRole('combobox').selectOption(SHORT_ATTACK);
	expect(await page.locator('dialog small').textContent()).toBe(ATTACK);
	await page.locator('dialog').getByRole('button', { name: 'Send' }).click();
	await page.getByText('Round 2').waitFor({ timeout: 60_000 });
	expect(await page.locator('.requested').textContent()).toBe(`You asked for ${ATTACK}`);
	await untouched();

	const download = await review.image(0, 'full&download=1');
	expect(download.headers.get('content-disposition')).toBe('attachment; filename="image-1-A.png"');
	await page.goto(review.link);
	await page.locator('.requested').waitFor();
	await untouched();
	await page.context().close();
});

it(`in ${PLACES_OF_A_COMPARISON.join(' or ')} of a comparison runs nothing, and the label is not told`, async () => {
	const compare: IDataObject = { id: 'c', variant: 'A', promptIndex: 0, repetition: 0 };
	const review = await openReview(instance, {
		review: { operation: 'vote' },
		credential,
		json: { compare: { ...compare, label: ATTACK, shownAs: SHORT_ATTACK } },
	});
	const page = await openSigned(review);
	expect(await page.locator('h3').textContent()).toBe(`Image ${SHORT_ATTACK}`);
	await expectNothingStolen(page);
	const html = await (await fetch(review.link)).text();
	expect(html).not.toContain('rest/credentials');
	expect(JSON.stringify(await review.data())).not.toContain('rest/credentials');
	await page.context().close();
});

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" onload='${PROBE}'>
<rect width="640" height="480" fill="#c04020"/><script>${PROBE}</script>
<foreignObject width="640" height="480"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror='${PROBE}'/></body></foreignObject></svg>`;

async function polyglot(): Promise<Buffer> {
	const page = await browser.newPage();
	const png = await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 240 } });
	await page.close();
	return Buffer.concat([png, Buffer.from(`<!doctype html><html><body>${ATTACK}</body></html>`)]);
}

const FILES: Array<[what: string, mimeType: string, make: () => Promise<Buffer>]> = [
	['an SVG with scripts', 'image/svg+xml', async () => await Promise.resolve(Buffer.from(SVG))],
	['a PNG with a web page behind it, said to be one', 'text/html', polyglot],
];

it.each(FILES)(
	'%s is shown on the page and runs nothing, also opened by itself',
	async (_, mimeType, make) => {
		const file = { bytes: await make(), name: ATTACK, mimeType };
		const review = await openReview(instance, { review: {}, credential, file });
		const page = await openSigned(review);
		await imagesShown(page);
		await expectNothingStolen(page);

		const { round } = await review.data();
		for (const kind of ['preview', 'full']) {
			await page.goto(`${review.address}&image=0&kind=${kind}&round=${round}`);
			await expectNothingStolen(page);
		}
		expect(await page.evaluate('document.contentType')).toMatch(/^image\/(png|svg\+xml)$/);
		await page.context().close();
	},
);

it('is tried in as many places as SECURITY.md says', () => {
	const count = PLACES.length + PLACES_OF_A_COMPARISON.length + FILES.length;
	expect(count).toBe(WRITTEN_OUT.reviewProbes);
});
