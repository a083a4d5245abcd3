import type { VerdictLine, VerdictMeasure } from '../statistics/verdictTypes';

/** In the order in which people choose: what the images are like, then what they cost. */
const ORDER: readonly VerdictMeasure[] = [
	'acceptance',
	'text',
	'judge',
	'refusals',
	'delivery',
	'cost',
	'time',
	'drift',
	'distance',
];

/** The lower, the earlier it is reported. */
export const rankOf = ({ measure }: Pick<VerdictLine, 'measure'>): number => ORDER.indexOf(measure);
