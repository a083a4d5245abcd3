import type { LatencySummary } from './types';

/** From so many images on, 95 % of them say something. */
const ENOUGH = 20;

/** The slow end of the times under its true name: the slowest of few, or what 95 % of many stayed within. */
export function slowestOf({ images, p95, max }: LatencySummary): { title: string; ms: number } {
	return images < ENOUGH
		? { title: 'Slowest seen', ms: max }
		: { title: '95% of these arrived within', ms: p95 };
}
