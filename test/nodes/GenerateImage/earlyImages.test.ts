import { identifyImage } from '../../../nodes/shared/images/identify';
import type { ImageCall } from '../../../nodes/shared/items/imageCall';
import { EarlyImages } from '../../../nodes/shared/items/earlyImages';
import { FileNames } from '../../../nodes/shared/items/fileName';
import { watchedStorage } from '../../support/watchedStorage';
import { generate, openWorkbench, prompts, type Workbench } from '../../support/workbench';

let bench: Workbench;
beforeAll(async () => (bench = await openWorkbench({ binaryMode: 'filesystem' })));
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

it('stores the images of an answer while the others arrive, each once, as they would be stored at the end', async () => {
	await bench.run(generate({ n: 3 }), prompts('a'));
	bench.server.configure({
		faults: [{ fault: { kind: 'slowDrip', chunkBytes: 64 * 1024, everyMs: 40 } }],
	});
	const setup = generate({ n: 3, options: { fileName: '{prompt}-{index}-{width}' } });
	const { ran, stored } = await watchedStorage({}, async (uses) => ({
		ran: await bench.run(setup, prompts('a')),
		stored: uses.filter(({ method }) => method === 'store').map(({ at }) => at),
	}));

	expect(stored).toHaveLength(3);
	const arrivedAt = bench.requests().at(-1)!.startedAt + Number(ran.images[0]!.durationMs);
	expect(stored[0]).toBeLessThan(arrivedAt);
	expect(ran.images).toMatchObject(
		[1, 2, 3].map((index) => ({ status: 'ok', index, fileName: `a-${index}-1024.png` })),
	);
	const files = await ran.files();
	expect(files.map(({ length }) => length)).toEqual(ran.images.map(({ bytes }) => bytes));
	expect(files.every((file) => identifyImage(file)?.complete)).toBe(true);
	expect(new Set(files.map((file) => file.toString('base64'))).size).toBe(3);
});

describe('an image that arrived before others', () => {
	const call = (more: object = {}): ImageCall =>
		({
			request: { images: 2, body: { model: 'gpt-image-2', prompt: 'a' } },
			...{ prompt: 'a', itemIndex: 0, firstIndex: 0, itemCount: 2, warnings: [], ...more },
		}) as unknown as ImageCall;
	const png = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	);
	const own = () => Uint8Array.prototype.slice.call(png);
	/** @param stored what storing takes; @param clock seconds pass when somebody sleeps. */
	const early = (of: ImageCall, works: boolean, stored = Promise.resolve(), clock = { ms: 0 }) =>
		new EarlyImages(
			{
				context: {
					logger: { warn: () => undefined },
					helpers: {
						prepareBinaryData: async () => {
							await stored;
							if (!works) throw new Error('The disk is full');
							return { id: 'stored' };
						},
					},
				},
				clock: {
					now: () => clock.ms,
					sleep: async (ms: number) => void (clock.ms += ms),
				},
				signal: undefined,
				fileNames: new FileNames(''),
			} as never,
			of,
		);

	it('is let go when it is stored', async () => {
		const images = early(call(), true);
		const bytes = Buffer.from(own().buffer);
		images.take('data/0/b64_json', bytes);

		expect(await images.of(bytes)).toMatchObject({
			...{ bytes: png.length, fileName: 'a.png', binary: { id: 'stored' } },
			facts: { width: 1, height: 1 },
		});
		expect(bytes).toHaveLength(0);
	});

	it.each([
		['cannot be stored', call(), false, 'data/0/b64_json'],
		[
			'is cropped first',
			call({ request: { ...call().request, exactPixels: {} } }),
			true,
			'data/0/b64_json',
		],
		['is measured first', call({ inspect: async () => ({}) }), true, 'data/0/b64_json'],
		[
			'is the only one',
			call({ request: { ...call().request, images: 1 } }),
			true,
			'data/0/b64_json',
		],
		['is somewhere else in the answer', call(), true, 'output/0/result'],
	])('is kept for the end where it %s', async (_why, of, works, path) => {
		const images = early(of, works);
		const bytes = Buffer.from(own().buffer);
		images.take(path, bytes);

		expect(await images.of(bytes)).toBeUndefined();
		expect(bytes).toHaveLength(png.length);
	});

	it('lets the answer wait while two are stored', async () => {
		let release = () => {};
		const stored = new Promise<void>((resolve) => (release = resolve));
		const images = early(call(), true, stored);
		images.take('data/0/b64_json', Buffer.from(own().buffer));
		expect(images.turn()).toBeUndefined();
		images.take('data/1/b64_json', Buffer.from(own().buffer));
		const turn = images.turn();
		expect(turn).toBeDefined();

		release();
		await turn;
		expect(images.turn()).toBeUndefined();
	});

	it('lets it wait for five seconds in all, which are not the time of the model', async () => {
		const images = early(call(), true, new Promise(() => undefined));
		for (const index of [0, 1]) images.take(`data/${index}/b64_json`, Buffer.from(own().buffer));
		await images.turn();

		expect(images.heldMs).toBe(5000);
		expect(images.turn()).toBeUndefined();
	});
});
