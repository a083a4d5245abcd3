import type { Fault, FaultRule } from '../../../dev/server/behaviour/faults';
import {
	generate,
	openWorkbench,
	prompts,
	type NodeSetup,
	type Workbench,
} from '../../support/workbench';
import { BUSY, GATEWAY_PAGE, goingOn, onPrompt } from './failureRows';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const promptsAsked = () => bench.requests().map(({ fields }) => fields.prompt);

describe("with n8n's Retry On Fail", () => {
	const setups: Array<[string, Partial<NodeSetup>, string]> = [
		['the second item fails', {}, 'b'],
		['the first item fails and the workflow goes on', { onError: 'continueRegularOutput' }, 'a'],
		['the first item fails and goes to the error output', { onError: 'continueErrorOutput' }, 'a'],
	];

	it.each(setups)('images of other items are generated once: %s', async (_, more, failing) => {
		bench.server.configure({ faults: [onPrompt(failing, BUSY, 1)] });

		const ran = await bench.run(
			generate({ run: { maxRetries: 0 } }, { retryOnFail: true, maxTries: 3, ...more }),
			prompts('a', 'b', 'c'),
		);

		expect(ran.error).toBeUndefined();
		expect(ran.images.map(({ prompt, status }) => [prompt, status])).toEqual([
			['a', 'ok'],
			['b', 'ok'],
			['c', 'ok'],
		]);
		expect(promptsAsked().sort()).toEqual(['a', 'b', 'c', failing].sort());
		expect((await ran.files()).every(({ length }) => length > 1000)).toBe(true);
		expect(ran.hints.map(({ message }) => message).join()).toMatch(/2 images came from an earlier/);
		expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
	});

	it('several images and social formats of one item are told apart', async () => {
		const presets = ['instagramSquare', 'story'];
		const isStory: FaultRule = {
			match: ({ fields }) => fields.size === '1088x1920',
			times: 1,
			fault: BUSY,
		};
		bench.server.configure({ faults: [isStory] });

		const ran = await bench.run(
			generate({ size: 'preset', presets, n: 2, run: { maxRetries: 0 } }, { retryOnFail: true }),
			prompts('a', 'a'),
		);

		expect(ran.images).toHaveLength(8);
		expect(bench.calls()).toBe(5);
		const names = ran.items.map(({ binary }) => binary?.data?.fileName);
		expect(new Set(names).size).toBe(8);
	});

	it('a refusal is not asked again', async () => {
		bench.server.configure({ faults: [onPrompt('b', { kind: 'refusal' })] });

		const ran = await bench.run(generate({}, { retryOnFail: true }), prompts('a', 'b'));

		expect(ran.error?.message).toMatch(/^Item 2: The safety system refused/);
		expect(ran.error?.description).toMatch(/Request ID: req_/);
		expect(bench.calls()).toBe(2);
	});

	const leftovers = ['of an earlier node', '', 0];
	it.each(leftovers)(
		'an input field "error" (%j), for which n8n runs the node again, costs nothing more',
		async (error) => {
			const ran = await bench.run(generate({}, { retryOnFail: true }), [
				{ json: { prompt: 'a', error } },
			]);

			expect(ran.images).toMatchObject([{ status: 'ok' }]);
			expect(bench.calls()).toBe(1);
		},
	);

	it.each<[string, Fault]>([
		['a connection that broke after the request', { kind: 'dropBeforeAnswer' }],
		['a request that a gateway lost', GATEWAY_PAGE],
		['an answer that was cut off', { kind: 'truncatedJson' }],
		['bytes that are no image', { kind: 'notAnImage' }],
	])('%s, which may have been billed, is not asked again', async (_, fault) => {
		bench.server.configure({ faults: [onPrompt('b', fault)] });

		const ran = await bench.run(
			generate({}, { retryOnFail: true, maxTries: 3 }),
			prompts('a', 'b'),
		);

		expect(ran.error?.message).toMatch(/^Item 2: /);
		expect(promptsAsked().sort()).toEqual(['a', 'b']);
	});

	it('Max Spend holds over all tries together', async () => {
		// One image costs about 0.0059 USD; a try may make two, and the third must wait for ever.
		const ran = await bench.run(
			generate({ run: { maxSpend: 0.013 } }, { retryOnFail: true, maxTries: 5 }),
			prompts('a', 'b', 'c', 'd', 'e'),
		);

		expect(ran.error?.message).toMatch(/Max Spend/);
		expect(bench.calls()).toBe(2);
	});

	it.each([undefined, 2, 4, 9])(
		'nothing is kept once the last of %s tries has put out its items, failed ones too',
		async (maxTries) => {
			bench.server.configure({ faults: [onPrompt('a', BUSY)] });
			const run = { maxRetries: 0, maxSpend: 1 };

			const ran = await bench.run(goingOn(run, { retryOnFail: true, maxTries }), prompts('a', 'b'));

			expect(ran.images.map(({ status }) => status)).toEqual(['failed', 'ok']);
			const tries = promptsAsked().filter((prompt) => prompt === 'a').length;
			expect(tries).toBe({ 2: 2, 4: 4, 9: 5 }[maxTries ?? 0] ?? 3);
			expect(promptsAsked()).toHaveLength(tries + 1);
			expect(JSON.stringify(ran.contextData)).not.toContain('gptImage');
		},
	);

	it('nothing is kept where all went well at once', async () => {
		const ran = await bench.run(generate({}, { retryOnFail: true }), prompts('a'));

		expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
	});
});
