import type { Fault, FaultRule } from '../../../dev/server/server';
import { onBatchCreation, onBatchList, onUpload } from '../../../dev/server/server';
import { photo } from '../../dev/server/requests';
import { bannedWordsIn, openWorkbench, type Workbench } from '../../support/workbench';
import { collect, countOf, submit } from '../../support/batchBench';
import { itemOf } from '../EditImage/support';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** How servers say that they do not know an endpoint. */
const WAYS: Array<[string, Fault]> = [
	['404 without a body', { kind: 'status', status: 404, body: '' }],
	[
		'404 of Azure',
		{
			kind: 'status',
			status: 404,
			body: { error: { code: '404', message: 'Resource not found' } },
		},
	],
	['404 of FastAPI', { kind: 'status', status: 404, body: { detail: 'Not Found' } }],
	['405', { kind: 'status', status: 405, body: { detail: 'Method Not Allowed' } }],
	['501', { kind: 'status', status: 501, body: '' }],
	['a web page with 404', { kind: 'html', status: 404 }],
];
const PAGES: typeof WAYS = [
	['a web page with 200', { kind: 'html' }],
	['JSON of something else', { kind: 'status', status: 200, body: { status: 'ok' } }],
	['a redirect', { kind: 'status', status: 302, body: '', headers: { location: '/login' } }],
];
const LISTS: typeof WAYS = [
	['400', { kind: 'status', status: 400, body: { error: { message: 'Unknown provider.' } } }],
];

const editItem = async () => await itemOf(bench, { data: photo(64, 64) }, { prompt: 'a' });
const edit = (run = {}) =>
	submit({ source: 'edit', inputFields: 'data', run: { maxRetries: 0, ...run } });
const left = () => bench.server.files.filter(({ isThere }) => isThere);

async function told(rule: FaultRule) {
	bench.server.configure({ faults: [rule] });
	const ran = await bench.run(edit(), [await editItem()]);
	const words = `${ran.error?.message} ${ran.error?.description}`;
	expect(bannedWordsIn(words)).toEqual([]);
	return { ran, words };
}

const ADVICE = 'choose a credential whose Base URL is https://api.openai.com/v1';

describe('a server that has no batches is named, with what to do', () => {
	it.each([...WAYS, ...PAGES, ...LISTS])(
		'before anything is uploaded, where it has no list of batches: %s',
		async (_way, fault) => {
			const { ran, words } = await told({ match: onBatchList, fault });
			const base = bench.server.url.replaceAll('.', '\\.');
			expect(ran.error?.message).toMatch(
				new RegExp(`^The server at ${base} has no Batch API \\(HTTP \\d{3}\\)`),
			);
			expect(words).toContain(ADVICE);
			expect(countOf(bench, 'POST', /./)).toBe(0);
		},
	);

	it.each([...WAYS, ...PAGES])(
		'at the first file, where it has no files: %s',
		async (_way, fault) => {
			const { ran, words } = await told({ match: onUpload, fault });
			expect(ran.error?.message).toContain(`The server at ${bench.server.url} has no Files API`);
			expect(words).toContain(ADVICE);
			expect(bench.server.batches).toEqual([]);
			expect(left()).toEqual([]);
		},
	);

	it.each(WAYS)(
		'and nothing stays behind where only a batch cannot be made: %s',
		async (_way, fault) => {
			const { ran, words } = await told({ match: onBatchCreation, fault });
			expect(ran.error?.message).toContain(`The server at ${bench.server.url} has no Batch API`);
			expect(words).toContain(ADVICE);
			expect(bench.server.files).toHaveLength(3);
			expect(left()).toEqual([]);
		},
	);

	it('nothing stays behind where it takes images, and no lines', async () => {
		const { ran } = await told({
			match: (request) => onUpload(request) && request.fields.purpose === 'batch',
			fault: { kind: 'status', status: 400, body: { error: { message: 'Unknown purpose.' } } },
		});
		expect(ran.error?.description).toContain('Unknown purpose.');
		expect(bench.server.files).toHaveLength(1);
		expect(left()).toEqual([]);
	});

	it('in Collect and Cancel as well', async () => {
		for (const operation of ['collect', 'cancel']) {
			bench.server.configure({
				faults: [{ match: ({ path }) => /batches/.test(path), fault: { kind: 'html' } }],
			});
			const ran = await bench.run(
				collect({ operation, batchId: 'batch_1', run: { maxRetries: 0 } }),
				[{ json: {} }],
			);
			expect(ran.error?.message).toContain(`The server at ${bench.server.url} has no Batch API`);
		}
	});

	it('a key without access to batches is told which access it needs', async () => {
		const { words } = await told({
			match: onBatchList,
			fault: { kind: 'status', status: 403, body: { error: { message: 'Missing scopes.' } } },
		});
		expect(words).toContain('needs write access to Files and Batches as well as Images');
	});
});

it('images that a submitted batch sends stay where another batch is turned down', async () => {
	bench.server.configure({
		faults: [
			{
				match: (request) => onBatchCreation(request) && bench.server.batches.length === 1,
				fault: { kind: 'status', status: 400 },
			},
		],
	});
	const two = {
		...edit(),
		onError: 'continueRegularOutput' as const,
	};
	two.parameters = {
		...two.parameters,
		model: { __rl: true, mode: 'id', value: '={{ $json.model }}' },
	};
	const shared = photo(64, 64);
	const own = photo(80, 64);
	const ran = await bench.run(two, [
		await itemOf(bench, { data: shared }, { prompt: 'a', model: 'gpt-image-2' }),
		await itemOf(bench, { data: shared }, { prompt: 'b', model: 'gpt-image-2.5-flare' }),
		await itemOf(bench, { data: own }, { prompt: 'c', model: 'gpt-image-2.5-flare' }),
	]);
	expect(ran.error).toBeUndefined();
	expect(ran.items).toHaveLength(3);
	const vision = bench.server.files.filter(({ purpose }) => purpose === 'vision');
	expect(vision).toHaveLength(2);
	const ids = JSON.stringify(bench.server.batches[0]!.lines[0]!.fields.images);
	expect(vision.map(({ id, isThere }) => [ids.includes(id), isThere])).toEqual([
		[true, true],
		[false, false],
	]);
	expect(left().filter(({ purpose }) => purpose === 'batch')).toHaveLength(2);
});
