import { POINTS, type SheetPage, type SheetRow } from './types';

/** As few pages as the height allows, filled about alike. */
export function paginate(rows: SheetRow[], rowsTop: number, maxHeight: number): SheetPage[] {
	const around = rowsTop + POINTS.margin;
	const heights = rows.map(({ height }) => height);
	const fewest = split(heights, maxHeight - around);
	const even = heights.reduce((sum, height) => sum + height, 0) / fewest.length;
	const balanced = split(heights, Math.min(maxHeight - around, even + Math.max(...heights) / 2));
	const counts = balanced.length > fewest.length ? fewest : balanced;
	const left = [...rows];
	return counts.map((count) => {
		const page: SheetPage = { height: around, subtitle: '', rows: left.splice(0, count) };
		for (const row of page.rows) {
			row.top = page.height - POINTS.margin;
			for (const rectangle of row.cells.flat()) rectangle.y += row.top;
			page.height += row.height;
		}
		return page;
	});
}

/** How many rows go on each page. A row that is higher than the room has a page of its own. */
function split(heights: number[], room: number): number[] {
	const counts: number[] = [];
	let used = Infinity;
	for (const height of heights) {
		if (used + height > room) {
			counts.push(0);
			used = 0;
		}
		counts.push((counts.pop() ?? 0) + 1);
		used += height;
	}
	return counts;
}
