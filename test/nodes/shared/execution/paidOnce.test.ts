import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	generate,
	model,
	openWorkbench,
	prompts,
	type Workbench,
} from '../../../support/workbench';
import { startLocalServer } from '../../../support/localServer';
import { compare, TWO } from '../../../support/compare';
import { photo } from '../../../dev/server/requests';
import { edit, itemOf } from '../../EditImage/support';
import { askedOf, busy, invalid, once, onPrompt, retrying } from './support';
import { atRest, until } from '../../../support/until';
import { storedIn, watchedStorage } from '../../../support/watchedStorage';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const asked = () => askedOf(bench);
const DIFFERS = '={{ $json.prompt }} {{ Math.random() }}';

describe('an expression that gives something else each time pays once', () => {
	it.each<[string, INodeParameters]>([
		['a random word in the prompt', { prompt: DIFFERS }],
		['the time in the prompt', { prompt: '={{ $json.prompt }} {{ $now.toMillis() }}' }],
		[
			'a random model',
			{ model: model('={{ Math.random() < 0.5 ? "gpt-image-2" : "gpt-image-2.5-flare" }}') },
		],
		['a random quality', { quality: '={{ ["low", "medium"][Math.floor(Math.random() * 2)] }}' }],
		[
			'a Safety Identifier of its own for each try',
			{ options: { safetyIdentifier: '={{ String(Math.random()) }}' } },
		],
	])(
		'an expression that changes each time pays once under Retry On Fail: %s',
		async (_, parameters) => {
			bench.server.configure({ faults: [onPrompt('b', busy, 2)] });

			const ran = await bench.run(
				generate({ ...parameters, run: once }, retrying),
				prompts('a', 'b', 'c'),
			);

			expect(ran.images.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
			expect(asked()).toEqual({ a: 1, b: 3, c: 1 });
			expect(JSON.stringify(ran.contextData)).not.toContain('gptImageKept');
		},
	);

	it.each<[string, INodeParameters]>([
		['a random word in the prompt', { prompt: DIFFERS }],
		['the id of the execution', { options: { safetyIdentifier: '={{ $execution.id }}' } }],
	])('on a retry of the execution: %s', async (_, parameters) => {
		bench.server.configure({ faults: [onPrompt('b', invalid, 1)] });
		const setup = generate(parameters);
		const failed = await bench.run(setup, prompts('a', 'b', 'c'));

		const retried = await bench.run(setup, [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(retried.images.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
		expect(asked()).toEqual({ a: 1, b: 2, c: 1 });
		expect(JSON.stringify(retried.contextData)).not.toContain('gptImageKept');
	});

	it('for each social format, whatever their order', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 4)] });
		const presets = '={{ ["story", "youTubeThumbnail"].sort(() => Math.random() - 0.5) }}';

		const ran = await bench.run(
			generate({ size: 'preset', presets, run: once }, retrying),
			prompts('a', 'b'),
		);

		expect(ran.images.map(({ status }) => status)).toEqual(Array(4).fill('ok'));
		expect(asked()).toEqual({ a: 2, b: 6 });
		const formats = ran.images.map(({ preset }) => preset);
		expect(formats.toSorted()).toEqual(['story', 'story', 'youTubeThumbnail', 'youTubeThumbnail']);
	});

	it('keeps the prompt that drew the image', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 1)] });

		const ran = await bench.run(
			generate({ prompt: DIFFERS, run: once }, retrying),
			prompts('a', 'b'),
		);

		const [first] = bench.requests().map(({ fields }) => fields.prompt);
		expect(ran.images[0]).toMatchObject({ prompt: first });
	});

	it('in Compare Models, for each prompt, variant and repetition', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 1)] });
		const setup = compare(TWO, { prompt: DIFFERS, repetitions: 2, run: once });
		const items = prompts('a', 'b').map((item) => ({ json: { ...item.json, error: 'earlier' } }));

		const ran = await bench.run({ ...setup, ...retrying, onError: 'continueRegularOutput' }, items);

		// n8n runs a node again whose first item has a field "error": three times in all.
		expect(ran.images.map(({ status }) => status)).toEqual(Array(8).fill('ok'));
		expect(asked()).toEqual({ a: 4, b: 5 });
		const drawn = bench.requests().map(({ fields }) => fields.prompt);
		for (const { prompt } of ran.images) expect(drawn).toContain(prompt);
	});

	it('in an edit whose file is another one each time', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 1)] });
		const items = await Promise.all(
			['a', 'b'].map(async (prompt) => {
				const files = { data: photo(320, 320), other: photo(320, 336) };
				return await itemOf(bench, files, { prompt });
			}),
		);
		const inputFields = '={{ ["data", "other"][Math.floor(Math.random() * 2)] }}';

		await bench.run(
			edit({ prompt: '={{ $json.prompt }}', inputFields, run: once }, retrying),
			items,
		);

		expect(asked()).toEqual({ a: 1, b: 2 });
	});

	it('in an edit of an Image URL that gives other bytes each time', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 2)] });
		const site = await startLocalServer();
		site.answer = (_, response, count) => response.end(photo(320, 320 + 16 * (count % 8)));
		try {
			const ran = await bench.run(
				edit(
					{
						prompt: '={{ $json.prompt }}',
						inputFields: '',
						imageUrls: new URL('/now.png', site.url).href,
						run: once,
					},
					retrying,
				),
				prompts('a', 'b', 'c'),
			);

			expect(ran.images.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
			expect(asked()).toEqual({ a: 1, b: 3, c: 1 });
			// Once for each try of n8n.
			expect(site.requests).toHaveLength(3);
		} finally {
			await site.stop();
		}
	});
});

describe('as a tool of an agent, where n8n counts each try as a run of its own', () => {
	const tool = { ...retrying, rewireOutputLogTo: 'ai_tool' } as object;

	it('the same request is paid once', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 2)] });

		await bench.run(generate({ run: once }, tool), prompts('a', 'b'));

		expect(asked()).toEqual({ a: 1, b: 3 });
	});

	it('another request in the same place is another call', async () => {
		bench.server.configure({ faults: [onPrompt('b', busy, 1)] });
		const parameters = { prompt: DIFFERS, run: once };

		await bench.run(generate(parameters, tool), prompts('a', 'b'));

		expect(asked()).toEqual({ a: 2, b: 2 });
	});
});

describe('a retry of the execution asks again for what a person changed', () => {
	const base: INodeParameters = { quality: 'low' };
	const failThenRetry = async (changes: INodeParameters, more: object = {}) => {
		bench.server.configure({ faults: [onPrompt('b', invalid, 1)] });
		const failed = await bench.run(generate(base), prompts('a', 'b'));
		const retried = await bench.run(generate({ ...base, ...changes }, more), [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});
		expect(retried.images.map(({ status }) => status)).toEqual(['ok', 'ok']);
		return asked();
	};

	it.each<[string, INodeParameters]>([
		['the prompt', { prompt: '={{ $json.prompt + " " }}' }],
		['the model', { model: model('gpt-image-2.5-flare') }],
		['the quality', { quality: 'medium' }],
		['the size', { size: '1536x1024' }],
		['the number of images', { n: 1, options: { moderation: 'low' } }],
		['an option of the API', { options: { outputFormat: 'jpeg' } }],
	])('a retry asks again for what was changed in all items: %s', async (_, changes) => {
		expect(await failThenRetry(changes)).toEqual({ a: 2, b: 2 });
	});

	it.each<[string, INodeParameters, object]>([
		['nothing', {}, {}],
		['Run Settings', { run: { maxConcurrency: 2, maxRetries: 0, refusals: 'output' } }, {}],
		['output options', { options: { fileName: '{index}', includeInputFields: false } }, {}],
		['On Error', {}, { onError: 'continueRegularOutput' }],
	])('a retry asks again for what is missing only: %s', async (_, changes, more) => {
		expect(await failThenRetry(changes, more)).toEqual({ a: 1, b: 2 });
	});

	it("for the item whose data a person changed, and the other's image stays", async () => {
		bench.server.configure({ faults: [onPrompt('c', invalid, 1)] });
		const setup = generate({ prompt: '={{ $json.prompt }}' });
		const failed = await bench.run(setup, prompts('a', 'b', 'c'));
		const data = structuredClone(failed.runExecutionData);
		const items = data.executionData!.nodeExecutionStack[0]!.data.main![0]!;
		(items[1]!.json as IDataObject).note = 'changed';

		await bench.run(setup, [], { mode: 'retry', retryOf: data });

		expect(asked()).toEqual({ a: 1, b: 2, c: 2 });
	});

	it('not for a date, which n8n saves as text', async () => {
		bench.server.configure({ faults: [onPrompt('b', invalid, 1)] });
		const setup = generate({ prompt: '={{ $json.prompt }}' });
		const items = prompts('a', 'b').map(({ json }) => ({ json: { ...json, at: new Date(0) } }));
		const failed = await bench.run(setup, items as never);
		const data = structuredClone(failed.runExecutionData);
		const saved = data.executionData!.nodeExecutionStack[0]!.data.main![0]!;
		for (const { json } of saved) json.at = '1970-01-01T00:00:00.000Z';

		await bench.run(setup, [], { mode: 'retry', retryOf: data });

		expect(asked()).toEqual({ a: 1, b: 2 });
	});

	it("for a variant's own row, not for the other variants", async () => {
		const stop = new AbortController();
		bench.server.configure({
			latencyMs: ({ fields }) => (fields.prompt === 'Two' ? 20_000 : 20),
		});
		const stopped = await watchedStorage({}, async (uses) => {
			const running = bench.run(compare(TWO), prompts('One', 'Two'), { signal: stop.signal });
			await until(() => storedIn(uses) === 2);
			await atRest();
			stop.abort();
			return await running;
		});
		bench.server.reset();
		const [first, second] = TWO;

		await bench.run(compare([first!, { ...second!, quality: 'medium' }]), prompts('One', 'Two'), {
			mode: 'retry',
			retryOf: stopped.runExecutionData,
		});

		const models = bench.requests().map(({ fields }) => `${fields.prompt} ${fields.model}`);
		expect(models.sort()).toEqual([
			'One gpt-image-2.5-flare',
			'Two gpt-image-2',
			'Two gpt-image-2.5-flare',
		]);
	});
});
