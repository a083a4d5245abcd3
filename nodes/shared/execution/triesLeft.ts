import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isTool, turnOf } from '../items/turn';

/** In the node's context: how often its turn has ended so that n8n runs it again. */
const CONTEXT_KEY = 'gptImageFailedEnds';

interface FailedEnds {
	executionId: string;
	turn: string;
	count: number;
}

/**
 * Whether n8n will run the node again although it returns: with Retry On Fail it does so where the first
 * item's json has `error`, wherever that is from, until Max Tries are used (read in n8n-core 2.41,
 * `workflow-execute.js`). n8n does not tell a node which try it is, so its ends are counted. A try that
 * threw in between makes the count too low, never too high. To be asked once, at the run's end.
 */
export function hasTriesLeft(context: IExecuteFunctions, [first]: INodeExecutionData[]): boolean {
	const nodeContext = context.getContext('node');
	const error = first?.json.error;
	const counts = error !== undefined && error !== null && error !== false;
	const node = context.getNode();
	if (node.retryOnFail === true && counts) {
		// The calls of a tool are one turn: which try of which call this is cannot be known.
		if (isTool(context)) return true;
		const ends = endsSoFar(context, nodeContext[CONTEXT_KEY] as FailedEnds | undefined);
		ends.count++;
		if (ends.count < triesOf(node.maxTries)) {
			nodeContext[CONTEXT_KEY] = ends;
			return true;
		}
	}
	delete nodeContext[CONTEXT_KEY];
	return false;
}

function endsSoFar(context: IExecuteFunctions, before: FailedEnds | undefined): FailedEnds {
	const executionId = context.getExecutionId();
	const turn = turnOf(context);
	const same = before?.executionId === executionId && before.turn === turn;
	return { executionId, turn, count: same ? before.count : 0 };
}

/** As n8n counts them. */
function triesOf(maxTries: number | undefined): number {
	return Math.min(5, Math.max(2, maxTries || 3));
}
