import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IBinaryData } from 'n8n-workflow';
import type { BinaryMode } from '../../../dev/engine/engine';
import { identifyImage } from '../../../nodes/shared/images/identify';
import { generate, openWorkbench, prompts, type Workbench } from '../../support/workbench';

const KEPT = 'gptImageKept';

describe.each<BinaryMode>(['filesystem', 'default'])('binary data in mode "%s"', (binaryMode) => {
	let bench: Workbench;
	beforeAll(async () => {
		bench = await openWorkbench({ binaryMode });
	});
	afterAll(async () => await bench.close());
	beforeEach(() => bench.server.reset());

	/** The prompts that the server was asked for, in alphabetical order. */
	const asked = () =>
		bench
			.requests()
			.map(({ fields }) => String(fields.prompt))
			.sort();
	const failOnce = (prompt: string) =>
		bench.server.configure({
			faults: [
				{
					match: ({ fields }) => fields.prompt === prompt,
					times: 1,
					fault: { kind: 'status', status: 400 },
				},
			],
		});
	const setup = generate();

	it('the binary data storage holds the images', async () => {
		const ran = await bench.run(generate({ n: 2 }), prompts('a'));

		const stored = ran.items.map(({ binary }) => binary?.data);
		expect(stored.map((file) => file?.id?.startsWith('filesystem-v2:') ?? false)).toEqual(
			Array(2).fill(binaryMode === 'filesystem'),
		);
		for (const file of await ran.files()) {
			expect(identifyImage(file)).toMatchObject({ width: 1024, height: 1024, complete: true });
		}
	});

	it('serves the workflow setting binaryMode "combined"', async () => {
		const ran = await bench.run(generate({}, { settings: { binaryMode: 'combined' } as never }), [
			await bench.engine.itemWithFiles(
				{ prompt: 'a' },
				{ photo: { bytes: Buffer.from('photo'), fileName: 'p.png', mimeType: 'image/png' } },
			),
		]);

		expect(ran.images).toMatchObject([{ status: 'ok' }]);
		const [item] = ran.items;
		const files = item?.json._files as Record<string, IBinaryData> | undefined;
		// n8n leaves binaries where they are when they are kept in memory.
		const file = binaryMode === 'filesystem' ? files?.data : item?.binary?.data;
		expect(file).toMatchObject({ fileName: 'a.png', mimeType: 'image/png' });
		expect(identifyImage(await bench.engine.readBinary(file!))).toMatchObject({ width: 1024 });
	});

	it('lets n8n retry a failed execution with the images that were paid for', async () => {
		failOnce('b');
		const failed = await bench.run(setup, prompts('a', 'b', 'c'));
		expect(failed.status).toBe('error');

		const retried = await bench.run(setup, [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(retried.error).toBeUndefined();
		expect(retried.images.map(({ prompt, status }) => [prompt, status])).toEqual([
			['a', 'ok'],
			['b', 'ok'],
			['c', 'ok'],
		]);
		expect(asked()).toEqual(['a', 'b', 'b', 'c']);
		for (const file of await retried.files()) {
			expect(identifyImage(file)).toMatchObject({ width: 1024, complete: true });
		}
		expect(JSON.stringify(retried.contextData)).not.toContain(KEPT);
		expect(JSON.stringify(failed.runExecutionData.executionData?.contextData)).toContain(KEPT);
	});

	it('lets a person who retries have a refusal asked again, once', async () => {
		bench.server.configure({
			faults: [{ match: ({ fields }) => fields.prompt === 'b', fault: { kind: 'refusal' } }],
		});
		const failed = await bench.run(setup, prompts('a', 'b'));

		await bench.run({ ...setup, retryOnFail: true }, [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(asked()).toEqual(['a', 'b', 'b']);
	});

	it('uses no kept image for other settings', async () => {
		failOnce('b');
		const failed = await bench.run(setup, prompts('a', 'b'));

		await bench.run(generate({ quality: 'medium' }), [], {
			mode: 'retry',
			retryOf: failed.runExecutionData,
		});

		expect(asked()).toEqual(['a', 'a', 'b', 'b']);
	});

	it('makes a preview link, or says why there is none', async () => {
		const ran = await bench.run(generate({ options: { previewUrl: true } }), prompts('a'));

		const [image] = ran.images;
		if (binaryMode === 'filesystem') {
			expect(image).toMatchObject({ previewUrl: expect.stringMatching(/^http/), warnings: [] });
		} else {
			expect(image).not.toHaveProperty('previewUrl');
			expect(image?.warnings).toEqual([
				{ setting: 'previewUrl', message: expect.stringMatching(/keeps binary data in memory/) },
			]);
			expect(ran.hints.map(({ message }) => message).join()).toMatch(/No preview link/);
		}
	});

	if (binaryMode === 'filesystem') {
		it('has an image generated anew that is no longer in storage', async () => {
			failOnce('b');
			const failed = await bench.run(setup, prompts('a', 'b'));
			const storage = join(bench.engine.userFolder, '.n8n/**/executions', failed.executionId);
			const folders = globSync(storage);
			expect(folders).toHaveLength(1);
			for (const folder of folders) rmSync(folder, { recursive: true });

			const retried = await bench.run(setup, [], {
				mode: 'retry',
				retryOf: failed.runExecutionData,
			});

			expect(retried.images).toMatchObject([{ status: 'ok' }, { status: 'ok' }]);
			expect(asked()).toEqual(['a', 'a', 'b', 'b']);
			expect(await retried.files()).toHaveLength(2);
		});

		it('leaves out an image that is no longer in storage where the server delivers too few', async () => {
			bench.server.configure({
				faults: [
					{ times: 1, fault: { kind: 'notAnImage', images: [0] } },
					{ fault: { kind: 'fewerImages', count: 1 } },
				],
			});
			const several = generate({ n: 3 });
			const failed = await bench.run(several, prompts('a'));
			const [call] = Object.values(failed.contextData['node:Node']![KEPT] as object) as [
				{ images: Array<{ binary?: IBinaryData }> },
			];
			const id = call.images[2]?.binary?.id?.replace('filesystem-v2:', '') ?? '';
			const [gone] = globSync(join(bench.engine.userFolder, '.n8n/**', id));
			rmSync(gone!);

			const retried = await bench.run(several, [], {
				mode: 'retry',
				retryOf: failed.runExecutionData,
			});

			expect(bench.requests().map(({ fields }) => fields.n)).toEqual([3, 2]);
			expect(retried.images.map(({ index }) => index)).toEqual([1, 2]);
			expect(await retried.files()).toHaveLength(2);
		});
	}
});
