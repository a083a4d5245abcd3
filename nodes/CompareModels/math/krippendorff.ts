/**
 * Krippendorff's alpha for yes and no, with missing answers (K. Krippendorff, Content Analysis, 4th edition, 2018,
 * chapter 12): 1 is full agreement, 0 what chance brings, below 0 less than that. Units with fewer than two
 * answers say nothing. Null where nothing varies or nothing is left: agreement by chance is then unknown.
 * @param units by image, how many reviewers said yes and how many no.
 */
export function krippendorffAlpha(
	units: ReadonlyArray<{ yes: number; no: number }>,
): number | null {
	const pairable = units.filter(({ yes, no }) => yes + no >= 2);
	const yes = pairable.reduce((total, unit) => total + unit.yes, 0);
	const no = pairable.reduce((total, unit) => total + unit.no, 0);
	if (yes === 0 || no === 0) return null;
	const observed = pairable.reduce(
		(total, unit) => total + (2 * unit.yes * unit.no) / (unit.yes + unit.no - 1),
		0,
	);
	const expected = (2 * yes * no) / (yes + no - 1);
	return 1 - observed / expected;
}
