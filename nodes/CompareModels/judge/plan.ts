import {
	DEFAULT_JUDGE_MODEL,
	findJudgeModel,
	JUDGE_MODELS_CHECKED_ON,
} from '../../shared/models/judgeModels';
import type { Session } from '../../shared/execution/session';
import { Slices } from '../../shared/images/slices';
import { SettingError } from '../../shared/request/settings';
import { plural, roughUsd } from '../../shared/words';
import type { DryRunEntry } from '../../shared/execution/dryRun';
import type { ForeseenCost } from '../../shared/pace/fitting';
import { quotedList } from './judgedText';
import { mostCostUsd } from './judgeImages';
import { likelyCostUsd, plannedQuestions, type ForeseenImage } from './plannedQuestions';
import type { JudgeSettings } from './settings';

/** With a budget, a judge whose cost nobody can bound must not be asked. @throws {SettingError} */
export function checkJudgePriceIsKnown({ settings }: Session, { model }: JudgeSettings): void {
	if (settings.maxSpendUsd === undefined || findJudgeModel(model)?.prices) return;
	throw new SettingError(
		'judgeModel',
		`no price is known for ${model}, so Max Spend (USD) cannot be enforced`,
		`Choose a Judge Model that this version has prices for, such as ${DEFAULT_JUDGE_MODEL}, or remove Max Spend (USD) from Run Settings.`,
	);
}

/** What the judge is about to be asked. */
export function judgePlanLine(judge: JudgeSettings, images: readonly ForeseenImage[]): string {
	const { length } = plannedQuestions(judge, images);
	const likely = likelyCostUsd(judge.model, length);
	const cost = likely === null ? 'at an unknown cost' : `for about ${roughUsd(likely)} more`;
	return `Then ${judge.model} answers ${plural(length, 'question')} about the images, ${cost}.`;
}

/** What a Dry Run says about the judge. */
export async function judgeEntry(
	judge: JudgeSettings,
	images: readonly ForeseenImage[],
	signal?: AbortSignal,
): Promise<DryRunEntry> {
	const { model } = judge;
	const slices = new Slices(signal);
	const parts: ForeseenCost[] = [];
	for (const question of plannedQuestions(judge, images)) {
		parts.push({
			likelyCostUsd: likelyCostUsd(model, 1),
			mostCostUsd: mostCostUsd(model, question),
		});
		if (slices.due) await slices.pause();
	}
	return {
		itemIndex: 0,
		plan: {
			status: 'planned',
			kind: 'judge',
			model,
			questions: parts.length,
			likelyCostUsd: likelyCostUsd(model, parts.length),
			mostCostUsd: parts.reduce<number | null>(
				(sum, part) => (sum === null || part.mostCostUsd === null ? null : sum + part.mostCostUsd),
				likelyCostUsd(model, 0),
			),
			pricesAsOf: JUDGE_MODELS_CHECKED_ON,
		},
		parts,
	};
}

/** Which text the judge looks for: what a prompt has in quotation marks is a guess that a person should see. */
export function expectedTextLine(
	{ prompts }: JudgeSettings,
	images: readonly ForeseenImage[],
): string {
	const expected = new Map(
		images.map(({ promptIndex, itemIndex }) => [promptIndex, prompts[itemIndex]?.expected ?? []]),
	);
	const texts = [...new Set([...expected.values()].flat())];
	if (texts.length === 0) {
		return 'Text expected: none, because no prompt has words in quotation marks and Expected Text is empty.';
	}
	const without = [...expected.values()].filter(({ length }) => length === 0).length;
	const none = without === 0 ? '' : `; none for ${plural(without, 'prompt')}`;
	return `Text expected: ${quotedList(texts)}${none}.`;
}
