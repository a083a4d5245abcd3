/** How two judges of the same images agree. */
export interface Agreement {
	/** Images that both judged. */
	pictures: number;
	/** By the judge's yes or no, and the people's. */
	bothYes: number;
	onlyJudge: number;
	onlyPeople: number;
	bothNo: number;
	/** Share of the images on which they say the same, 0–1. */
	agreement: number;
	/**
	 * Cohen's kappa: agreement beyond what chance brings; 1 is full agreement, 0 no more than chance.
	 * Null where one of them, or both, always says the same, so that chance cannot be told.
	 */
	kappa: number | null;
	/** In words. */
	text: string;
}

/** @param verdicts the judge's and the people's yes or no on each image. Null without any. */
export function agreementOf(
	verdicts: ReadonlyArray<{ judge: boolean; people: boolean }>,
): Agreement | null {
	const pictures = verdicts.length;
	if (pictures === 0) return null;
	const count = (judge: boolean, people: boolean) =>
		verdicts.filter((verdict) => verdict.judge === judge && verdict.people === people).length;
	const bothYes = count(true, true);
	const onlyJudge = count(true, false);
	const onlyPeople = count(false, true);
	const bothNo = count(false, false);
	const agreement = (bothYes + bothNo) / pictures;
	const judgeYes = (bothYes + onlyJudge) / pictures;
	const peopleYes = (bothYes + onlyPeople) / pictures;
	const byChance = judgeYes * peopleYes + (1 - judgeYes) * (1 - peopleYes);
	const varies = [judgeYes, peopleYes].every((share) => share > 0 && share < 1);
	const kappa = varies ? (agreement - byChance) / (1 - byChance) : null;
	return {
		...{ pictures, bothYes, onlyJudge, onlyPeople, bothNo, agreement, kappa },
		text: inWords(pictures, bothYes + bothNo, kappa),
	};
}

/** Usual names of ranges of kappa (Landis and Koch, 1977). */
const NAMES: ReadonlyArray<readonly [number, string]> = [
	[0.8, 'almost perfect agreement'],
	[0.6, 'substantial agreement'],
	[0.4, 'moderate agreement'],
	[0.2, 'fair agreement'],
	[0, 'slight agreement'],
];
/** Fewer images say little of a kappa. */
const FEW_IMAGES = 20;

function inWords(pictures: number, same: number, kappa: number | null): string {
	const counts = `The judge and the reviewers agree on ${same} of ${pictures} images`;
	if (kappa === null) {
		return `${counts}. One of them gives every image the same answer, so agreement beyond chance is unknown.`;
	}
	const name = NAMES.find(([from]) => kappa > from)?.[1] ?? 'no agreement beyond chance';
	const few = pictures < FEW_IMAGES ? `, from few images` : '';
	return `${counts}: ${name} (kappa ${kappa.toFixed(2)}${few}).`;
}
