import { showTheSame } from './signs';

/** A blank between words. */
export const BLANK = 0;
/** Where a line was cut: a blank, or nothing. */
export const SEAM = 1;

/** The signs of one comparison as whole numbers. */
export class Alphabet {
	private readonly codes = new Map<string, number>([
		[' ', BLANK],
		['\n', SEAM],
	]);
	private readonly keys = [' ', '\n'];
	/** Codes of capitals that stand for more than one letter. */
	private readonly capitals: number[] = [];
	private readonly found = new Map<number, readonly number[] | undefined>();

	codeOf(key: string): number {
		const known = this.codes.get(key);
		if (known !== undefined) return known;
		const code = this.keys.push(key) - 1;
		this.codes.set(key, code);
		if (key.length > 1 && key.startsWith('^')) this.capitals.push(code);
		return code;
	}

	/** Other codes that show the same sign; undefined if there are none. Asked once all texts are coded. */
	alike(code: number): readonly number[] | undefined {
		if (this.capitals.length === 0) return undefined;
		if (!this.found.has(code)) this.found.set(code, this.search(code));
		return this.found.get(code);
	}

	same(one: number, other: number): boolean {
		return one === other || (this.alike(one)?.includes(other) ?? false);
	}

	private search(code: number): readonly number[] | undefined {
		const others = this.capitals.includes(code) ? this.keys.keys() : this.capitals;
		const found = [...others].filter(
			(other) => other !== code && showTheSame(this.keys[code]!, this.keys[other]!),
		);
		return found.length > 0 ? found : undefined;
	}
}
