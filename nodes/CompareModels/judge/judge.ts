import { cancelled } from '../../shared/items/failures/failure';
import { nodeErrorOf } from '../../shared/items/failures/nodeError';
import type { Session } from '../../shared/execution/session';
import type { FinishedCell } from '../matrix/cell';
import { judgeImages, type Judged } from './judgeImages';
import type { JudgeSettings } from './settings';

/**
 * Judges the images once all are in storage; undefined if the judge is off.
 * @throws n8n's error where the execution was stopped meanwhile.
 */
export async function judgePhase(
	session: Session,
	settings: JudgeSettings | undefined,
	cells: FinishedCell[],
): Promise<Judged | undefined> {
	if (settings === undefined) return undefined;
	const judged = await judgeImages(session, settings, cells).catch((thrown: unknown) =>
		thrownOnStop(session, thrown),
	);
	if (!session.signal?.aborted) return judged;
	const message = 'The execution was canceled while the images were being judged';
	throw nodeErrorOf(session.context, 0, cancelled(message));
}

/** Nothing if the execution was stopped, which is what was thrown then. @throws anything else */
function thrownOnStop({ signal }: Session, thrown: unknown): undefined {
	if (!signal?.aborted) throw thrown;
}
