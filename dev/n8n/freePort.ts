import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

let next = (process.pid * 97) % PORTS;

/**
 * A port of this machine that nothing listens on right now, and that is not given twice. A program takes seconds
 * until it listens: so each process looks from another place on, and two at the same time find different ones.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = FIRST_PORT + next;
		next = (next + 1) % PORTS;
		if (await isFree(port)) return port;
	}
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

async function listenOnce(port: number): Promise<void> {
	const server = createServer();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	server.close();
	await once(server, 'close');
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
