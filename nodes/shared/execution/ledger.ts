import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../pace/budget';
import { isTool, runOf } from './turn';

/** In the node's context, which n8n keeps across the tries of a node and the calls of a tool. */
const CONTEXT_KEY = 'gptImageSpent';

/** USD by run. What another execution spent does not count. */
type Spent = Record<string, { executionId: string; usd: number } | undefined>;

/** USD set aside, by the node's context: an agent may call a tool several times at once. */
const setAside = new WeakMap<IDataObject, number>();

/**
 * What a run spends, all its tries together: n8n's Retry On Fail must not begin the budget anew. The
 * calls that an agent makes of a tool are one run.
 */
export class RunLedger implements Ledger {
	private readonly run: string;
	private readonly nodeContext: IDataObject;

	constructor(private readonly context: IExecuteFunctions) {
		this.run = runOf(context);
		this.nodeContext = context.getContext('node');
	}

	get spentUsd(): number {
		const spent = this.read()[this.run];
		return spent?.executionId === this.context.getExecutionId() ? spent.usd : 0;
	}

	set spentUsd(usd: number) {
		const entry = { executionId: this.context.getExecutionId(), usd };
		this.nodeContext[CONTEXT_KEY] = { ...this.read(), [this.run]: entry };
	}

	get reservedUsd(): number {
		return setAside.get(this.nodeContext) ?? 0;
	}

	set reservedUsd(usd: number) {
		setAside.set(this.nodeContext, usd);
	}

	/** The run is over. That of a tool lasts as long as the execution. */
	close(): void {
		if (isTool(this.context)) return;
		const { [this.run]: _, ...others } = this.read();
		if (Object.keys(others).length > 0) this.nodeContext[CONTEXT_KEY] = others;
		else delete this.nodeContext[CONTEXT_KEY];
	}

	private read(): Spent {
		return (this.nodeContext[CONTEXT_KEY] as Spent | undefined) ?? {};
	}
}
