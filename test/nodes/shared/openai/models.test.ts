import { listModels } from '../../../../nodes/shared/openai/models';

import { KEY, server, deps, reply } from './apiClient';

describe('the list of models', () => {
	it('listModels reads what it can', async () => {
		server.answer = (_request, response) =>
			reply(response, 200, {
				object: 'list',
				data: [
					{ id: 'gpt-image-2', created: 1, shutdown_date: null },
					{ id: 'gpt-image-1', created: 'x', shutdown_date: '2026-10-23' },
					{ id: 5 },
					'x',
					{ id: `named ${KEY}` },
				],
			});
		expect(await listModels(deps())).toEqual([
			{ id: 'gpt-image-2', created: 1, shutdownDate: null },
			{ id: 'gpt-image-1', created: null, shutdownDate: '2026-10-23' },
			{ id: `named ${KEY}`, created: null, shutdownDate: undefined },
		]);
		expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v1/models' });
	});

	it('is asked for again where a gateway lost it', async () => {
		server.answer = (_request, response, count) =>
			reply(response, count < 3 ? 502 : 200, count < 3 ? '<html></html>' : { data: [] });
		expect(await listModels(deps())).toEqual([]);
		expect(server.requests).toHaveLength(3);
	});

	it.each([
		[200, '<html></html>', 'bad_answer'],
		[200, '{}', 'bad_answer'],
		[401, '', 'authentication'],
	])('says why there is none: %s %s', async (status, body, reason) => {
		server.answer = (_request, response) => reply(response, status, body);
		await expect(listModels(deps({ maxRetries: 0 }))).rejects.toMatchObject({ reason });
	});
});
