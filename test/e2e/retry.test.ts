import { imageSize } from 'image-size';
import { Instance } from '../../dev/n8n/instance';
import { Workplace } from '../../dev/n8n/workplace';
import type { ApiRequest } from '../../dev/server/server';
import { generate, prompts, workflowOf } from '../support/workbench';
import { directory } from './support/places';
import { until } from './support/until';

/** A person presses Retry in the list of executions, with n8n in regular mode. */
describe.each(['filesystem', 'default'] as const)('binary data in mode %s', (binaryMode) => {
	let workplace: Workplace;
	let instance: Instance;

	beforeAll(async () => {
		workplace = await Workplace.open({ directory });
		instance = await Instance.open((await workplace.start({ binaryMode })).url);
	});

	afterAll(async () => await workplace?.close());

	it('uses the images that were paid for, and asks only for the missing one', async () => {
		const { server } = workplace;
		const { gptImageApi: id = '' } = await workplace.saveCredentials(instance);
		const workflow = workflowOf({ ...generate(), credential: id });
		const trigger = workflow.nodes[0];
		if (!trigger) throw new Error('The workflow has no trigger.');
		const texts = ['one', 'two', 'three', 'four'];
		workflow.name = `Retry in mode ${binaryMode}`;
		workflow.pinData = { [trigger.name]: prompts(...texts) };
		const asked = () =>
			server.log
				.filter(({ path }) => path.endsWith('/generations'))
				.map(({ fields }) => fields.prompt);
		const onThree = (request: ApiRequest) => request.fields.prompt === 'three';
		server.configure({ faults: [{ match: onThree, times: 1, fault: { kind: 'refusal' } }] });

		const failed = await instance.runWorkflow(await instance.saveWorkflow(workflow));
		expect(failed.status).toBe('error');
		expect(failed.data.resultData.error?.description).toContain(
			'3 of 4 images arrived and are kept',
		);
		expect(asked().toSorted()).toEqual(texts.toSorted());

		const retried = await instance.retry(failed.id);
		expect(asked().slice(texts.length)).toEqual(['three']);
		expect(retried.status).toBe('success');
		const items = retried.output('Node').flat();
		expect(items.map(({ json }) => json.prompt)).toEqual(texts);
		for (const { binary } of items) {
			if (!binary?.data) throw new Error('An item has no picture.');
			const { width } = imageSize(await instance.readBinary(binary.data));
			expect(width).toBe(1024);
		}
	});

	it('cannot retry what was stopped, as the message of the node says', async () => {
		const { server } = workplace;
		const { gptImageApi: id = '' } = await workplace.saveCredentials(instance);
		const workflow = workflowOf({ ...generate(), credential: id });
		workflow.name = `Stopped in mode ${binaryMode}`;
		workflow.pinData = { Start: prompts('five', 'six') };
		const onSix = (request: ApiRequest) => request.fields.prompt === 'six';
		server.configure({ faults: [{ match: onSix, times: 1, fault: { kind: 'hang' } }] });
		const isAnswered = () =>
			server.log.some(({ fields, endedAt }) => fields.prompt === 'five' && endedAt !== null);

		const executionId = await instance.startWorkflow(await instance.saveWorkflow(workflow));
		expect(await until(isAnswered)).toBe(true);
		await instance.rest.post(`/executions/${executionId}/stop`);

		expect((await instance.finished(executionId)).status).toBe('canceled');
		await expect(instance.retry(executionId)).rejects.toThrow('cannot be retried');
	});
});
