import { endAllListed } from './leftovers';

/** After the suite: what a test left running would keep jest from ending. */
export default async function endLeftovers(): Promise<void> {
	endAllListed();
}
