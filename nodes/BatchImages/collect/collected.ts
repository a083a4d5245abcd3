import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { turnOf } from '../../shared/items/turn';

/** In the node's context: which batches earlier turns of this execution have put out. */
const CONTEXT_KEY = 'gptImageCollected';

interface Collected {
	executionId: string;
	/** The turn by the batch's ID. */
	turns: Record<string, string>;
}

/** Which batches this execution has collected: none is downloaded twice. */
export class CollectedBatches {
	private readonly nodeContext: IDataObject;

	constructor(private readonly context: IExecuteFunctions) {
		this.nodeContext = context.getContext('node');
	}

	/** Whether an earlier turn put it out. This turn's own tries don't count: their output is lost. */
	has(id: string): boolean {
		const turn = this.read().turns[id];
		return turn !== undefined && turn !== turnOf(this.context);
	}

	add(ids: readonly string[]): void {
		const { turns, executionId } = this.read();
		const turn = turnOf(this.context);
		const added = Object.fromEntries(ids.map((id) => [id, turn]));
		this.nodeContext[CONTEXT_KEY] = { executionId, turns: { ...turns, ...added } };
	}

	private read(): Collected {
		const executionId = this.context.getExecutionId();
		const found = this.nodeContext[CONTEXT_KEY] as unknown as Collected | undefined;
		return found?.executionId === executionId ? found : { executionId, turns: {} };
	}
}
