import { requestImages } from '../../../../nodes/shared/openai/images';

import { PICTURE, GENERATE, server, deps, reply } from './apiClient';

describe('images given by address', () => {
	const files = (status: (count: number) => number) => {
		let downloads = 0;
		server.answer = (request, response) => {
			if (request.method === 'POST') {
				reply(response, 200, { data: [{ url: '/files/a.png' }, { url: `${server.url}/b.png` }] });
				return;
			}
			const isFirst = request.url === '/files/a.png';
			response.writeHead(isFirst ? status(++downloads) : 200);
			response.end(PICTURE);
		};
	};

	it('are downloaded, also from relative addresses', async () => {
		files(() => 200);
		const { images } = await requestImages(deps(), GENERATE);
		expect(images).toEqual([
			{ url: new URL('/files/a.png', server.url).href, bytes: PICTURE },
			{ url: `${server.url}/b.png`, bytes: PICTURE },
		]);
	});

	it.each([502, 503, 504])(
		'are tried again after %i, without asking for new ones',
		async (status) => {
			files((count) => (count < 3 ? status : 200));
			const { images } = await requestImages(deps(), GENERATE);
			expect(images[0]!.bytes).toEqual(PICTURE);
			expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
		},
	);

	it('are marked where they cannot be had', async () => {
		files(() => 404);
		const { images } = await requestImages(deps(), GENERATE);
		expect(images[0]).toEqual({
			url: new URL('/files/a.png', server.url).href,
			unreadable: 'its address answered HTTP 404 for 60 seconds',
		});
		expect(images[1]!.bytes).toEqual(PICTURE);
	});
});
