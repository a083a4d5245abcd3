import type { ServerResponse } from 'node:http';
import type { ServerLogEntry } from './behaviour/log';
import type { ApiRequest } from './types';

/** One request and its answer. */
export interface Exchange {
	request: ApiRequest;
	response: ServerResponse;
	entry: ServerLogEntry;
	/** Fires when the client goes away or the server closes. */
	signal: AbortSignal;
}
