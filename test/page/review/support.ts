import type { PageData } from '../../../nodes/ReviewImages/protocol/page';
import { pageData } from '../../../nodes/ReviewImages/web/pageData';
import type { RoundSettings } from '../../../nodes/ReviewImages/round/types';
import { roundOf } from '../../nodes/ReviewImages/support';

/** What the page gets of a round of so many images. */
export const dataOf = (
	images: number,
	settings: Partial<RoundSettings> = {},
	perGroup = images,
): PageData =>
	pageData(roundOf(images, settings, perGroup), { data: '/data', status: '/status', origins: [] });
