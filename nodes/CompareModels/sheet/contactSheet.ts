import { encodePng } from '../../shared/images/png';
import { resizeGently } from '../../shared/images/resample';
import type { Raster, Rectangle } from '../../shared/images/types';
import { paintBadge, paintPicture, paintPlaceholder } from './cells';
import { layOutSheet } from './layout';
import { paintPage } from './painting';
import { scaled } from './shapes';
import type { SheetOptions, SheetPage } from './types';

export type { SheetOptions, SheetVariant } from './types';

/** What stands in a cell that has no picture. */
export interface Placeholder {
	/** Why, "Refused: violence" say; what stands before the colon becomes the heading. */
	text: string;
}

export interface ContactSheet {
	/** Pixels of a cell's longer edge: a larger picture is scaled down to it. */
	readonly longestEdge: number;
	/**
	 * Fills a cell, once. A picture is scaled to fit; it is not kept. Cells may come in any order
	 * and several at a time; a page whose last cell came is turned into its PNG at once, so going
	 * prompt by prompt keeps memory lowest.
	 * @param variant its index among the variants, or the stored picture's column.
	 * @param repetition counted from 0; the baseline has only the first.
	 * @throws {RangeError} when the sheet has no such cell or it is filled.
	 */
	place(
		prompt: number,
		variant: number | 'baseline',
		content: Raster | Placeholder,
		repetition?: number,
	): Promise<void>;
	/**
	 * The pages as PNG files, once every `place` has settled; cells that were not filled say so.
	 */
	finish(): Promise<Uint8Array[]>;
}

interface Cell {
	page: Page;
	/** Pixels. */
	area: Rectangle;
	filled: boolean;
}

interface Page {
	plan: SheetPage;
	open: number;
	/** They lie across the cells' corners: painted last, over the neighbours too. */
	badges: Array<{ area: Rectangle; text: string }>;
	raster?: Raster;
	file?: Uint8Array;
}

/**
 * One picture of all pictures: a row a prompt, a column a variant with its letter, readable at a
 * phone's width. Memory: 4 bytes a pixel of the pages that were begun and are not complete, at
 * most about 100 MB.
 */
export function createContactSheet(options: SheetOptions): ContactSheet {
	const layout = layOutSheet(options);
	const pages = layout.pages.map((plan): Page => ({ plan, open: 0, badges: [] }));
	const cells = new Map<string, Cell>();
	for (const page of pages) {
		for (const row of page.plan.rows) {
			row.cells.forEach((areas, repetition) =>
				areas.forEach((area, column) => {
					const variant = options.hasBaseline ? column - 1 : column;
					if (variant < 0 && repetition > 0) return;
					const letter = options.variants[variant]?.letter ?? '';
					const several = letter !== '' && (options.repetitions ?? 1) > 1;
					const text = several ? `${letter}${repetition + 1}` : letter;
					const key = keyOf(row.prompt, variant < 0 ? 'baseline' : variant, repetition);
					const cell = { page, area: scaled(area, layout.scale), filled: false };
					cells.set(key, cell);
					if (text) page.badges.push({ area: cell.area, text });
					page.open++;
				}),
			);
		}
	}

	async function fill(cell: Cell, content: Raster | Placeholder): Promise<void> {
		const picture = 'data' in content ? await fitInto(content, cell.area) : undefined;
		if (cell.filled) throw new RangeError('The contact sheet has a picture in this cell already');
		cell.filled = true;
		const { page } = cell;
		const raster = (page.raster ??= paintPage(page.plan, layout, options));
		if (picture) paintPicture(raster, cell.area, picture);
		else if ('text' in content) paintPlaceholder(raster, cell.area, content.text, layout.scale);
		if (--page.open > 0) return;
		for (const { area, text } of page.badges) paintBadge(raster, area, text, layout.scale);
		delete page.raster;
		page.file = await encodePng(raster);
	}

	return {
		longestEdge: Math.max(
			...[...cells.values()].map(({ area }) => Math.max(area.width, area.height)),
		),
		async place(prompt, variant, content, repetition = 0) {
			const cell = cells.get(keyOf(prompt, variant, repetition));
			if (!cell) {
				const name = `prompt ${prompt}, variant ${variant}, repetition ${repetition}`;
				throw new RangeError(`The contact sheet has no cell for ${name}`);
			}
			await fill(cell, content);
		},
		async finish() {
			for (const cell of cells.values()) {
				if (!cell.filled) await fill(cell, { text: 'Not run' });
			}
			return pages.flatMap(({ file }) => file ?? []);
		},
	};
}

const keyOf = (prompt: number, variant: number | 'baseline', repetition: number) =>
	`${prompt}/${variant}/${repetition}`;

async function fitInto(picture: Raster, area: Rectangle): Promise<Raster> {
	const scale = Math.min(area.width / picture.width, area.height / picture.height);
	const width = Math.max(1, Math.round(picture.width * scale));
	const height = Math.max(1, Math.round(picture.height * scale));
	return await resizeGently(picture, Math.min(width, area.width), Math.min(height, area.height));
}
