import { LISTED_SIZES } from '../../../nodes/shared/models/usualSizes';
import { formatSize } from '../../../nodes/shared/models/sizes';
import * as types from '../../../nodes/shared/models/types';
import {
	OPTION_ROWS,
	optionsOf,
	type WordOption,
	wordsOf,
} from '../../../nodes/shared/request/apiOptions';

/** The words that we know, and where a new one is to be added. */
export interface KnownWords {
	words: readonly string[];
	/** Words of models that are gone: in the package's types, never sent by us. */
	old: readonly string[];
	addTo: string;
}

/** Words of models that are gone, by the field. */
const OLD_WORDS: Readonly<Record<string, readonly string[]>> = { quality: ['standard', 'hd'] };

export const KNOWN_WORDS: Readonly<Record<string, KnownWords>> = {
	...Object.fromEntries(
		OPTION_ROWS.flatMap((row) => ('words' in row ? [[row.field, wordsKnown(row)] as const] : [])),
	),
	size: {
		words: ['auto', ...LISTED_SIZES.map(formatSize)],
		old: ['256x256', '512x512', '1792x1024', '1024x1792'],
		addTo: 'nodes/shared/models/usualSizes.ts, and the size rules of catalog.ts where it is a law',
	},
};

function wordsKnown(row: WordOption): KnownWords {
	const list = Object.entries(types).find(([, words]) => words === row.words)?.[0];
	const place = list ? `${list} in nodes/shared/models/types.ts` : `the row of ${row.field}`;
	return {
		words: wordsOf(row),
		old: OLD_WORDS[row.field] ?? [],
		addTo: `${place}, and the capabilities of the models that take it in catalog.ts`,
	};
}

/** Fields that nobody sends: a reason each, so that a new one is a decision. */
const NOT_SENT: Readonly<Record<string, string>> = {
	partial_images: 'images on the way cost tokens and no workflow waits for them',
	response_format: 'refused by the GPT Image models, which always answer base64',
	stream: 'no workflow shows an image while it is made',
	style: 'of DALL·E 3 only',
	svg: 'the model that writes the SVG is left to the API',
	user: 'deprecated for safety_identifier',
};

const FILES = ['image', 'mask', 'markup'];

const MAIN_FIELDS = ['model', 'prompt', 'size'];

/** The fields that we send, which the package must know. */
export const SENT_FIELDS = {
	generate: fieldsOf(optionsOf('generate')),
	// `moderation` of edits: see nodes/shared/request/body.ts.
	edit: [...fieldsOf(optionsOf('edit')), ...FILES].filter((name) => name !== 'moderation'),
};

/** Every field of a request that has been decided on. */
export const DECIDED_FIELDS = {
	generate: new Set([...SENT_FIELDS.generate, ...Object.keys(NOT_SENT)]),
	edit: new Set([...SENT_FIELDS.edit, 'moderation', ...Object.keys(NOT_SENT)]),
};

function fieldsOf(rows: typeof OPTION_ROWS): string[] {
	return [...MAIN_FIELDS, ...rows.map(({ field }) => field)];
}
