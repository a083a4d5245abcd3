import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

/** A port of this machine that nothing listens on right now. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

/**
 * Whether nothing listens on the port. Asked in both ways: some systems let two servers share a port, one of
 * them on all addresses.
 */
export async function isFree(port: number): Promise<boolean> {
	if (await isAnswered(port)) return false;
	try {
		await listenOnce(port);
		return true;
	} catch {
		return false;
	}
}

async function listenOnce(wanted: number): Promise<number> {
	const server = createServer();
	server.listen(wanted, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

async function isAnswered(port: number): Promise<boolean> {
	const socket = connect({ port, host: '127.0.0.1', timeout: 2000 });
	try {
		return await new Promise<boolean>((resolve) => {
			socket.once('connect', () => resolve(true));
			socket.once('timeout', () => resolve(false));
			socket.once('error', () => resolve(false));
		});
	} finally {
		socket.destroy();
	}
}
