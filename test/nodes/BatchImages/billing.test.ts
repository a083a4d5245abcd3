import type { Fault } from '../../../dev/server/server';
import { onDownload, onLine } from '../../../dev/server/server';
import { hasUnseen } from '../../../nodes/BatchImages/results/unmade';
import { openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { batchesIn, collect, outputsOf, overNight, submit } from '../../support/batchBench';
import { photo } from '../../dev/server/requests';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

/** The file's ID of what a line says in place of an image, and what its row became. */
async function lineThat(says: Omit<Extract<Fault, { kind: 'lineSays' }>, 'kind'>) {
	bench.server.configure({
		faults: [{ match: onLine('1-1'), fault: { kind: 'lineSays', ...says } }],
	});
	const result = await overNight(bench, submit(), prompts('a', 'b'));
	expect(result.submitted.error ?? result.collected.error).toBeUndefined();
	expect(result.images.length + result.notMade.length).toBe(2);
	return result;
}

const body = (message: string, code: string | null = null) => ({
	error: { message, type: 'invalid_request_error', param: null, code },
});
const answered = (status_code: unknown, about: unknown) => ({
	response: { status_code, request_id: 'req_1', body: about },
});

const UNKNOWN = /^Whether it was billed is not known\. Check the usage page/;

describe('What is not known to be free is not told to be free', () => {
	it.each<[string, Omit<Extract<Fault, { kind: 'lineSays' }>, 'kind'>, RegExp]>([
		[
			'an unknown code',
			{ error: { code: 'worker_lost', message: 'The worker was lost.' } },
			/^The batch brought no image for this row: "The worker was lost\."$/,
		],
		['a code alone', { error: { code: 'worker_lost' } }, /for this row: "worker_lost"$/],
		['an empty error', { error: {} }, /for this row and no reason$/],
		['neither response nor error', {}, /for this row and no reason$/],
		['an error that is no object', { error: 'lost' }, /for this row and no reason$/],
		['an error that is a list', { error: [1] }, /for this row and no reason$/],
		['a response that is no object', { response: 'lost' }, /for this row and no reason$/],
		[
			'500 of the API',
			answered(500, body('The server had an error.')),
			/\(HTTP 500\): "The server had an error\."$/,
		],
		['503 without a body', answered(503, null), /HTTP 503/],
		['504 of a gateway', answered(504, 'Gateway Timeout'), /HTTP 504/],
		['a status that HTTP does not have', answered(799, body('Odd.')), /HTTP 799/],
		['status 0', answered(0, {}), /HTTP 0/],
		['a redirect', answered(302, ''), /HTTP 302/],
		['no status, and no image', { response: { body: {} } }, /without an image/],
		['200 without an image', answered(200, { created: 1, data: [] }), /without an image/],
		[
			'200 without an image, with an error',
			{ ...answered(200, { data: [] }), error: { code: 'lost', message: 'Lost.' } },
			/for this row: "Lost\."$/,
		],
		[
			'batch_expired, though there is a response',
			{ ...answered(500, null), error: { code: 'batch_expired', message: 'Too late.' } },
			/HTTP 500.*"Too late\."$/,
		],
	])('%s', async (_what, says, words) => {
		const { missing, made } = await lineThat(says);
		expect(made).toMatchObject([{ status: 'ok', prompt: 'b' }]);
		expect(missing).toMatchObject([
			{
				status: 'failed',
				costUsd: null,
				error: {
					message: expect.stringMatching(words),
					howToFix: expect.stringMatching(UNKNOWN),
				},
			},
		]);
	});

	it.each<[string, Omit<Extract<Fault, { kind: 'lineSays' }>, 'kind'>, string, RegExp]>([
		['400', answered(400, body('Bad size.')), 'invalid', /HTTP 400.*"Bad size\."$/],
		['400 as a text', answered('400', body('Bad size.')), 'invalid', /HTTP 400/],
		['404', answered(404, body('No such file.')), 'invalid', /did not accept.*"No such file\."$/],
		['429', answered(429, body('Slow down.')), 'failed', /rate limit/],
		[
			'a refusal',
			answered(400, body('Rejected by the safety system.', 'moderation_blocked')),
			'refused',
			/safety system/,
		],
		[
			'a refusal, with an error beside it',
			{
				...answered(400, body('Rejected by the safety system.', 'moderation_blocked')),
				error: { code: 'odd', message: 'Odd.' },
			},
			'refused',
			/safety system/,
		],
		['batch_expired', { error: { code: 'batch_expired' } }, 'expired', /24 hours/],
		['batch_cancelled', { error: { code: 'batch_cancelled' } }, 'cancelled', /did not make/],
	])('known to be free: %s', async (_what, says, status, words) => {
		const { missing } = await lineThat(says);
		expect(missing).toMatchObject([
			{ status, costUsd: 0, error: { message: expect.stringMatching(words) } },
		]);
		expect(JSON.stringify(missing)).not.toMatch(/Images per Minute|Base URL|not known/);
	});

	it.each([
		['of status 500', 500],
		['without a status', undefined],
		['beside an error', 200],
	])('an image arrives also in a line %s', async (_what, status) => {
		const b64_json = photo(64, 64).toString('base64');
		const error = { code: 'odd', message: 'Odd.' };
		const { made, missing } = await lineThat({
			...answered(status, { created: 1, data: [{ b64_json }] }),
			error,
		});
		expect(missing).toEqual([]);
		expect(made).toMatchObject([
			{ status: 'ok', width: 64 },
			{ status: 'ok', width: 1024 },
		]);
	});

	it('a line that names no row may be that of the row that is missing', async () => {
		bench.server.configure({
			faults: [{ match: onDownload, fault: { kind: 'truncatedFile' } }],
		});
		const submitted = await bench.run(submit(), prompts('a'));
		bench.server.advance(100);
		const once = collect({ run: { maxRetries: 0 } });
		const { missing } = outputsOf(await bench.run(once, submitted.items));
		expect(missing).toMatchObject([{ status: 'failed', costUsd: null }]);
	});

	it.each([
		[
			'more were made than have come',
			'completed',
			{ total: 2, completed: 2, failed: 0 },
			1,
			0,
			true,
		],
		[
			'as many were made as have come',
			'completed',
			{ total: 2, completed: 1, failed: 1 },
			1,
			0,
			false,
		],
		[
			'more were made, and it expired',
			'expired',
			{ total: 2, completed: 2, failed: 0 },
			1,
			0,
			true,
		],
		['a line could not be told', 'cancelled', { total: 2, completed: 1, failed: 0 }, 1, 1, true],
		['it does not count', 'completed', null, 1, 0, true],
		['it failed, and does not count', 'failed', null, 0, 0, false],
	])('of a row in neither file: %s', (_what, status, request_counts, made, nameless, unseen) => {
		expect(hasUnseen({ status, request_counts } as never, made, nameless)).toBe(unseen);
	});
});

it('files are deleted though a line failed at OpenAI, since to collect again would bring nothing', async () => {
	const { submitted } = await lineThat(answered(500, body('The server had an error.')));
	const ran = await bench.run(
		collect({ options: { deleteFiles: 'afterCollecting' } }),
		submitted.items,
	);
	expect(outputsOf(ran).images).toHaveLength(1);
	expect(bench.server.files.filter(({ isThere }) => isThere)).toEqual([]);
});

it('rows are read again where the connection broke off', async () => {
	const { submitted } = await overNight(bench, submit(), prompts('a', 'b [refuse]'));
	bench.server.configure({
		faults: [{ match: onDownload, times: 1, fault: { kind: 'dropDuringAnswer' } }],
	});
	const batchId = batchesIn(submitted.items)[0]!.id!;
	const { images, notMade } = outputsOf(await bench.run(collect({ batchId }), [{ json: {} }]));
	expect([...images, ...notMade].map(({ json }) => json.prompt)).toEqual(['a', 'b [refuse]']);
}, 60_000);
