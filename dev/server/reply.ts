import { settleBatches } from './batches/settle';
import type { Fault } from './behaviour/faults';
import type { ServerState } from './behaviour/state';
import { strikesInstead } from './behaviour/insteadOfAnswer';
import type { Exchange } from './exchange';
import { sendJson } from './send';

/** What a route answers with; undefined where it has sent its answer itself. */
export interface Reply {
	body: unknown;
	/** Of the file or batch that was made or asked for. */
	id?: string;
}

/** A route of `/v1/files` or `/v1/batches`. */
export type Answer = (
	exchange: Exchange,
	state: ServerState,
	match: RegExpExecArray,
	fault: Fault | undefined,
) => Reply | void | Promise<Reply | void>;

/** The route with the faults that hit it, on files and batches as they are by now. */
export function answeredBy(answer: Answer) {
	return async (exchange: Exchange, state: ServerState, match: RegExpExecArray): Promise<void> => {
		const { request, response, entry, signal } = exchange;
		const fault = state.faults.take(request);
		entry.fault = fault?.kind ?? null;
		if (fault && (await strikesInstead(fault, request, response, signal))) return;
		settleBatches(state);
		const reply = await answer(exchange, state, match, fault);
		if (!reply) return;
		entry.answerId = reply.id ?? null;
		if (fault?.kind === 'dropAfterWork') response.destroy();
		else sendJson(response, 200, reply.body);
	};
}
