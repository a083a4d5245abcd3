import type { INodeExecutionData } from 'n8n-workflow';
import type { ImageCall } from '../items/imageCall';
import { runsAgain } from './triesLeft';
import type { Session } from './session';

/**
 * Forgets what was kept for another try, unless n8n will make one: the images are in the output now.
 * @param items of the node's first output.
 */
export function endRun(session: Session, items: INodeExecutionData[], calls: ImageCall[]): void {
	if (runsAgain(session.context, items)) return;
	session.kept.clear(calls);
	session.ledger.close();
}
