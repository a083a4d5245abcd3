import type { Fault, FaultRule } from '../../../dev/server/behaviour/faults';
import { generate, openWorkbench, prompts, type Workbench } from '../../support/workbench';
import { goingOn } from './failureRows';

let bench: Workbench;
beforeAll(async () => {
	bench = await openWorkbench();
});
afterAll(async () => await bench.close());
beforeEach(() => bench.server.reset());

const always = (fault: Fault) => bench.server.configure({ faults: [{ fault }] });

it('a warning says that the server delivered fewer images than were asked for', async () => {
	always({ kind: 'fewerImages', count: 2 });

	const ran = await bench.run(generate({ n: 3 }), prompts('a'));

	const message = 'The server delivered 2 of 3 images that were asked for';
	expect(ran.images).toMatchObject([
		{ status: 'ok', index: 1, count: 3, warnings: [{ setting: 'n', message }] },
		{ status: 'ok', index: 2, count: 3, warnings: [{ setting: 'n', message }] },
	]);
	expect(ran.hints).toContainEqual(
		expect.objectContaining({ type: 'warning', message: expect.stringContaining(message) }),
	);
});

describe('an answer of which a part arrived', () => {
	const lastIsBroken: FaultRule = { times: 1, fault: { kind: 'invalidBase64', images: [2] } };

	it('an answer of which a part arrived is completed by a retry, which asks for the missing image only', async () => {
		bench.server.configure({ faults: [lastIsBroken] });
		const setup = generate({ n: 3 });
		const failed = await bench.run(setup, prompts('a'));
		expect(failed.error?.description).toMatch(/2 of 3 images arrived and are kept/);

		const retried = await bench.run(setup, prompts('a'), { retryOf: failed.runExecutionData });

		expect(retried.error).toBeUndefined();
		expect(retried.images.map(({ status, index }) => [status, index])).toEqual([
			['ok', 1],
			['ok', 2],
			['ok', 3],
		]);
		expect(bench.requests().map(({ fields }) => fields.n)).toEqual([3, 1]);
		expect((await retried.files()).every(({ length }) => length > 1000)).toBe(true);
	});

	it('never has one image in two places where the server delivers fewer than are missing', async () => {
		const broken: FaultRule = { times: 1, fault: { kind: 'invalidBase64', images: [1, 2] } };
		bench.server.configure({ faults: [broken, { fault: { kind: 'fewerImages', count: 1 } }] });
		const failed = await bench.run(generate({ n: 3 }), prompts('a'));

		const retried = await bench.run(goingOn({}, {}, { n: 3 }), [], {
			retryOf: failed.runExecutionData,
		});

		expect(bench.requests().map(({ fields }) => fields.n)).toEqual([3, 2]);
		expect(retried.images.map(({ status, index }) => [status, index])).toEqual([
			['ok', 1],
			['ok', 2],
			['failed', 3],
		]);
		const names = retried.items.flatMap(({ binary }) => binary?.data?.fileName ?? []);
		expect(new Set(names).size).toBe(2);
		const said = retried.images.map(({ warnings }) => JSON.stringify(warnings));
		expect(said[1]).toContain('The server delivered 1 of 2 images that were asked for');
	});

	it('an answer of which a part arrived is not asked for again by Retry On Fail', async () => {
		bench.server.configure({ faults: [lastIsBroken] });
		await bench.run(generate({ n: 3 }, { retryOnFail: true }), prompts('a'));

		expect(bench.calls()).toBe(1);
	});
});
