import { DEFAULT_JUDGE_MODEL, findJudgeModel } from '../../shared/models/judgeModels';
import type { Session } from '../../shared/execution/session';
import { SettingError } from '../../shared/request/settings';
import { plural, roughUsd } from '../../shared/words';
import type { MatrixSettings } from '../matrix/settings';
import type { JudgeSettings } from './settings';

/** With a budget, a judge whose cost nobody can bound must not be asked. @throws {SettingError} */
export function checkJudgePriceIsKnown({ settings }: Session, { model }: JudgeSettings): void {
	if (settings.maxSpendUsd === undefined || findJudgeModel(model)?.prices) return;
	throw new SettingError(
		'judgeModel',
		`no price is known for ${model}, so that Max Spend (USD) cannot be kept`,
		`Choose a Judge Model that this version has prices for, ${DEFAULT_JUDGE_MODEL} say, or remove Max Spend (USD) from Run Settings.`,
	);
}

/** What is seen of answers on the whole: a picture of 1024 × 1024, a page of text in, a few lines out. */
const LIKELY = { input: 1800, output: 400 };

/** What the judge is about to be asked, in one sentence. */
export function judgePlanLine(judge: JudgeSettings, compare: MatrixSettings): string {
	const pictures = compare.variants.length * compare.repetitions;
	const aboutPictures = judge.prompts.reduce((sum, { expected, criteria }) => {
		const questions = Number(expected.length > 0) + Number(criteria.length > 0);
		return sum + questions * pictures * judge.runs;
	}, 0);
	const pairs = (compare.variants.length * (compare.variants.length - 1)) / 2;
	const aboutPairs = judge.pairwise ? 2 * pairs * compare.repetitions * judge.prompts.length : 0;
	const questions = aboutPictures + aboutPairs;
	const prices = findJudgeModel(judge.model)?.prices;
	const cost = prices
		? `for about ${roughUsd((questions * (LIKELY.input * prices.input + LIKELY.output * prices.output)) / 1e6)} more`
		: 'at an unknown cost';
	return `Then ${judge.model} answers ${plural(questions, 'question')} about the images, ${cost}.`;
}
