import { resizeGently } from '../../shared/images/resample';
import type { Raster, Rectangle } from '../../shared/images/types';
import { paintImage, paintPlaceholder } from './cells';
import { layOutSheet } from './layout';
import { GrowingPage } from './growingPage';
import { paintPage } from './painting';
import { scaled } from './shapes';
import type { SheetPlan } from './types';

/** What is in a cell that has no image. */
export interface Placeholder {
	/** Why, for example "Refused: violence"; what is before the colon becomes the heading. */
	text: string;
}

/** A sheet of images that is filled cell by cell. */
export interface Sheet {
	/** Pixels of a cell's longer edge: a larger image is scaled down to it. */
	readonly longestEdge: number;
	/**
	 * Fills a cell, once. An image is scaled to fit; it is not kept. Cells may come in any order
	 * and several at a time; a page is turned into its PNG from the top while its rows are completed, so going
	 * from top to bottom keeps memory lowest.
	 * @throws {RangeError} when the sheet has no such cell or it is filled.
	 */
	place(key: string, content: Raster | Placeholder): Promise<void>;
	/**
	 * The pages as PNG files, once every `place` has settled; cells that were not filled say so.
	 */
	finish(): Promise<Uint8Array[]>;
}

interface Cell {
	page: GrowingPage;
	/** Of the page's. */
	row: number;
	/** Pixels. */
	area: Rectangle;
	filled: boolean;
}

/**
 * One image of all images, readable at a phone's width. Nothing is drawn over an image. Memory: 4
 * bytes a pixel of the pages that were begun and are not complete, at most about 100 MB.
 * @throws the signal's reason once it is aborted.
 */
export async function createSheet(plan: SheetPlan, signal?: AbortSignal): Promise<Sheet> {
	const layout = await layOutSheet(plan, signal);
	const { scale } = layout;
	const cells = new Map<string, Cell>();
	const pages = layout.pages.map((pagePlan) => {
		const paint = async () => await paintPage(pagePlan, layout, plan, signal);
		const page = new GrowingPage(pagePlan, scale, paint, signal);
		for (const [row, { block, cells: lines }] of pagePlan.rows.entries()) {
			lines.forEach((areas, line) =>
				areas.forEach((area, column) => {
					const cell = plan.blocks[block]!.lines[line]![column];
					if (!cell) return;
					cells.set(cell.key, { page, row, area: scaled(area, scale), filled: false });
					page.addCell(row);
				}),
			);
		}
		return page;
	});

	async function fill(cell: Cell, content: Raster | Placeholder): Promise<void> {
		const image = 'data' in content ? await fitInto(content, cell.area, signal) : undefined;
		if (cell.filled) throw new RangeError('The contact sheet has an image in this cell already');
		cell.filled = true;
		await cell.page.fill(cell.row, (raster) => {
			if (image) paintImage(raster, cell.area, image);
			else if ('text' in content) paintPlaceholder(raster, cell.area, content.text, scale);
		});
	}

	const edges = [...cells.values()].map(({ area }) => Math.max(area.width, area.height));
	return {
		longestEdge: edges.reduce((a, b) => Math.max(a, b), 1),
		async place(key, content) {
			const cell = cells.get(key);
			if (!cell) throw new RangeError(`The contact sheet has no cell for ${key}`);
			await fill(cell, content);
		},
		async finish() {
			for (const cell of cells.values()) {
				if (!cell.filled) await fill(cell, { text: plan.emptyText });
			}
			const files = await Promise.all(pages.map(async (page) => await page.written()));
			return files.flatMap((file) => file ?? []);
		},
	};
}

async function fitInto(
	image: Raster,
	area: Rectangle,
	signal: AbortSignal | undefined,
): Promise<Raster> {
	const scale = Math.min(area.width / image.width, area.height / image.height);
	const width = Math.max(1, Math.round(image.width * scale));
	const height = Math.max(1, Math.round(image.height * scale));
	const [fitWidth, fitHeight] = [Math.min(width, area.width), Math.min(height, area.height)];
	return await resizeGently(image, fitWidth, fitHeight, undefined, signal);
}
