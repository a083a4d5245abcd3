import { asList } from '../models/capabilities';
import type { Capabilities } from '../models/types';
import type { OptionRow, WordOption } from './apiOptions';
import { formatOf, otherwise, type Rule, type RuleContext, type Violation } from './rules';
import { type ImageSettings, inSentence } from './settings';

/** The rules of the rows that decide what is in the image. */
export function contentRules(rows: readonly OptionRow[]): Rule[] {
	return rows.flatMap((row) =>
		row.kind === 'word' && row.takenBy ? [ruleOf(row, (context) => content(row, context))] : [],
	);
}

/** The rules of the rows that are a matter of degree: adapted, or left out where they do not apply. */
export function degreeRules(rows: readonly OptionRow[]): Rule[] {
	return rows.flatMap((row) => [
		...(row.only ? [ruleOf(row, (context) => otherRequest(row, context))] : []),
		...(row.takenBy ? takenRule(row) : []),
		...(row.formats ? [ruleOf(row, (context) => otherFormat(row, context))] : []),
	]);
}

function takenRule(row: OptionRow): Rule[] {
	if (!('words' in row)) return [ruleOf(row, (context) => switchedOff(row, context))];
	return row.kind === 'steps' ? [ruleOf(row, (context) => steps(row, context))] : [];
}

/** A rule that looks only where the option is set. */
function ruleOf({ setting, apiDefault }: OptionRow, check: Rule['check']): Rule {
	return {
		setting,
		check: (context) => {
			const value = context.settings[setting as keyof ImageSettings];
			return value === undefined || value === apiDefault ? undefined : check(context);
		},
	};
}

const valueOf = ({ setting }: OptionRow, { settings }: RuleContext) =>
	String(settings[setting as keyof ImageSettings]);

/** The words of a row that a model takes. */
const taken = ({ takenBy }: WordOption, capabilities: Capabilities) =>
	takenBy ? asList(capabilities[takenBy]) : [];

const leftOut = ({ setting }: OptionRow) => ({
	instead: { [setting]: undefined },
	told: 'it was left out',
});

function content(row: WordOption, context: RuleContext): Violation | undefined {
	const value = valueOf(row, context);
	const { capabilities, modelId, policy } = context;
	const own = taken(row, capabilities);
	if (own.includes(value)) return undefined;
	const choices = [...(row.apiDefault === undefined ? [] : [row.apiDefault]), ...own];
	return {
		message: (name) => `${modelId} does not take ${inSentence(name)} ${value}`,
		howToFix: otherwise(
			`Choose ${choices.join(', ')}`,
			(other) => taken(row, other).includes(value),
			policy.today,
		),
	};
}

/** The next lower step that the model has is sent instead, or the lowest that it has. */
function steps(row: WordOption, context: RuleContext): Violation | undefined {
	const wanted = valueOf(row, context);
	const { capabilities, modelId, policy } = context;
	const own = taken(row, capabilities);
	if (own.includes(wanted)) return undefined;
	const lower = row.words
		.slice(0, row.words.indexOf(wanted))
		.findLast((step) => own.includes(step));
	const instead = lower ?? row.words.find((step) => own.includes(step));
	const none = own.length === 0;
	return {
		message: (name) => `${modelId} does not take ${inSentence(name)}${none ? '' : ` ${wanted}`}`,
		howToFix: otherwise(
			none ? 'Remove it' : `Choose ${own.join(', ')}`,
			(other) => taken(row, other).includes(wanted),
			policy.today,
		),
		instead: { [row.setting]: instead },
		told: instead === undefined ? 'it was left out' : `${instead} was sent`,
	};
}

function switchedOff(
	row: Exclude<OptionRow, WordOption>,
	{ capabilities, modelId, policy }: RuleContext,
): Violation | undefined {
	const takes = (other: Capabilities) => row.takenBy === undefined || other[row.takenBy];
	if (takes(capabilities)) return undefined;
	return {
		message: (name) => `${modelId} does not take ${inSentence(name)}`,
		howToFix: otherwise('Remove it', takes, policy.today),
		...leftOut(row),
	};
}

function otherRequest(row: OptionRow, { edit }: RuleContext): Violation | undefined {
	if (row.only === (edit ? 'edit' : 'generate')) return undefined;
	return {
		message: (name) => `${name} is for ${row.only === 'edit' ? 'edits' : 'new images'} only`,
		howToFix: 'Remove it.',
		...leftOut(row),
	};
}

function otherFormat(row: OptionRow, { settings }: RuleContext): Violation | undefined {
	const formats: readonly string[] = row.formats ?? [];
	if (formats.includes(formatOf(settings))) return undefined;
	return {
		message: (name) => `${name} does not apply to ${formatOf(settings)}`,
		howToFix: `Remove it, or set Output Format to ${formats.join(' or ')}.`,
		...leftOut(row),
	};
}
