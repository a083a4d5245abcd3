import type { Dimensions } from './types';

/** A size that is offered by name. Not the law: see `sizes.ts` for that. */
export interface UsualSize extends Dimensions {
	label: string;
}

/** What a model with three sizes takes. */
export const LISTED_SIZES: readonly UsualSize[] = [
	{ width: 1024, height: 1024, label: 'Square' },
	{ width: 1536, height: 1024, label: 'Landscape' },
	{ width: 1024, height: 1536, label: 'Portrait' },
];

/** What people ask a model with free sizes for, up to 4K. */
export const USUAL_SIZES: readonly UsualSize[] = [
	...LISTED_SIZES,
	{ width: 1920, height: 1088, label: 'Full HD Landscape' },
	{ width: 1088, height: 1920, label: 'Full HD Portrait' },
	{ width: 2048, height: 2048, label: '2K Square' },
	{ width: 2560, height: 1440, label: '2.5K Landscape' },
	{ width: 1440, height: 2560, label: '2.5K Portrait' },
	{ width: 2880, height: 2880, label: 'Largest Square' },
	{ width: 3840, height: 2160, label: '4K Landscape' },
	{ width: 2160, height: 3840, label: '4K Portrait' },
];
