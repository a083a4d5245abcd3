import { listBatches, type ApiBatch } from '../../shared/openai/batches';
import type { RequestDeps } from '../../shared/openai/withRetries';
import { hasEnded } from './status';
import { asLacking, type AskedServer } from './lacking';
import { isOurs, type BatchMetadata } from './metadata';

/** Seconds that the clocks of this machine and the server may differ. */
const CLOCKS_DIFFER = 3600;

/** This package's batches in the account, newest first. */
export class OwnBatches {
	private constructor(private readonly batches: readonly ApiBatch[]) {}

	/**
	 * @param sinceMs milliseconds since the epoch: none that was created before.
	 * @throws {ApiError}
	 */
	static async list(server: AskedServer, deps: RequestDeps, sinceMs: number): Promise<OwnBatches> {
		const since = Math.floor(sinceMs / 1000) - CLOCKS_DIFFER;
		const all = await listBatches(deps, since).catch((thrown: unknown) => {
			throw asLacking(server, 'list', thrown);
		});
		return new OwnBatches(all.filter(isOurs));
	}

	all(): readonly ApiBatch[] {
		return this.batches;
	}

	/** The one that was created last for an identity. */
	of(identity: string): ApiBatch | undefined {
		return this.batches.find(({ metadata }) => metadata?.identity === identity);
	}

	/** One with the same content from the same node that has not ended. */
	unfinished(
		{ content, workflow, node }: Pick<BatchMetadata, 'content' | 'workflow' | 'node'>,
		nowMs: number,
	): ApiBatch | undefined {
		return this.batches.find(
			(batch) =>
				batch.metadata?.content === content &&
				batch.metadata.workflow === workflow &&
				batch.metadata.node === node &&
				!hasEnded(batch, nowMs),
		);
	}
}
