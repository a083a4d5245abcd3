import {
	bannedWordsIn,
	openWorkbench,
	prompts,
	workflowOf,
	type Workbench,
} from '../../support/workbench';
import { batchesIn, collect, overNight, submit } from '../../support/batchBench';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const hintsOf = (ran: { hints: Array<{ message: string }> }) =>
	ran.hints.map(({ message }) => message).join('\n');

describe('Dry Run', () => {
	const dry = (run: object = {}, parameters = {}) =>
		submit({ ...parameters, run: { dryRun: true, ...run } as never });

	it('asks the server nothing, and tells each image with its cost at half price', async () => {
		const ran = await bench.run(dry({}, { n: 2 }), prompts('a', 'b'));

		expect(ran.error).toBeUndefined();
		expect(bench.server.log).toEqual([]);
		expect(ran.items.map(({ json, pairedItem }) => [json.prompt, pairedItem])).toEqual([
			['a', { item: 0 }],
			['a', { item: 0 }],
			['b', { item: 1 }],
			['b', { item: 1 }],
		]);
		const [{ json }] = ran.items as [(typeof ran.items)[number]];
		expect(json).not.toHaveProperty('batch');
		expect(json.plan).toMatchObject({
			status: 'planned',
			model: 'gpt-image-2',
			...{ images: 1, index: 1, count: 2 },
		});
		expect(hintsOf(ran)).toMatch(/Dry Run is on: nothing was requested/);
		expect(hintsOf(ran)).toMatch(/Submit would make 1 batch, at half the usual price\./);

		const { submitted } = await overNight(bench, submit({ n: 2 }), prompts('a', 'b'));
		const plans = ran.items.map((item) => item.json.plan as { likelyCostUsd: number });
		const sum = plans.reduce((usd, { likelyCostUsd }) => usd + likelyCostUsd, 0);
		expect(sum).toBeCloseTo(batchesIn(submitted.items)[0]!.estimatedCostUsd!, 10);
	});

	it.each([
		[0.001, false, /is not enough, so nothing would be submitted: 2 images could cost up to/],
		[1, true, /is enough: 2 images could cost up to .* at batch prices, and the limit is/],
	])('with Max Spend of %d USD says what Submit would do', async (maxSpend, fits, words) => {
		const ran = await bench.run(dry({ maxSpend }), prompts('a', 'b'));
		expect(ran.error).toBeUndefined();
		expect(ran.items.map(({ json }) => json.plan)).toMatchObject(
			Array(2).fill({ fitsMaxSpend: fits }),
		);
		expect(hintsOf(ran)).toMatch(words);
		expect(hintsOf(ran)).not.toMatch(/would leave out/);
		const real = await bench.run(submit({ run: { maxSpend } }), prompts('a', 'b'));
		expect(real.error === undefined).toBe(fits);
	});

	it('tells what a batch would not take', async () => {
		const items = prompts('a', '');
		const ran = await bench.run({ ...dry(), onError: 'continueRegularOutput' }, items);
		expect(ran.items.map(({ json }) => (json.plan as { status: string }).status)).toEqual([
			'planned',
			'invalid',
		]);
		expect(bench.server.log).toEqual([]);
	});

	it('leaves nothing to collect, which Collect says', async () => {
		const ran = await bench.run(dry(), prompts('a'));
		const collected = await bench.run(collect(), ran.items);
		expect(collected.error?.message).toBe('Item 1: Batch ID is empty');
		expect(collected.error?.description).toMatch(/Dry Run, which submits nothing/);
	});
});

describe('Batch Label', () => {
	const labelled = (label: unknown) => submit({ options: { label: label as never } });
	const stored = () => bench.server.batches.map(({ metadata }) => metadata?.label);

	it.each([101, 513, 100_000])(
		'of %d characters is rejected before anything is sent',
		async (length) => {
			const ran = await bench.run(labelled('x'.repeat(length)), prompts('a'));
			expect(ran.error?.message).toBe(`Item 1: Batch Label has ${length} characters`);
			expect(ran.error?.description).toMatch(/^Shorten it to 100 characters or fewer\./);
			expect(bannedWordsIn(`${ran.error?.message} ${ran.error?.description}`)).toEqual([]);
			expect(bench.server.log).toEqual([]);
		},
	);

	it.each([
		['of 100 characters', 'y'.repeat(100), 'y'.repeat(100)],
		['in other scripts', 'Herbst „Körbe“ 秋 🧺', 'Herbst „Körbe“ 秋 🧺'],
		['with quotes and markup', `"a" & <b> \\ '`, `"a" & <b> \\ '`],
		['with line breaks, tabs and zero bytes', '\ta\r\nb\u0000c\n', 'a b c'],
		['with half of a character', 'a\ud83d', 'a'],
		['with accents of two kinds', 'Ko\u0308rbe', 'K\u00f6rbe'],
		['that is a number', '={{ 7 }}', '7'],
		['of blanks', '   ', undefined],
	])('%s is stored, and the trigger finds it', async (_what, label, kept) => {
		const ran = await bench.run(labelled(label), prompts('a'));
		expect(ran.error).toBeUndefined();
		expect(stored()).toEqual([kept]);
		expect(batchesIn(ran.items)[0]?.label).toBe(kept);

		bench.server.advance(100);
		const workflow = workflowOf({ type: 'batchImagesTrigger', parameters: { label } });
		const items = await bench.engine.poll({
			workflow,
			node: 'Node',
			staticData: {},
			mode: 'manual',
		});
		expect(items?.[0]).toHaveLength(1);
	});
});

describe("As an agent's tool", () => {
	const tool = { rewireOutputLogTo: 'ai_tool' } as object;

	/** Submit is called twice in one execution, with these prompts. */
	const calledTwice = (parameters: object, first: string, second: string) => {
		const workflow = workflowOf(submit(parameters as never, tool));
		const [start, node] = workflow.nodes;
		const to = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
		const pass = {
			...{ ...start!, id: 'pass', name: 'Pass', type: 'n8n-nodes-base.set', typeVersion: 3.4 },
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ prompt: second }) },
		};
		const calls = {
			...workflow,
			nodes: [start!, pass, node!],
			connections: {
				Start: { main: [[to(node!.name), to('Pass')]] },
				Pass: { main: [[to(node!.name)]] },
			},
		};
		return bench.engine.run(calls as never, { items: prompts(first) });
	};

	it('each call submits a batch of its own, which can be collected', async () => {
		const ran = await calledTwice({}, 'a', 'b');
		expect(ran.error).toBeUndefined();
		expect(
			bench.server.batches.map(({ lines }) => lines.map(({ fields }) => fields.prompt)).sort(),
		).toEqual([['a'], ['b']]);
		bench.server.advance(100);
		const ofB = bench.server.batches.find(({ lines }) => lines[0]!.fields.prompt === 'b');
		const batchId = ofB!.id;
		const collected = await bench.run(collect({ batchId }), [{ json: {} }]);
		expect(collected.items.map(({ json }) => json.prompt)).toEqual(['b']);
	});

	it('the same call again submits nothing twice', async () => {
		const ran = await calledTwice({}, 'a', 'a');
		expect(ran.error).toBeUndefined();
		expect(bench.server.batches).toHaveLength(1);
		const ids = ran.runData.Node!.map(({ data }) => batchesIn(data!.ai_tool![0]!)[0]!.id);
		expect(ids).toEqual([bench.server.batches[0]!.id, bench.server.batches[0]!.id]);
	});

	it('Max Spend holds for all calls together, and the agent reads what to do', async () => {
		const ran = await calledTwice({ run: { maxSpend: 0.004 } }, 'a', 'b');
		expect(bench.server.batches).toHaveLength(1);
		expect(ran.error?.message).toMatch(
			/after .* of earlier calls, and the limit is .*Raise Max Spend/,
		);
	});

	it('a prompt that cannot be submitted is told with what to do', async () => {
		const ran = await bench.run(submit({}, tool), prompts(''));
		expect(ran.error?.message).toMatch(/^Item 1.*Prompt.*\. \S/);
		expect(bench.server.log).toEqual([]);
	});

	it.each(['collect', 'cancel'])('it cannot %s', async (operation) => {
		const ran = await bench.run(collect({ operation, batchId: 'batch_1' }, tool), [{ json: {} }]);
		expect(ran.error?.message).toMatch(/^An agent can only submit batches/);
		expect(bench.server.log).toEqual([]);
	});
});
