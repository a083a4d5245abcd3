import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../pace/budget';
import { isTool, turnOf } from '../items/turn';

/** In the node's context, which n8n keeps across the tries of a node and the calls of a tool. */
const CONTEXT_KEY = 'gptImageSpent';

/** USD by turn. What another execution spent does not count. */
type Spent = Record<string, { executionId: string; usd: number } | undefined>;

/** USD set aside, by the node's context: an agent may call a tool several times at once. */
const setAside = new WeakMap<IDataObject, number>();

/**
 * What a turn spends, all its tries together: n8n's Retry On Fail must not start the budget again. The
 * calls that an agent makes of a tool are one turn.
 */
export class TurnLedger implements Ledger {
	private readonly turn: string;
	private readonly nodeContext: IDataObject;

	constructor(private readonly context: IExecuteFunctions) {
		this.turn = turnOf(context);
		this.nodeContext = context.getContext('node');
	}

	get spentUsd(): number {
		const spent = this.read()[this.turn];
		return spent?.executionId === this.context.getExecutionId() ? spent.usd : 0;
	}

	set spentUsd(usd: number) {
		const entry = { executionId: this.context.getExecutionId(), usd };
		this.nodeContext[CONTEXT_KEY] = { ...this.read(), [this.turn]: entry };
	}

	get reservedUsd(): number {
		return setAside.get(this.nodeContext) ?? 0;
	}

	set reservedUsd(usd: number) {
		setAside.set(this.nodeContext, usd);
	}

	/** The turn is over. That of a tool lasts as long as the execution. */
	close(): void {
		if (isTool(this.context)) return;
		const { [this.turn]: _, ...others } = this.read();
		if (Object.keys(others).length > 0) this.nodeContext[CONTEXT_KEY] = others;
		else delete this.nodeContext[CONTEXT_KEY];
	}

	private read(): Spent {
		return (this.nodeContext[CONTEXT_KEY] as Spent | undefined) ?? {};
	}
}
