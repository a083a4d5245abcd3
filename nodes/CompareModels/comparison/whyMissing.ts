import type { MissingImage } from '../../shared/items/imageCall';
import { STATUS_WORDS } from './statusWords';

/**
 * Why a cell has no image, for the contact sheet; what stands before a colon becomes the heading. Blind, only
 * words that name no model: the API's own messages may.
 */
export function whyMissing({ json }: MissingImage, blind: boolean): string {
	if (json.status === 'refused') {
		return `Refused: ${json.error.categories.join(', ') || 'by the safety system'}`;
	}
	if (json.status === 'budget') return 'Not run: the budget is spent';
	if (json.status === 'cancelled') return 'Not run: stopped';
	return blind ? STATUS_WORDS[json.status] : `No image: ${json.error.message}`;
}
