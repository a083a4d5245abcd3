import type { IExecuteFunctions } from 'n8n-workflow';
import { asNumber, asText, locatorValue } from '../../shared/values';
import { readPrompt } from '../../shared/parameters/readWanted';
import { API_LIMITS } from '../../shared/models/catalog';
import { SettingError } from '../../shared/request/settings';
import { RUBRIC_SETS, type RubricSet } from './rubricSets';
import type { JudgedPrompt, JudgeSettings } from './settings';
import { quotedText } from './text/quotedText';
import type { Criterion } from './types';

export const MOST_JUDGE_RUNS = 9;
const MOST_CRITERIA = 20;

type Fields = Record<string, unknown>;

/**
 * Reads `judge`; undefined if it is off.
 * @throws {SettingError}
 */
export function readJudgeSettings(context: IExecuteFunctions): JudgeSettings | undefined {
	const judge = readJudge(context, 0);
	if (Object.keys(judge).length === 0) return undefined;
	const model = asText(locatorValue(judge.judgeModel)).trim();
	if (model === '') {
		throw new SettingError(
			'judgeModel',
			'the judge has settings but no model',
			'Add Judge Model under Judge and choose one, or remove the other settings there.',
		);
	}
	const runs = judge.judgeRuns === undefined ? 1 : asNumber(judge.judgeRuns);
	if (!Number.isInteger(runs) || runs < 1 || runs > MOST_JUDGE_RUNS) {
		throw new SettingError(
			'judgeRuns',
			`must be a whole number from 1 to ${MOST_JUDGE_RUNS}`,
			'Use 1 to ask once, 3 to see how consistent the judge is.',
		);
	}
	const prompts = [...context.getInputData().keys()].map((item) => readJudgedPrompt(context, item));
	const settings = {
		model,
		runs,
		pairwise: judge.pairwise === true,
		rules: {
			ignoreCase: judge.ignoreCase !== false,
			ignoreWhitespace: judge.ignoreWhitespace === true,
		},
		criteria: prompts[0]?.criteria ?? [],
		prompts,
	};
	checkSomethingIsAsked(settings);
	return settings;
}

function checkSomethingIsAsked({ criteria, pairwise, prompts }: JudgeSettings): void {
	if (criteria.length > 0 || pairwise || prompts.some(({ expected }) => expected.length > 0))
		return;
	throw new SettingError(
		'rubric',
		'the judge has nothing to do: no question is asked, and no prompt has words in quotation marks',
		'Choose a Rubric Set, add questions to Rubric, or fill Expected Text.',
	);
}

function readJudge(context: IExecuteFunctions, itemIndex: number): Fields {
	return context.getNodeParameter('judge', itemIndex, {}) as Fields;
}

function readJudgedPrompt(context: IExecuteFunctions, itemIndex: number): JudgedPrompt {
	const judge = readJudge(context, itemIndex);
	const expected = linesOf(judge.expectedText);
	return {
		expected: expected.length > 0 ? expected : quotedText(promptStart(context, itemIndex)),
		criteria: readCriteria(judge),
	};
}

/** No more of the prompt than the API takes, in UTF-16 units: the rest is never sent. */
function promptStart(context: IExecuteFunctions, itemIndex: number): string {
	return readPrompt(context, itemIndex).slice(0, 2 * API_LIMITS.promptCharacters);
}

/** One text per line, or a list that an expression gave. */
function linesOf(value: unknown): string[] {
	const lines = Array.isArray(value) ? value.map(asText) : asText(value).split('\n');
	return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The questions of the chosen set, then the person's own, which alone count where no set is chosen. */
function readCriteria(judge: Fields): Criterion[] {
	const { values = [] } = (judge.rubric ?? {}) as { values?: Fields[] };
	const own = values.map(readCriterion);
	const set = asText(judge.rubricSet) || (own.length > 0 ? 'none' : 'general');
	if (!(set in RUBRIC_SETS)) {
		throw new SettingError(
			'rubricSet',
			`"${set}" is not a set that this node knows`,
			`Choose one of ${Object.keys(RUBRIC_SETS).join(', ')}.`,
		);
	}
	const criteria = [...RUBRIC_SETS[set as RubricSet].criteria, ...own];
	if (criteria.length > MOST_CRITERIA) {
		throw new SettingError(
			'rubric',
			`has ${criteria.length} questions including those of the set, more than the ${MOST_CRITERIA} that can be asked`,
			'Keep only the questions that matter most.',
		);
	}
	return criteria;
}

function readCriterion(value: Fields, index: number): Criterion {
	const question = asText(value.question).trim();
	const weight = value.weight === undefined ? 1 : asNumber(value.weight);
	if (question === '') {
		throw new SettingError(
			'rubric',
			`question ${index + 1} is empty`,
			'Enter what the judge should look for, or remove the question.',
		);
	}
	if (!(weight > 0)) {
		throw new SettingError(
			'rubric',
			`the weight of question ${index + 1} must be a number above 0`,
			'Use 1, or 2 for a question that counts twice.',
		);
	}
	return {
		name: asText(value.name).trim() || `Question ${index + 1}`,
		question,
		kind: value.kind === 'gate' ? 'gate' : 'grade',
		weight,
	};
}
