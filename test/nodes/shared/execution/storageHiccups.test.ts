import type { IBinaryData } from 'n8n-workflow';
import { failingFor } from '../../../support/failingStorage';
import { generate, openWorkbench, prompts, type Workbench } from '../../../support/workbench';
import { photo } from '../../../dev/server/requests';
import { startLocalServer } from '../../../support/localServer';
import { edit, itemOf } from '../../EditImage/support';
import { ownTime } from '../../../support/ownTime';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench({ binaryMode: 'filesystem' });
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

describe('binary data storage that fails for a moment costs no image', () => {
	it.each([300, 2_000])('stores the image once it works again, after %i ms', async (ms) => {
		const ran = await failingFor(
			ms,
			'store',
			async () => await bench.run(generate(), prompts('a')),
		);

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		expect((await ran.files())[0]?.length).toBeGreaterThan(1000);
		expect(bench.calls()).toBe(1);
	});

	it('takes a kept image for gone only where the storage says so', async () => {
		bench.server.configure({
			faults: [
				{
					match: ({ fields }) => fields.prompt === 'b',
					times: 1,
					fault: { kind: 'status', status: 400 },
				},
			],
		});
		const setup = generate();
		const failed = await bench.run(setup, prompts('a', 'b'));

		const retried = await failingFor(
			500,
			'getAsStream',
			async () => await bench.run(setup, [], { mode: 'retry', retryOf: failed.runExecutionData }),
		);

		expect(retried.images.map(({ status }) => status)).toEqual(['ok', 'ok']);
		expect(bench.requests().map(({ fields }) => fields.prompt)).toEqual(['a', 'b', 'b']);
		const ids = retried.items.map(({ binary }) => (binary?.data as IBinaryData).id);
		expect(ids.every((id) => id?.startsWith('filesystem-v2:'))).toBe(true);
	});

	it('is not waited for once the execution is stopped', async () => {
		const stop = new AbortController();
		let sinceStop: (() => number) | undefined;
		const run = async () => {
			setTimeout(() => {
				sinceStop = ownTime();
				stop.abort();
			}, 2_500);
			return await bench.run(generate(), prompts('a'), { signal: stop.signal });
		};
		const ran = await failingFor(60_000, 'store', run, 1);

		expect(ran.status).toBe('canceled');
		expect(sinceStop?.()).toBeLessThan(1_500);
	});
});

describe('nor is an input refused for it', () => {
	it.each(['getAsBuffer', 'getAsStream'] as const)('that is read: %s', async (method) => {
		const item = await itemOf(bench, { data: photo(320, 320) });

		const ran = await failingFor(300, method, async () => await bench.run(edit(), [item]));

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		expect(bench.calls()).toBe(1);
	});

	it('that was downloaded', async () => {
		const site = await startLocalServer();
		site.answer = (_, response) => response.end(photo(320, 320));
		const imageUrls = new URL('/a.png', site.url).href;
		try {
			const ran = await failingFor(
				300,
				'store',
				async () => await bench.run(edit({ inputFields: '', imageUrls }), [{ json: {} }]),
			);

			expect(ran.images).toMatchObject([{ status: 'ok' }]);
			expect(site.requests).toHaveLength(1);
		} finally {
			await site.stop();
		}
	});
});
