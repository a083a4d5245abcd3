import {
	bannedWordsIn,
	generate,
	openWorkbench,
	prompts,
	model,
	type Workbench,
} from '../../../support/workbench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench({ credentials: { wrong: { apiKey: 'sk-wrong-key-of-this-test' } } });
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

describe('What is missing after a run', () => {
	it('is in the one line with the sum, by status, with item numbers from 1', async () => {
		const run = { refusals: 'output', maxSpend: 0.015, maxConcurrency: 1 };
		const setup = generate({ run }, { onError: 'continueRegularOutput' });
		const items = prompts('One', 'Two [refuse]', 'Three', 'Four', 'Five');
		const { hints, images } = await bench.run(setup, items);
		expect(images.map(({ status }) => status)).toEqual(['ok', 'refused', 'ok', 'budget', 'budget']);
		const [hint] = hints;
		expect(hint).toMatchObject({ type: 'warning' });
		expect(hint!.message).toMatch(
			/^2 of 5 images for 0\.01\d\d USD at the prices of [\d-]+\. 1 refused \(item 2\) and 2 left out by Max Spend \(USD\) \(items 4, 5\)\. To go on with the images only, add a Filter/,
		);
		expect(bannedWordsIn(hint!.message)).toEqual([]);
	});

	it('counts every image of a request', async () => {
		const setup = generate({ n: 3, run: { refusals: 'output' } });
		const { hints } = await bench.run(setup, prompts('One', 'Two [refuse]'));
		expect(hints[0]!.message).toMatch(/^3 of 6 images .* 3 refused \(item 2\)\. /);
	});

	it('has no advice where On Error puts it apart', async () => {
		const setup = generate({}, { onError: 'continueErrorOutput' });
		const { hints } = await bench.run(setup, prompts('One', 'Two [refuse]'));
		expect(hints[0]!.message).toMatch(/1 refused \(item 2\)\.$/);
	});
});

describe('The advice', () => {
	it('of Max Spend names the social format, and Auto only where it is set', async () => {
		const formats = { size: 'preset', presets: ['instagramPortrait', 'story'] };
		const run = { maxSpend: 0.009, maxConcurrency: 1 };
		const fixed = await bench.run(generate({ ...formats, run }), prompts('A fox'));
		expect(fixed.error?.message).toMatch(/^Item 1, Max Spend \(USD\): Story .*was not requested/);
		expect(fixed.error?.description).not.toContain('Auto');
		const auto = await bench.run(generate({ quality: 'auto', run }), prompts('A fox'));
		expect(auto.error?.description).toContain('Auto is counted');
	});

	it('is one where a request may have been charged', async () => {
		const isSecond = ({ fields }: { fields: Record<string, unknown> }) => fields.prompt === 'Two';
		bench.server.configure({
			faults: [{ match: isSecond, fault: { kind: 'dropBeforeAnswer' } }] as never,
		});
		const { error } = await bench.run(
			generate({ run: { maxConcurrency: 1 } }),
			prompts('One', 'Two'),
		);
		expect(error?.message).toMatch(/^Item 2: The connection was lost/);
		const text = String(error?.description);
		expect(text).toContain('1 of 2 images arrived and are kept, and a retry of the execution');
		expect(text).not.toContain('or turn on Retry On Fail');
	});

	it('for a model that OpenAI has shut down names day and replacement on every server', async () => {
		const { error } = await bench.run(
			generate({ model: model('dall-e-3'), quality: 'auto', size: 'auto' }),
			prompts('A fox'),
		);
		expect(error?.description).toMatch(
			/^OpenAI shut dall-e-3 down on 2026-05-12\. Its replacement is gpt-image-2/,
		);
	});

	it('for a key that is not accepted names no item', async () => {
		const setup = generate({}, { credential: 'wrong' });
		const { error } = await bench.run(setup, prompts(...'abcdefghijkl'));
		expect(error?.message).toBe('The server did not accept the API key.');
		expect(error?.description).not.toContain('Other items');
	});
});
