import { API_LIMITS } from '../models/catalog';
import {
	BACKGROUNDS,
	type Capabilities,
	COMPLEXITIES,
	INPUT_FIDELITIES,
	MODERATIONS,
	OUTPUT_FORMATS,
	type OutputFormat,
	QUALITIES,
} from '../models/types';
import { asNumber, asText, plainValue } from '../values';

type KeysOf<Kind> = {
	[Key in keyof Capabilities]: Capabilities[Key] extends Kind ? Key : never;
}[keyof Capabilities];

/** Of the catalog: the words that a model takes, or whether it takes a setting at all. */
type WordCapability = KeysOf<readonly string[]>;
type SwitchCapability = KeysOf<boolean>;

export type Operation = 'generate' | 'edit';

interface OptionBase {
	/** The node parameter's name, and the one in `ImageSettings`. */
	setting: string;
	/** The API's name. */
	field: string;
	/** Stands for what the API does unasked: a value that is not sent. */
	apiDefault?: string | number;
	/** The parameter is one of its own, not in Options. */
	topLevel?: true;
	/** The one kind of request that takes it, and is left out of the other. */
	only?: Operation;
	/** Left out with other output formats. */
	formats?: readonly OutputFormat[];
}

export interface WordOption extends OptionBase {
	/**
	 * `word` decides what is in the image: one that the model does not take is rejected.
	 * `steps`, from the lowest to the highest, are a matter of degree: the next lower one is sent instead.
	 */
	kind: 'word' | 'steps';
	words: readonly string[];
	/** Other spellings of a word, in lower case. */
	spellings?: Readonly<Record<string, string>>;
	/** What people write before a word: `image/` of a MIME type, the dot of a file extension. */
	prefix?: RegExp;
	takenBy?: WordCapability;
}

export interface WholeOption extends OptionBase {
	kind: 'whole';
	min: number;
	max: number;
	/** What the API takes where nothing is sent; the editor begins with it. */
	default?: number;
	takenBy?: SwitchCapability;
}

interface TextOption extends OptionBase {
	kind: 'text';
	maxCharacters: number;
	takenBy?: SwitchCapability;
}

/**
 * One option of the API. Its type, limits, rules of models, request field, reading, the editor's choices and
 * the check against the `openai` package follow from its row; what is special about it is in `modelRules.ts`.
 */
export type OptionRow = WordOption | WholeOption | TextOption;

/** The options of a request besides model, prompt and size, in the order in which they are checked. */
export const OPTIONS = [
	{
		setting: 'n',
		field: 'n',
		kind: 'whole',
		topLevel: true,
		min: 1,
		max: API_LIMITS.imagesPerRequest,
		apiDefault: 1,
	},
	{
		setting: 'quality',
		field: 'quality',
		kind: 'steps',
		topLevel: true,
		words: QUALITIES,
		apiDefault: 'auto',
		takenBy: 'qualities',
	},
	{
		setting: 'outputFormat',
		field: 'output_format',
		kind: 'word',
		words: OUTPUT_FORMATS,
		spellings: { jpg: 'jpeg', 'svg+xml': 'svg' },
		prefix: /^(image\/|\.)/,
		takenBy: 'outputFormats',
	},
	{
		setting: 'background',
		field: 'background',
		kind: 'word',
		words: BACKGROUNDS,
		apiDefault: 'auto',
		takenBy: 'backgrounds',
	},
	{
		setting: 'moderation',
		field: 'moderation',
		kind: 'word',
		words: MODERATIONS,
		apiDefault: 'auto',
	},
	{
		setting: 'complexity',
		field: 'complexity',
		kind: 'steps',
		words: COMPLEXITIES,
		takenBy: 'complexities',
	},
	{
		setting: 'inputFidelity',
		field: 'input_fidelity',
		kind: 'steps',
		only: 'edit',
		words: INPUT_FIDELITIES,
		takenBy: 'inputFidelities',
	},
	{
		setting: 'outputCompression',
		field: 'output_compression',
		kind: 'whole',
		...API_LIMITS.outputCompression,
		formats: ['jpeg', 'webp'],
	},
	{
		setting: 'frameCount',
		field: 'frame_count',
		kind: 'whole',
		...API_LIMITS.frameCount,
		takenBy: 'frames',
		formats: ['gif'],
	},
	{
		setting: 'frameDuration',
		field: 'frame_duration_ms',
		kind: 'whole',
		...API_LIMITS.frameDurationMs,
		takenBy: 'frames',
		formats: ['gif'],
	},
	{
		setting: 'safetyIdentifier',
		field: 'safety_identifier',
		kind: 'text',
		maxCharacters: API_LIMITS.safetyIdentifierCharacters,
	},
] as const satisfies readonly OptionRow[];

type Row = (typeof OPTIONS)[number];
type DefaultOf<R> = R extends { apiDefault: infer Value } ? Value : never;
type ValueOf<R> = R extends { words: ReadonlyArray<infer Word> }
	? Word
	: R extends { kind: 'whole' }
		? number
		: string;
type SentWith<R, Kind extends Operation> = R extends { only: infer Only }
	? Kind extends Only
		? R
		: never
	: R;

/** What a person may set, by the parameter's name. */
export type OptionSettings = {
	-readonly [R in Row as R['setting']]?: ValueOf<R> | DefaultOf<R>;
};

/** What is sent, by the API's names. */
export type OptionFields<Kind extends Operation> = {
	-readonly [R in Row as SentWith<R, Kind>['field']]?: ValueOf<R>;
};

/** The rows without the literals of their types. @see OPTIONS */
export const OPTION_ROWS: readonly OptionRow[] = OPTIONS;

/** The rows that this kind of request takes. */
export const optionsOf = (operation: Operation): readonly OptionRow[] =>
	OPTION_ROWS.filter(({ only = operation }) => only === operation);

/** Reads one setting by its name, as `readOption` does. */
export function readSetting(setting: Row['setting'], value: unknown): unknown {
	const row = OPTION_ROWS.find((one) => one.setting === setting);
	return row && readOption(row, value);
}

/** What a row's value may be: the words in their order, `auto` first where there is one. */
export function wordsOf({ apiDefault, words }: WordOption): string[] {
	return [...(apiDefault === undefined ? [] : [String(apiDefault)]), ...words];
}

/**
 * A value as a person, an expression or a sheet gives it, where its meaning is plain: numbers written as text,
 * words in any case and with blanks around them. Anything else is given back for the checks to name.
 * @returns undefined if nothing is set.
 */
export function readOption(row: OptionRow, value: unknown): unknown {
	if (value === undefined || value === null) return undefined;
	if (row.kind === 'whole') return value === '' ? undefined : asNumber(value);
	const text = asText(value).trim();
	if (text === '') return undefined;
	if (row.kind === 'text') return text;
	const lower = plainValue(text)
		.toLowerCase()
		.replace(row.prefix ?? '', '');
	const word = row.spellings?.[lower] ?? lower;
	return wordsOf(row).includes(word) ? word : text;
}
