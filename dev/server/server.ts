import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LoggedBatch, type LoggedHeldFile, logBatches, logFiles } from './batches/log';
import { handle } from './handle';
import type { ServerLogEntry } from './behaviour/log';
import type { Settings } from './behaviour/settings';
import { ServerState } from './behaviour/state';

export type { BatchBehaviour } from './batches/behaviour';
export type { LoggedBatch, LoggedHeldFile, LoggedLine } from './batches/log';
export * from './behaviour/matches';
export type { Fault, FaultRule, RetryAdvice } from './behaviour/faults';
export type { LoggedFile, ServerLogEntry } from './behaviour/log';
export { DEFAULT_JUDGE, misspell } from './responses/behaviour';
export type { DrawnPicture, JudgeBehaviour, Misreading } from './responses/behaviour';
export type { Settings } from './behaviour/settings';
export type { ApiRequest } from './types';

/** A key that opens nothing but this server. */
export const LOCAL_API_KEY = 'sk-local-0123456789abcdefghijklmnopqrst';

export interface ServerOptions extends Partial<Settings> {
	/** Default 0: any free port. */
	port?: number;
	/** Default `LOCAL_API_KEY`. */
	apiKey?: string;
}

/** An OpenAI Images API on this machine. */
export interface ImageServer {
	/** `http://127.0.0.1:PORT/v1`, the base URL for clients. */
	readonly url: string;
	readonly port: number;
	readonly apiKey: string;
	/** Every request since the start or the last reset in the order of arrival, health checks excepted. */
	readonly log: readonly ServerLogEntry[];
	/** All files of `/v1/files` since the start or the last reset, results and deleted ones included. */
	readonly files: readonly LoggedHeldFile[];
	/** All batches since then as they are now, with what each line came to and cost. */
	readonly batches: readonly LoggedBatch[];
	/** POST requests that are read and not yet answered. */
	readonly inFlight: number;
	/** The most of them at once since the start or the last reset. */
	readonly maxInFlight: number;
	/** Changes settings from the next request on. `faults` replaces the rules in force. */
	configure(settings: Partial<Settings>): void;
	/** Lets so much time pass on the server's clock, by which batches move and files expire. */
	advance(seconds: number): void;
	/** Back to the settings of the start; empties the log, the rate limit's count, files and batches. */
	reset(): void;
	/** Ends all connections, answered or not. */
	close(): Promise<void>;
}

/**
 * Starts the server on 127.0.0.1, reachable from this machine only.
 * @throws {NodeJS.ErrnoException} where the port is taken.
 */
export async function startImageServer(options: ServerOptions = {}): Promise<ImageServer> {
	const { port: wantedPort = 0, apiKey = LOCAL_API_KEY, ...startSettings } = options;
	const state = new ServerState(apiKey, startSettings);
	const server = createServer((message, response) => void handle(message, response, state));
	// Slow pictures are normal here; clients decide how long they wait.
	server.requestTimeout = 0;
	server.listen(wantedPort, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	state.origin = `http://127.0.0.1:${port}`;
	return {
		url: `${state.origin}/v1`,
		port,
		apiKey,
		log: state.log,
		get files() {
			return logFiles(state);
		},
		get batches() {
			return logBatches(state);
		},
		get inFlight() {
			return state.inFlight;
		},
		get maxInFlight() {
			return state.maxInFlight;
		},
		configure: (settings) => state.configure(settings),
		advance: (seconds) => state.clock.advance(seconds),
		reset: () => state.reset(),
		close: async () => {
			if (!server.listening) return;
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
