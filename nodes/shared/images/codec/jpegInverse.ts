/**
 * The inverse cosine transform of Loeffler, Ligtenberg and Moschytz (1989) in whole numbers of 13 bits, as
 * the Independent JPEG Group's "slow" one rounds it, so that the pixels are those of libjpeg.
 */

// Looked up once, as in pngFilter.ts.
const { imul } = Math;

const F_0_298 = 2446;
const F_0_390 = 3196;
const F_0_541 = 4433;
const F_0_765 = 6270;
const F_0_899 = 7373;
const F_1_175 = 9633;
const F_1_501 = 12299;
const F_1_847 = 15137;
const F_1_961 = 16069;
const F_2_053 = 16819;
const F_2_562 = 20995;
const F_3_072 = 25172;

/** Between the passes values are kept four times as large. */
const COLUMN_SHIFT = 11;
const ROW_SHIFT = 18;

const work = new Int32Array(64);

/**
 * Turns a block of coefficients (row by row) into 8 × 8 samples.
 * @param steps what each coefficient is multiplied with, row by row.
 * @param out samples, `stride` a row, from `to` on.
 */
export function inverseBlock(
	coefficients: Int16Array,
	at: number,
	steps: Int32Array,
	out: Uint8Array,
	to: number,
	stride: number,
): void {
	for (let column = 0; column < 8; column++) {
		const from = at + column;
		const c1 = coefficients[from + 8]!;
		const c2 = coefficients[from + 16]!;
		const c3 = coefficients[from + 24]!;
		const c4 = coefficients[from + 32]!;
		const c5 = coefficients[from + 40]!;
		const c6 = coefficients[from + 48]!;
		const c7 = coefficients[from + 56]!;
		const c0 = imul(coefficients[from]!, steps[column]!);
		if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) === 0) {
			const flat = c0 << 2;
			for (let place = column; place < 64; place += 8) work[place] = flat;
			continue;
		}
		inverseLine(
			c0,
			imul(c1, steps[column + 8]!),
			imul(c2, steps[column + 16]!),
			imul(c3, steps[column + 24]!),
			imul(c4, steps[column + 32]!),
			imul(c5, steps[column + 40]!),
			imul(c6, steps[column + 48]!),
			imul(c7, steps[column + 56]!),
			column,
			8,
			COLUMN_SHIFT,
		);
	}
	for (let row = 0; row < 8; row++) {
		const from = row * 8;
		inverseLine(
			work[from]!,
			work[from + 1]!,
			work[from + 2]!,
			work[from + 3]!,
			work[from + 4]!,
			work[from + 5]!,
			work[from + 6]!,
			work[from + 7]!,
			from,
			1,
			ROW_SHIFT,
		);
		const start = to + row * stride;
		for (let column = 0; column < 8; column++) {
			const value = work[from + column]! + 128;
			out[start + column] = value < 0 ? 0 : value > 255 ? 255 : value;
		}
	}
}

/** Eight values into `work`, `step` apart from `at` on. */
function inverseLine(
	c0: number,
	c1: number,
	c2: number,
	c3: number,
	c4: number,
	c5: number,
	c6: number,
	c7: number,
	at: number,
	step: number,
	shift: number,
): void {
	const half = 1 << (shift - 1);
	const even = imul(c2 + c6, F_0_541);
	const even2 = even - imul(c6, F_1_847);
	const even3 = even + imul(c2, F_0_765);
	const even0 = ((c0 + c4) << 13) + half;
	const even1 = ((c0 - c4) << 13) + half;
	const sum0 = even0 + even3;
	const sum3 = even0 - even3;
	const sum1 = even1 + even2;
	const sum2 = even1 - even2;

	const z5 = imul(c7 + c3 + c5 + c1, F_1_175);
	const z1 = imul(c7 + c1, -F_0_899);
	const z2 = imul(c5 + c3, -F_2_562);
	const z3 = imul(c7 + c3, -F_1_961) + z5;
	const z4 = imul(c5 + c1, -F_0_390) + z5;
	const odd0 = imul(c7, F_0_298) + z1 + z3;
	const odd1 = imul(c5, F_2_053) + z2 + z4;
	const odd2 = imul(c3, F_3_072) + z2 + z3;
	const odd3 = imul(c1, F_1_501) + z1 + z4;

	work[at] = (sum0 + odd3) >> shift;
	work[at + step] = (sum1 + odd2) >> shift;
	work[at + 2 * step] = (sum2 + odd1) >> shift;
	work[at + 3 * step] = (sum3 + odd0) >> shift;
	work[at + 4 * step] = (sum3 - odd0) >> shift;
	work[at + 5 * step] = (sum2 - odd1) >> shift;
	work[at + 6 * step] = (sum1 - odd2) >> shift;
	work[at + 7 * step] = (sum0 - odd3) >> shift;
}
