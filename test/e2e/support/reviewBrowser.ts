import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { directory } from './places';

/** What reviewers hold in their hands. */
export const SCREENS = {
	phone: {
		viewport: { width: 390, height: 844 },
		deviceScaleFactor: 2,
		isMobile: true,
		hasTouch: true,
	},
	desk: { viewport: { width: 1440, height: 900 } },
} satisfies Record<string, BrowserContextOptions>;

export async function openBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox'],
	});
}

/** Opens the link as somebody who is not signed in to n8n. */
export async function openLink(
	browser: Browser,
	link: string,
	options: BrowserContextOptions,
): Promise<Page> {
	const page = await (await browser.newContext(options)).newPage();
	page.setDefaultTimeout(15_000);
	await page.goto(link);
	await page.locator('.card img').first().waitFor();
	return page;
}

/** Waits until all images are there. The page's policy lets Playwright evaluate, but not wait for a text. */
export async function imagesShown(page: Page): Promise<void> {
	// A lazy image out of sight is never decoded.
	await page.evaluate(
		"Promise.all([...document.images].filter(({ loading }) => loading !== 'lazy').map((image) => image.decode()))",
	);
}

interface Violation {
	id: string;
	nodes: Array<{ html: string; failureSummary?: string }>;
}

/** What axe finds against WCAG 2.2 A and AA, in words. */
export async function violationsOn(page: Page): Promise<string[]> {
	const source = readFileSync(join(directory, 'node_modules/axe-core/axe.min.js'), 'utf8');
	await page.evaluate(source);
	const { violations } = (await page.evaluate(
		"axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
	)) as { violations: Violation[] };
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 150)} ${failureSummary ?? ''}`),
	);
}

/** What docs/review.md shows. */
const IN_THE_DOCUMENTS = ['review-desk-light', 'review-draw'];

/** Keeps a screenshot: those of the documents in docs/images with KEEP_SCREENSHOTS=1, all others in the cache. */
export async function keepPicture(page: Page, name: string): Promise<void> {
	const isKept = process.env.KEEP_SCREENSHOTS === '1' && IN_THE_DOCUMENTS.includes(name);
	const folder = join(directory, isKept ? 'docs/images' : '.cache/screenshots');
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `${name}.jpg`);
	await page.screenshot({ path, type: 'jpeg', quality: 65, scale: 'css' });
}
