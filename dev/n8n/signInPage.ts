import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RestClient } from './rest';

/**
 * A page on this machine that hands n8n's session to the browser that asks first, and sends it on to n8n.
 * Browsers keep cookies by host, whatever the port. Nobody guesses the address, and it works once; it gives no
 * more than the sign-in that everybody knows.
 * @param rest of an instance that is signed in.
 * @param path in n8n, e.g. `/workflow/1`.
 * @returns its address.
 */
export async function openSignInPage(rest: RestClient, path: string): Promise<string> {
	const place = `/${randomBytes(24).toString('base64url')}`;
	const server = createServer((request, response) => {
		if (request.method !== 'GET' || request.url !== place || !server.listening) {
			response.writeHead(404).end();
			return;
		}
		server.close();
		response
			.writeHead(303, {
				location: `${rest.url}${path}`,
				'set-cookie': `${rest.session}; Path=/; HttpOnly; SameSite=Lax`,
				'cache-control': 'no-store',
				'referrer-policy': 'no-referrer',
				connection: 'close',
			})
			.end();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	server.unref();
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}${place}`;
}
