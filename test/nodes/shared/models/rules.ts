import type { FreeSizeRule, ListedSizeRule } from '../../../../nodes/shared/models/types';

/** The rules of the fact sheet, written out here so that a wrong catalog is noticed. */
export const FREE: FreeSizeRule = {
	kind: 'free',
	multipleOf: 16,
	maxEdge: 3840,
	maxRatio: 3,
	minPixels: 655_360,
	maxPixels: 8_294_400,
	experimentalAbovePixels: 3_686_400,
};

export const LISTED: ListedSizeRule = {
	kind: 'listed',
	sizes: [
		{ width: 1024, height: 1024 },
		{ width: 1536, height: 1024 },
		{ width: 1024, height: 1536 },
	],
};
