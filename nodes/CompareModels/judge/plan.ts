import { DEFAULT_JUDGE_MODEL, findJudgeModel } from '../../shared/models/judgeModels';
import type { Session } from '../../shared/execution/session';
import { SettingError } from '../../shared/request/settings';
import { plural, roughUsd } from '../../shared/words';
import type { FinishedCell } from '../matrix/cell';
import { quotedList } from './judgedText';
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

/** What of a cell the plan goes by. */
type JudgedCell = Pick<FinishedCell, 'itemIndex' | 'promptIndex' | 'repetition'>;

/** What the judge is about to be asked, and which text is to be in the images. */
export function judgePlanLine(judge: JudgeSettings, cells: readonly JudgedCell[]): string {
	const aboutImages = cells.reduce((sum, { itemIndex }) => {
		const { expected = [], criteria = [] } = judge.prompts[itemIndex] ?? {};
		const questions = Number(expected.length > 0) + Number(criteria.length > 0);
		return sum + questions * judge.runs;
	}, 0);
	const sideBySide = new Map<string, number>();
	for (const { promptIndex, repetition } of cells) {
		const place = `${promptIndex}/${repetition}`;
		sideBySide.set(place, (sideBySide.get(place) ?? 0) + 1);
	}
	const pairs = [...sideBySide.values()].reduce((sum, images) => sum + images * (images - 1), 0);
	const questions = aboutImages + (judge.pairwise ? pairs : 0);
	const prices = findJudgeModel(judge.model)?.prices;
	const cost = prices
		? `for about ${roughUsd((questions * (LIKELY.input * prices.input + LIKELY.output * prices.output)) / 1e6)} more`
		: 'at an unknown cost';
	return `Then ${judge.model} answers ${plural(questions, 'question')} about the images, ${cost}. ${expectedTextLine(judge, cells)}`;
}

function expectedTextLine({ prompts }: JudgeSettings, cells: readonly JudgedCell[]): string {
	const expected = new Map(
		cells.map(({ promptIndex, itemIndex }) => [promptIndex, prompts[itemIndex]?.expected ?? []]),
	);
	const texts = [...new Set([...expected.values()].flat())];
	if (texts.length === 0) {
		return 'Text expected: none, as no prompt has words in quotation marks and Expected Text is empty.';
	}
	const without = [...expected.values()].filter(({ length }) => length === 0).length;
	const none = without === 0 ? '' : `; none for ${plural(without, 'prompt')}`;
	return `Text expected: ${quotedList(texts)}${none}.`;
}
