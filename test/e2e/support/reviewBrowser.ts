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

/** Keeps a picture of the page: in docs/images with KEEP_SCREENSHOTS=1. */
export async function keepPicture(page: Page, name: string): Promise<void> {
	const folder = join(
		directory,
		process.env.KEEP_SCREENSHOTS === '1' ? 'docs/images' : '.cache/screenshots',
	);
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`) });
}
