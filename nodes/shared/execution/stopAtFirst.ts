import { isOfTheAccount, nodeErrorOf } from '../items/failures/nodeError';
import type { MissingImage } from '../items/imageCall';
import { firstOf } from '../words';
import type { PlannedItem } from './planItems';
import type { Session } from './session';

/** An item without an image. */
export interface FailedItem {
	itemIndex: number;
	missing: MissingImage;
}

/** How many item numbers a message names. */
const MOST_NUMBERS = 10;

/** @throws the first failure as n8n's error; does nothing if there is none. */
export function stopAtFirst(session: Session, failed: FailedItem[], more: string): void {
	const [first] = failed;
	if (first === undefined) return;
	const text = [otherItems(first, failed), more].filter(Boolean).join(' ');
	throw nodeErrorOf(session.context, first.itemIndex, first.missing, text);
}

/** What is wrong with the account is of no item, and of all. */
function otherItems(first: FailedItem, failed: FailedItem[]): string {
	if (isOfTheAccount(first.missing)) return '';
	const numbers = new Set(failed.map(({ itemIndex }) => itemIndex + 1));
	numbers.delete(first.itemIndex + 1);
	const rest = firstOf([...numbers], MOST_NUMBERS);
	return rest === '' ? '' : `Other items without an image: ${rest}.`;
}

/** The item that could not be planned. */
export function rejectedItem({ itemIndex, rejected }: PlannedItem): FailedItem[] {
	return rejected ? [{ itemIndex, missing: rejected }] : [];
}
