import type { Workplace } from '../../dev/n8n/workplace';
import type { Instance } from '../../dev/n8n/instance';
import { isOlderThan, reviewWorkflow } from './support/review';
import { openSignedIn } from './support/signedIn';

/* Runs in every n8n: the oldest whose links carry a secret is 2.14. */
let workplace: Workplace;
let instance: Instance;
let credential: string;

beforeAll(async () => {
	let credentialIds: Record<string, string>;
	({ workplace, instance, credentialIds } = await openSignedIn());
	credential = credentialIds.gptImageApi ?? '';
});

afterAll(async () => await workplace?.close());

it('a review waits only where its link carries a secret, and says else which n8n it needs', async () => {
	const workflow = reviewWorkflow({ name: 'secret', review: {}, credential });
	const run = await instance.runWorkflow(await instance.saveWorkflow(workflow));
	if (!isOlderThan(workplace.installed.version, '2.14')) {
		expect(run.status).toBe('waiting');
		expect(run.formUrl).toMatch(/[?&]signature=\w{32}/);
		return;
	}
	const { error } = run.data.resultData;
	expect(run.status).toBe('error');
	expect(error?.message).toBe('This n8n does not give the review page a secret address');
	expect(error && 'description' in error && error.description).toBe(
		'Anyone could guess its address and answer. Update n8n to 2.14 or newer.',
	);
});
