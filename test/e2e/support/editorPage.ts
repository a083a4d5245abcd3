import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { OWNER } from '../../../demo/realN8n/instance';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Chromium looks for updates and the like at every start, unless told not to. */
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** n8n's editor in a browser, used the way a person does. */
export class EditorPage {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string,
		private readonly screenshots: string,
	) {}

	/**
	 * Opens the browser and logs in.
	 * @param screenshots the folder for pictures of the nodes.
	 * @throws where there is no Chromium, saying how to get one.
	 */
	static async open(url: string, screenshots: string): Promise<EditorPage> {
		if (!existsSync(CHROMIUM)) {
			throw new Error(
				`There is no Chromium at ${CHROMIUM}. On Debian: apt-get install chromium. Elsewhere set CHROMIUM to the path of a Chromium or Chrome.`,
			);
		}
		mkdirSync(screenshots, { recursive: true });
		const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
		try {
			selectors.setTestIdAttribute('data-test-id');
			const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
			page.setDefaultTimeout(30_000);
			await logIn(page, url);
			return new EditorPage(browser, page, url, screenshots);
		} catch (failed) {
			await browser.close();
			throw failed;
		}
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** What the node panel offers for a search. */
	async search(words: string): Promise<string[]> {
		const field = this.page.getByTestId('node-creator-search-bar');
		if (!(await field.isVisible())) await this.page.getByTestId('node-creator-plus-button').click();
		await field.fill(words);
		await this.page.waitForTimeout(800);
		return await this.page.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** Adds the node that a search found, which opens it. @param action one of its actions, where it has several. */
	async addNode(name: string, action?: string): Promise<void> {
		const { page } = this;
		await page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
		// A node with operations offers an action for each, another one only itself.
		const offered =
			action === undefined
				? page.getByRole('button', { name: 'Add to workflow' })
				: page.getByTestId('node-creator-item-name').getByText(action, { exact: true });
		await offered.click();
		await page.getByTestId('ndv').waitFor();
		await page.waitForTimeout(800);
	}

	/** Opens a node of the workflow. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** What stands under a node's name on the canvas. */
	async subtitleOf(name: string): Promise<string> {
		const node = this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
		return (await node.innerText()).split('\n').at(-1) ?? '';
	}

	/** The choices of a drop-down parameter. */
	async choicesOf(parameter: string): Promise<string[]> {
		await this.page.getByTestId(`parameter-input-${parameter}`).click();
		return await this.readAndClose(
			this.page.locator('[data-test-id=parameter-input-item]:visible'),
		);
	}

	/** What a collection's Add button offers. @param place its place in the node, from 0. */
	async optionsOfCollection(place: number): Promise<string[]> {
		await this.page.getByTestId('collection-parameter-add').nth(place).click();
		return await this.readAndClose(
			this.page.locator('[data-test-id=collection-parameter-option]:visible'),
		);
	}

	/** Opens the list of models. @returns its entries as they are shown. */
	async openModels(): Promise<string[]> {
		await this.page.getByTestId('resource-locator-model').first().getByTestId('rlc-input').click();
		const entries = this.page.locator('[data-test-id=rlc-item]:visible');
		await entries.first().waitFor();
		return await entries.allInnerTexts();
	}

	/** Chooses from the open list of models. @param name without what stands in brackets. */
	async chooseModel(name: string): Promise<void> {
		const entries = this.page.locator('[data-test-id=rlc-item]:visible');
		await entries.filter({ hasText: `${name} (` }).click();
		await this.page.waitForTimeout(500);
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.page
			.getByTestId(`parameter-input-${parameter}`)
			.locator('textarea, input')
			.fill(text);
	}

	async choose(parameter: string, choice: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${parameter}`).click();
		await this.page
			.locator('[data-test-id=parameter-input-item]:visible', { hasText: choice })
			.click();
	}

	/** Presses Execute step, waits for the end, and opens the picture in the output panel. @returns its pixels. */
	async executeAndView(): Promise<{ width: number; height: number }> {
		const { page } = this;
		await page.getByTestId('node-execute-button').first().click();
		const output = page.getByTestId('output-panel');
		await output.getByRole('button', { name: 'View' }).first().click({ timeout: 60_000 });
		const image = output.locator(
			'img[src*="binary-data"], img[src^="data:image"], img[src^="blob:"]',
		);
		await image.first().waitFor();
		return await image.first().evaluate(async (element) => {
			const picture = element as HTMLImageElement;
			await picture.decode();
			return { width: picture.naturalWidth, height: picture.naturalHeight };
		});
	}

	/** A picture of the open node. */
	async screenshot(name: string): Promise<void> {
		const toast = this.page.locator('.el-notification__closeBtn');
		if (await toast.first().isVisible()) await toast.first().click();
		await this.page.mouse.move(0, 0);
		await this.page.waitForTimeout(600);
		await this.page.screenshot({ path: join(this.screenshots, `${name}.png`) });
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	private async readAndClose(entries: Locator): Promise<string[]> {
		await entries.first().waitFor();
		const texts = (await entries.allInnerTexts()).map((text) => text.split('\n')[0] ?? '');
		await this.page.keyboard.press('Escape');
		await entries.first().waitFor({ state: 'hidden' });
		return texts;
	}
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
	await page.fill('input[name=password]', OWNER.password);
	await page.getByTestId('form-submit-button').click();
	await page.getByTestId('project-home-menu-item').first().waitFor();
}
