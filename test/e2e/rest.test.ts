import type { Instance } from '../../dev/n8n/instance';
import type { Workplace } from '../../dev/n8n/workplace';
import { MODELS } from '../../nodes/shared/models/catalog';
import { daysFromNow } from './support/days';
import { openSignedIn } from './support/signedIn';

/** n8n started as a person starts it, spoken to as its editor does. */
let workplace: Workplace;
let instance: Instance;
let credentialIds: Record<string, string>;

beforeAll(async () => {
	({ workplace, instance, credentialIds } = await openSignedIn());
});

afterAll(async () => await workplace?.close());

describe('the credential', () => {
	const local = () => workplace.credentials.gptImageApi?.data ?? {};
	const tested = async (data: Record<string, unknown>) =>
		await instance.testCredential(credentialIds.gptImageApi ?? '', 'gptImageApi', data);

	it('passes its test with the right key', async () => {
		const { status } = await tested(local());
		expect(status).toBe('OK');
	});

	it('fails its test with a wrong key, and the key is not repeated', async () => {
		const apiKey = 'sk-not-the-right-one-0123456789';
		const { status, message } = await tested({
			...local(),
			apiKey,
		});
		expect(status).toBe('Error');
		expect(message).not.toContain(apiKey);
	});

	it('fails its test where nothing listens', async () => {
		const baseUrl = 'http://127.0.0.1:9/v1';
		const { status } = await tested({ ...local(), baseUrl });
		expect(status).toBe('Error');
	});
});

describe('the list of models', () => {
	interface Listed {
		results: Array<{ name: string; value: string }>;
	}
	const listed = async (filter?: string) =>
		await instance.rest.post<Listed>('/dynamic-node-parameters/resource-locator-results', {
			path: 'parameters.model',
			methodName: 'searchModels',
			nodeTypeAndVersion: { name: 'n8n-nodes-gpt-image.generateImage', version: 1 },
			currentNodeParameters: {},
			credentials: {
				gptImageApi: { id: credentialIds.gptImageApi, name: 'GPT Image API' },
			},
			...(filter !== undefined && { filter }),
		});

	it('has the account’s image models, newest first, with what they are good for', async () => {
		const { results } = await listed();
		const live = MODELS.filter(({ id }) => results.some(({ value }) => value === id));
		expect(results[0]?.value).toBe(MODELS[0]?.id);
		expect(live.length).toBeGreaterThan(3);
		for (const { id, displayName, goodFor, shutdownDate } of live) {
			if (shutdownDate !== null) continue;
			expect(results).toContainEqual(
				expect.objectContaining({ value: id, name: `${displayName} (${goodFor})` }),
			);
		}
		expect(results.map(({ value }) => value)).not.toContain('gpt-5.2');
	});

	it('says when a model ends or has ended, by what the account says today', async () => {
		const [ending, ended] = [daysFromNow(20), daysFromNow(-20)];
		workplace.server.configure({
			today: daysFromNow(-30),
			shutdownDates: { 'gpt-image-2.5-flare': ending, 'gpt-image-2': ended },
		});
		const { results } = await listed();
		workplace.server.reset();
		const nameOf = (id: string) => results.find(({ value }) => value === id)?.name;
		expect(nameOf('gpt-image-2.5-flare')).toBe(`GPT Image 2.5 Flare (until ${ending})`);
		expect(nameOf('gpt-image-2')).toBe(`GPT Image 2 (shut down ${ended})`);
	});

	it('the list of models can be searched', async () => {
		const { results } = await listed('2.6 sunburst');
		expect(results.map(({ value }) => value)).toEqual(['gpt-image-2.6-sunburst']);
	});
});
