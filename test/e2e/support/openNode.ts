import type { Locator, Page } from 'playwright-core';
import { stable } from './stable';

/** The parameters and the output of the node that is open in the editor. Places count from 0. */
export class OpenNode {
	constructor(private readonly page: Page) {}

	/** Whether the parameter is there to be set. */
	async shows(parameter: string): Promise<boolean> {
		return (await this.input(parameter).count()) > 0;
	}

	/** The choices of a drop-down parameter. @param place among parameters of this name, as variants have them. */
	async choicesOf(parameter: string, place = 0): Promise<string[]> {
		await this.input(parameter, place).click();
		return await this.readAndClose(
			this.page.locator('[data-test-id=parameter-input-item]:visible'),
		);
	}

	/** The choices of a drop-down parameter with what stands below each. Leaves them open. */
	async describedChoicesOf(parameter: string): Promise<string[]> {
		await this.input(parameter).click();
		const choices = this.page.locator('[data-test-id=parameter-input-item]:visible');
		await choices.first().waitFor();
		return await stable(async () =>
			(await choices.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()),
		);
	}

	async closeChoices(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page
			.locator('[data-test-id=parameter-input-item]:visible')
			.first()
			.waitFor({ state: 'hidden' });
	}

	/** Presses Execute step. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').first().click();
	}

	/** Presses Execute step and waits until the output panel has the text. @returns all that it says. */
	async executeAndRead(text: string): Promise<string> {
		await this.execute();
		return await this.untilRead(text);
	}

	/** Waits until the output panel has the text. @returns all that it says. */
	async untilRead(text: string): Promise<string> {
		const output = this.page.getByTestId('output-panel');
		await output.getByText(text).first().waitFor({ timeout: 90_000 });
		return await stable(async () => await output.innerText());
	}

	/** What a collection's Add button offers. @param place of the collection in the node. */
	async optionsOfCollection(place: number): Promise<string[]> {
		return await this.readAndClose(await this.openCollection(place));
	}

	/** Adds one of a collection's options. */
	async addOption(name: string, place: number): Promise<void> {
		const options = await this.openCollection(place);
		await options.getByText(name, { exact: true }).click();
	}

	/** Opens the list of models. @returns its entries as they are shown. */
	async openModels(place = 0): Promise<string[]> {
		await this.modelInput(place).click();
		await this.models.first().waitFor();
		// The chosen model is there at once, the others when the account's list has come.
		await this.page.locator('[class*=loadingItem]').first().waitFor({ state: 'hidden' });
		return await stable(async () => await this.models.allInnerTexts());
	}

	/** Whether an entry of the open list is shown whole, not cut off at the end. Scrolls to it. */
	async showsWholeModel(text: string): Promise<boolean> {
		const entry = this.models.filter({ hasText: text });
		await entry.scrollIntoViewIfNeeded();
		return await entry.evaluate((element) =>
			[element, ...element.querySelectorAll('*')].every(
				({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth,
			),
		);
	}

	/** Chooses from the list of models. @param name without what stands in brackets. */
	async chooseModel(name: string, place = 0): Promise<void> {
		await this.openModels(place);
		await this.models.filter({ hasText: `${name} (` }).click();
		await this.models.first().waitFor({ state: 'hidden' });
		const shown = await stable(async () => await this.modelInput(place).inputValue());
		if (shown !== name && !shown.startsWith(`${name} (`)) {
			throw new Error(`${name} was chosen, but the node shows ${shown}.`);
		}
	}

	async closeModels(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.models.first().waitFor({ state: 'hidden' });
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.input(parameter).locator('textarea, input').fill(text);
	}

	async choose(parameter: string, choice: string): Promise<void> {
		await this.input(parameter).click();
		await this.page
			.locator('[data-test-id=parameter-input-item]:visible', { hasText: choice })
			.click();
	}

	/** Presses Execute step, waits for the end, and opens the image in the output panel. @returns its pixels. */
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

	private get models(): Locator {
		return this.page.locator('[data-test-id=rlc-item]:visible');
	}

	private modelInput(place: number): Locator {
		return this.page.getByTestId('resource-locator-model').nth(place).getByTestId('rlc-input');
	}

	private input(parameter: string, place = 0): Locator {
		return this.page.getByTestId(`parameter-input-${parameter}`).nth(place);
	}

	private async openCollection(place: number): Promise<Locator> {
		await this.page.getByTestId('collection-parameter-add').nth(place).click();
		const options = this.page.locator('[data-test-id=collection-parameter-option]:visible');
		await options.first().waitFor();
		return options;
	}

	private async readAndClose(entries: Locator): Promise<string[]> {
		await entries.first().waitFor();
		const texts = await stable(async () =>
			(await entries.allInnerTexts()).map((text) => text.split('\n')[0] ?? ''),
		);
		await this.page.keyboard.press('Escape');
		await entries.first().waitFor({ state: 'hidden' });
		return texts;
	}
}
