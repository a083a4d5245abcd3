import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { OWNER } from '../../../dev/n8n/instance';
import { OpenNode } from './openNode';
import { stable } from './stable';
import { until } from './until';

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

/** A part of the window, in pixels. */
export type Clip = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

/** n8n's editor in a browser, used the way a person does. */
export class EditorPage {
	/** The node that is open. */
	readonly node: OpenNode;

	/** What the page has written to the browser's console. */
	readonly console: string[] = [];

	private constructor(
		private readonly browser: Browser,
		private readonly page: Page,
		private readonly url: string,
		private readonly screenshots: string,
	) {
		this.node = new OpenNode(page);
		page.on('console', (message) => this.console.push(message.text()));
	}

	/**
	 * Opens the browser and logs in.
	 * @param screenshots the folder for images of the nodes.
	 * @param width of the window, in pixels.
	 * @throws where there is no Chromium, saying how to get one.
	 */
	static async open(url: string, screenshots: string, width = 1360): Promise<EditorPage> {
		if (!existsSync(CHROMIUM)) {
			throw new Error(
				`There is no Chromium at ${CHROMIUM}. On Debian: apt-get install chromium. Elsewhere set CHROMIUM to the path of a Chromium or Chrome.`,
			);
		}
		mkdirSync(screenshots, { recursive: true });
		const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
		try {
			selectors.setTestIdAttribute('data-test-id');
			const page = await browser.newPage({ viewport: { width, height: 900 } });
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

	/** Finds a node in the panel and adds it, which opens it. @param action one of its actions, where it has several. */
	async addNode(words: string, name: string, action?: string): Promise<void> {
		const { page } = this;
		const field = page.getByTestId('node-creator-search-bar');
		if (!(await field.isVisible())) await page.getByTestId('node-creator-plus-button').click();
		await field.fill(words);
		await page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
		// A node with operations offers an action for each, another one only itself.
		const offered =
			action === undefined
				? page.getByRole('button', { name: 'Add to workflow' })
				: page.getByTestId('node-creator-item-name').getByText(action, { exact: true });
		await offered.click();
		await this.untilOpen();
	}

	/** The nodes that a search in the panel lists, in order. Closes the panel. */
	async namesFor(words: string): Promise<string[]> {
		const { page } = this;
		const field = page.getByTestId('node-creator-search-bar');
		if (!(await field.isVisible())) await page.getByTestId('node-creator-plus-button').click();
		const names = page.getByTestId('node-creator-item-name');
		await names.first().waitFor();
		const read = async () => await names.allInnerTexts();
		const all = await stable(read);
		await field.fill(words);
		// n8n searches a moment after the last letter.
		await until(async () => !isDeepStrictEqual(await read(), all), 15_000, `a list for "${words}"`);
		const shown = await stable(read);
		await page.keyboard.press('Escape');
		await field.waitFor({ state: 'hidden' });
		return shown;
	}

	/** Opens a node of the workflow. */
	async openNode(name: string): Promise<void> {
		await this.canvasNode(name).dblclick();
		await this.untilOpen();
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** What stands under a node's name on the canvas. */
	async subtitleOf(name: string): Promise<string> {
		return (await this.canvasNode(name).innerText()).split('\n').at(-1) ?? '';
	}

	/** Runs the workflow. @param last the node that runs last. */
	async runWorkflow(last: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
		await this.canvasNode(last).getByTestId('canvas-node-status-success').waitFor();
	}

	/** Opens a past execution in the workflow's list of them. */
	async openExecution(workflowId: string, executionId: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}/executions/${executionId}`);
		await this.page.getByTestId('execution-preview-id').waitFor();
	}

	/** Chooses Retry with currently saved workflow of an execution in the workflow's list of them. */
	async retryExecution(workflowId: string, executionId: string): Promise<void> {
		const { page } = this;
		await this.openExecution(workflowId, executionId);
		await page.getByTestId('execution-preview-retry-button').click();
		await page.getByText('Retry with currently saved workflow').click();
	}

	/** A page of its own beside the editor: a form, a file. @param width of its window, in pixels. */
	async openPage(url: string, width: number): Promise<Page> {
		const page = await this.browser.newPage({ viewport: { width, height: 900 } });
		await page.goto(url);
		return page;
	}

	/** How many items went through each connection that leaves a node, as its canvas says it. */
	async itemCountsFrom(name: string): Promise<string[]> {
		const labels = this.page.locator(`[data-test-id=edge-label][data-source-node-name="${name}"]`);
		return await stable(async () => await labels.allInnerTexts());
	}

	/** Where nodes of the canvas lie in the window. @param margin pixels around them. */
	async placeOf(names: readonly string[], margin: number): Promise<Clip> {
		const boxes = await Promise.all(
			names.map(async (name) => await this.canvasNode(name).boundingBox()),
		);
		const found = boxes.filter((box) => box !== null);
		const x = Math.min(...found.map((box) => box.x)) - margin;
		const y = Math.min(...found.map((box) => box.y)) - margin;
		const right = Math.max(...found.map((box) => box.x + box.width)) + margin;
		const bottom = Math.max(...found.map((box) => box.y + box.height)) + margin;
		return { x, y, width: right - x, height: bottom - y };
	}

	/** Takes an image at once, of what moves. @returns its file. */
	async glance(name: string): Promise<string> {
		const path = join(this.screenshots, `${name}.png`);
		await this.page.screenshot({ path });
		return path;
	}

	/** Takes an image once nothing moves any more, without n8n's passing notes. @returns its file. */
	async screenshot(name: string, clip?: Clip): Promise<string> {
		const path = join(this.screenshots, `${name}.png`);
		// That of a failed execution stays; the others go by themselves after some seconds.
		const close = this.page.locator('.el-notification:visible .el-notification__closeBtn');
		while ((await close.count()) > 0) {
			await close
				.first()
				.click({ timeout: 2000 })
				.catch(() => undefined);
		}
		await this.page.locator('.el-notification:visible').first().waitFor({ state: 'hidden' });
		await this.page.mouse.move(0, 0);
		await stable(async () =>
			(await this.page.screenshot({ path, ...(clip && { clip }) })).toString('base64'),
		);
		return path;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	private canvasNode(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	private async untilOpen(): Promise<void> {
		await this.page.getByTestId('ndv').waitFor();
		// n8n takes the only credential of its type by itself, and then offers to change it.
		await this.page.getByTestId('credential-edit-button').waitFor();
	}
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
	await page.fill('input[name=password]', OWNER.password);
	await page.getByTestId('form-submit-button').click();
	await page.getByTestId('project-home-menu-item').first().waitFor();
}
