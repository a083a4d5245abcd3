import { type Alphabet, BLANK, SEAM } from './alphabet';

/** The codes of `joined` from `from` up to but not including `to`, and what turns them into a text. */
export interface Place {
	from: number;
	to: number;
	edits: number;
}

/** Farther than any text that is compared, and a whole number of 32 bits with any edit more. */
export const FAR = 1_600_000_000;

/** A text that is looked for. */
export interface Wanted {
	codes: Int32Array;
	/** By character: other codes that show the same. */
	alike: ReadonlyArray<readonly number[] | undefined>;
	/** By character: 1 where there are such, or where a cut between lines is the same. */
	isLoose: Uint8Array;
}

export function wantedOf(text: readonly number[], alphabet: Alphabet): Wanted {
	const alike = text.map((code) => (code === BLANK ? [SEAM] : alphabet.alike(code)));
	const isLoose = Uint8Array.from(alike, (others) => Number(others !== undefined));
	return { codes: Int32Array.from(text), alike, isLoose };
}

/** A cell is its edits times this, less where its alignment begins: the least is the best, then the shortest. */
export const EDIT = 65_536;

/** What a cell says of the alignment that ends at `to`. */
export function placeOf(cell: number, to: number): Place {
	const edits = Math.ceil(cell / EDIT);
	return { from: edits * EDIT - cell, to, edits };
}

/**
 * The next column of the table of one text: what the alignments come to that end after `code`.
 * @param removing what it costs to leave the code out.
 * @param begin the cell of an alignment that begins here; FAR where none may.
 */
export function advance(
	cells: Int32Array,
	{ codes, alike, isLoose }: Wanted,
	code: number,
	removing: number,
	begin: number,
): void {
	let diagonal = cells[0]!;
	let above = Math.min(FAR, diagonal + removing, begin);
	cells[0] = above;
	for (let cell = 1; cell < cells.length; cell++) {
		const before = cells[cell]!;
		const isSame =
			codes[cell - 1] === code || (isLoose[cell - 1] === 1 && alike[cell - 1]!.includes(code));
		const replaced = isSame ? diagonal : diagonal + EDIT;
		const removed = before + removing;
		above += EDIT;
		if (replaced < above) above = replaced;
		if (removed < above) above = removed;
		cells[cell] = above;
		diagonal = before;
	}
}
