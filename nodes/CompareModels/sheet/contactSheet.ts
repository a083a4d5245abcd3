import type { Raster } from '../../shared/images/types';
import { plural } from '../../shared/words';
import { createSheet, type Placeholder } from './sheet';
import { BASELINE_LABEL, type SheetCell, type SheetPlan } from './types';

export interface SheetVariant {
	/** What a reviewer answers with: A, B, C … */
	letter: string;
	/** What is behind the letter, for example "gpt-image-2 · medium"; not shown on a blind sheet. */
	label: string;
}

/** A comparison on a sheet. */
export interface SheetOptions extends Pick<SheetPlan, 'cell' | 'maxPagePixels'> {
	/** Heads every page; empty or not given: none. */
	title?: string;
	prompts: readonly string[];
	variants: readonly SheetVariant[];
	/** Images per prompt and variant, one below the other; a list: by prompt; 1 when not given. */
	repetitions?: number | readonly number[];
	/** Whether the first column holds the stored images that the variants are compared with. */
	hasBaseline: boolean;
	/** Letters only. */
	blind: boolean;
	/** In a place that was never filled; "Not run" when not given. */
	emptyText?: string;
}

/** A comparison's contact sheet. */
export interface ContactSheet {
	/** Pixels of a cell's longer edge: a larger image is scaled down to it. */
	readonly longestEdge: number;
	/**
	 * As `Sheet.place`.
	 * @param column among the variants, from 0, or the stored image's.
	 * @param repetition from 0; the baseline has only the first.
	 * @throws {RangeError} when the sheet has no such cell or it is filled.
	 */
	place(
		prompt: number,
		column: number | 'baseline',
		content: Raster | Placeholder,
		repetition?: number,
	): Promise<void>;
	/** As `Sheet.finish`. */
	finish(): Promise<Uint8Array[]>;
}

/** All images of a comparison: one row per prompt, one column per variant with its letter. */
export async function createContactSheet(
	options: SheetOptions,
	signal?: AbortSignal,
): Promise<ContactSheet> {
	const sheet = await createSheet(comparisonPlan(options), signal);
	return {
		longestEdge: sheet.longestEdge,
		place: async (prompt, column, content, repetition = 0) =>
			await sheet.place(keyOf(prompt, column, repetition), content),
		finish: sheet.finish,
	};
}

/** The comparison as a sheet's plan. */
export function comparisonPlan(options: SheetOptions): SheetPlan {
	const { prompts, variants, hasBaseline, blind } = options;
	return {
		...{ cell: options.cell, maxPagePixels: options.maxPagePixels },
		title: options.title ?? '',
		subtitle: ({ first, last, number, pages }) => {
			const all = plural(prompts.length, 'prompt');
			if (pages === 1) return `${all} × ${plural(variants.length, 'variant')}`;
			const range = first === last ? `Prompt ${first + 1}` : `Prompts ${first + 1}–${last + 1}`;
			return `${range} of ${prompts.length} · page ${number} of ${pages}`;
		},
		columns: variants.length + (hasBaseline ? 1 : 0),
		blocks: prompts.map((heading, prompt) => {
			const repetitions = repetitionsOf(options, prompt);
			return {
				number: String(prompt + 1),
				heading,
				lines: Array.from({ length: repetitions }, (_, repetition) => {
					const cells = variants.map(({ letter, label }, column): SheetCell => ({
						key: keyOf(prompt, column, repetition),
						letter: repetitions > 1 ? `${letter}${repetition + 1}` : letter,
						...(!blind && { label }),
					}));
					const stored =
						repetition > 0 ? null : { key: keyOf(prompt, 'baseline', 0), label: BASELINE_LABEL };
					return hasBaseline ? [stored, ...cells] : cells;
				}),
			};
		}),
		legend: blind ? [] : [...variants],
		emptyText: options.emptyText ?? 'Not run',
	};
}

function repetitionsOf({ repetitions = 1 }: SheetOptions, prompt: number): number {
	return typeof repetitions === 'number' ? repetitions : (repetitions[prompt] ?? 1);
}

const keyOf = (prompt: number, column: number | 'baseline', repetition: number) =>
	`${prompt}/${column}/${repetition}`;
