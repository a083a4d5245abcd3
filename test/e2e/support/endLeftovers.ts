import { endListed, LIST_VARIABLE } from '../../../dev/n8n/processes';

/** After the suite: what a test left running would keep jest from ending. */
export default async function endLeftovers(): Promise<void> {
	endListed(process.env[LIST_VARIABLE] ?? '');
}
