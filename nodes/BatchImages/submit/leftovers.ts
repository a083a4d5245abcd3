import { requestDeps, type Session } from '../../shared/execution/session';
import { ApiError } from '../../shared/openai/errors/apiError';
import { deleteFile } from '../../shared/openai/files';

/** Whether another try would end in the same way, so that what was uploaded is of no use. */
export const isFinal = (thrown: unknown): boolean =>
	thrown instanceof ApiError && !thrown.maybeBilled && !thrown.retryable;

/** Deletes files at OpenAI. Best effort: they expire by themselves. */
export async function deleteAll(session: Session, ids: readonly string[]): Promise<void> {
	const deps = { ...requestDeps(session), maxRetries: 0 };
	for (const id of ids) await deleteFile(deps, id).catch(() => undefined);
}
