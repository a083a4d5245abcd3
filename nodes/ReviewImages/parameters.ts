import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readFieldName } from '../shared/inputs/parameters';
import { binaryNames } from '../shared/items/binaryNames';
import { asNumber, asText } from '../shared/values';
import { checkNoPlainExpression } from '../shared/parameters/plainExpression';
import { SettingError } from '../shared/request/settings';
import { LIMITS } from './protocol/limits';
import type { Decision, DrawingKind } from './protocol/page';
import { TEXTS, type TextName, type Texts } from './protocol/pageTexts';
import type { WantedRound } from './round/types';
import { readDeadline } from './round/deadline';

const DECISIONS: Readonly<Record<string, Decision[]>> = {
	approveReject: ['approve', 'reject'],
	approveChangeReject: ['approve', 'change', 'reject'],
};

const DRAWINGS: Readonly<Record<string, DrawingKind[]>> = {
	region: ['region'],
	markup: ['markup'],
	both: ['region', 'markup'],
};

const PREVIEW_PIXELS = { least: 320, most: 4096, usual: 1600 };

/** @throws {SettingError} */
export function readWantedRound(context: IExecuteFunctions, now: Date): WantedRound {
	checkNoPlainExpression(context);
	const read = (name: string, usual: unknown = '') => context.getNodeParameter(name, 0, usual);
	const options = read('options', {}) as IDataObject;
	const operation = read('operation', 'approve') === 'vote' ? 'vote' : 'approve';
	const isVote = operation === 'vote';
	const choice = asText(isVote ? read('ballot', 'acceptEach') : read('decisions'));
	const isPick = choice === 'pickOne' || choice === 'pickBest';
	const decisions = isPick
		? []
		: (DECISIONS[isVote ? 'approveReject' : choice] ?? DECISIONS.approveChangeReject!);
	const reviewers = namesIn(read('reviewers', ''));
	return {
		inputFields: readFields(context, read('inputFields', 'data')),
		deadline: readDeadline(options.limitWaitTime, now),
		settings: {
			operation,
			blind: isVote,
			ballot: isPick ? 'pick' : 'decide',
			decisions,
			title: asText(read('title')).trim(),
			message: asText(read('message')).trim(),
			compareWith: isVote ? '' : readFieldName(context, 0, 'compareWith'),
			comments: oneOf(read('comments', 'optional'), ['optional', 'required', 'off']),
			drawing: decisions.includes('change') ? (DRAWINGS[asText(read('drawing', 'off'))] ?? []) : [],
			reviewers,
			answersNeeded: readAnswersNeeded(read('answersNeeded', 0), reviewers),
			stopAtFirstRejection: !isVote && read('stopAtFirstRejection', false) === true,
			accentColor: readColor(options.accentColor),
			logo: asText(options.logo).trim(),
			allowDownload: !isVote && options.allowDownload === true,
			showPrompt: options.showPrompt !== false,
			previewSize: readPreviewSize(options.previewSize),
			texts: readTexts(options.texts),
			summary: !isVote && options.summary === true,
		},
	};
}

/** What an item's images are grouped by; items that give the same are shown together. */
export function readGroup(context: IExecuteFunctions, itemIndex: number): string {
	return asText(context.getNodeParameter('groupBy', itemIndex, '')).trim();
}

function oneOf<Value extends string>(given: unknown, values: readonly [Value, ...Value[]]): Value {
	return values.find((value) => value === given) ?? values[0];
}

function readFields(context: IExecuteFunctions, value: unknown): string[] {
	const listOf = (text: string) => text.split(',').map((field) => field.trim());
	const fields = binaryNames(context, 0, 'inputFields', value, listOf);
	if (fields.length > 0) return [...new Set(fields)];
	throw new SettingError(
		'inputFields',
		'No binary field is named',
		'Name the binary fields with the images, separated by commas, or * for all.',
	);
}

/** Names separated by commas or line breaks, or a list from an expression. @throws {SettingError} */
function namesIn(given: unknown): string[] {
	const list = Array.isArray(given) ? given.map(asText) : asText(given).split(/[,\n]/);
	const names = list.flatMap((name) => name.replace(/\s+/g, ' ').trim() || []);
	const long = names.find((name) => name.length > LIMITS.name);
	if (long !== undefined) {
		throw new SettingError(
			'reviewers',
			`The name "${long.slice(0, 20)}…" has ${long.length} characters`,
			`Use names of up to ${LIMITS.name} characters.`,
		);
	}
	const distinct = new Map(names.map((name) => [name.toLowerCase(), name]));
	if (distinct.size > LIMITS.answers) {
		throw new SettingError(
			'reviewers',
			`${distinct.size} reviewers are listed`,
			`A round takes up to ${LIMITS.answers} answers: list fewer.`,
		);
	}
	return [...distinct.values()];
}

/** @throws {SettingError} */
function readAnswersNeeded(given: unknown, reviewers: readonly string[]): number {
	const wanted = given === '' || given === undefined ? 0 : asNumber(given);
	const most = reviewers.length > 0 ? reviewers.length : LIMITS.answers;
	if (!Number.isInteger(wanted) || wanted < 0 || wanted > most) {
		throw new SettingError(
			'answersNeeded',
			`Answers Needed is ${asText(given)}, and ${reviewers.length > 0 ? `${reviewers.length} reviewers are listed` : `a round takes up to ${LIMITS.answers}`}`,
			`Enter a whole number from 0 to ${most}. 0 means everyone listed.`,
		);
	}
	if (wanted > 0) return wanted;
	return Math.max(1, reviewers.length);
}

/** @throws {SettingError} */
function readColor(given: unknown): string {
	const color = asText(given).trim();
	if (color === '' || /^#[0-9a-f]{6}$/i.test(color)) return color.toLowerCase();
	const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color);
	if (short)
		return `#${short
			.slice(1)
			.flatMap((digit) => [digit, digit])
			.join('')}`.toLowerCase();
	throw new SettingError(
		'accentColor',
		`Accent Color "${color.slice(0, 30)}" is not a color`,
		'Enter it as #rrggbb, e.g. #0b6458.',
	);
}

/** @throws {SettingError} */
function readPreviewSize(given: unknown): number {
	const { least, most, usual } = PREVIEW_PIXELS;
	const size = given === undefined || given === '' ? usual : asNumber(given);
	if (Number.isInteger(size) && size >= least && size <= most) return size;
	throw new SettingError(
		'previewSize',
		`Preview Size is ${asText(given)} pixels`,
		`Enter a whole number from ${least} to ${most}.`,
	);
}

function readTexts(given: unknown): Texts {
	const values = ((given as IDataObject | undefined)?.values ?? []) as IDataObject[];
	const texts: Texts = { ...TEXTS };
	for (const { name, text } of values) {
		const key = asText(name) as TextName;
		if (Object.hasOwn(TEXTS, key) && asText(text).trim() !== '') texts[key] = asText(text).trim();
	}
	return texts;
}
