import { plural } from '../../shared/words';
import { createSheet, type Sheet } from './sheet';
import type { SheetBlock, SheetPlan } from './types';

/** Images under one heading. */
export interface SheetGroup {
	/** Empty: no heading. */
	heading: string;
	images: Array<{ key: string; caption: string }>;
}

/** Any images on a sheet. */
export interface ImageSheetOptions extends Pick<SheetPlan, 'cell' | 'maxPagePixels'> {
	title: string;
	groups: readonly SheetGroup[];
	/** Images side by side. */
	columns: number;
}

/** A labelled sheet of any images, group by group. */
export const createImageSheet = async (
	options: ImageSheetOptions,
	signal?: AbortSignal,
): Promise<Sheet> => await createSheet(imagePlan(options), signal);

/** The images as a sheet's plan: one block per row, so that a long group goes over several pages. */
export function imagePlan({ title, groups, columns, ...size }: ImageSheetOptions): SheetPlan {
	const rows = groups.flatMap(({ heading, images }) =>
		rowsOf(images, columns).map((line, index) => ({ heading, line, isFirst: index === 0 })),
	);
	const hasHeadings = groups.some(({ heading }) => heading !== '');
	const before: number[] = [0];
	for (const { line } of rows) before.push(before.at(-1)! + line.length);
	const total = before.at(-1)!;
	return {
		...size,
		title,
		subtitle: ({ first, last, number, pages }) => {
			if (pages === 1) return plural(total, 'image');
			const part = `Images ${before[first]! + 1}–${before[last + 1]} of ${total} · page ${number} of ${pages}`;
			const { heading = '', isFirst = true } = rows[first] ?? {};
			return isFirst || heading === '' ? part : `${heading} (continued) · ${part}`;
		},
		columns,
		blocks: rows.map(({ heading, line, isFirst }): SheetBlock => ({
			...(isFirst && hasHeadings && { heading: heading || 'Without a group' }),
			lines: [line],
		})),
		legend: [],
		emptyText: 'No image',
	};
}

function rowsOf<Item>(items: Item[], length: number): Item[][] {
	return Array.from({ length: Math.ceil(items.length / length) }, (_, row) =>
		items.slice(row * length, (row + 1) * length),
	);
}
