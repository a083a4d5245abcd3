import {
	BACKGROUNDS,
	COMPLEXITIES,
	INPUT_FIDELITIES,
	MODERATIONS,
	OUTPUT_FORMATS,
	QUALITIES,
} from '../../../nodes/shared/models/types';
import { LISTED_SIZES } from '../../../nodes/shared/models/usualSizes';
import { formatSize } from '../../../nodes/shared/models/sizes';
import { generateBodySchema, editFieldsSchema } from '../../../nodes/shared/request/schemas';

/** The words that we know, and where a new one is to be added. */
export interface KnownWords {
	words: readonly string[];
	/** Words of models that are gone: in the package's types, never sent by us. */
	old: readonly string[];
	addTo: string;
}

const inTypes = (name: string) =>
	`${name} in nodes/shared/models/types.ts, and the capabilities of the models that take it in catalog.ts`;

export const KNOWN_WORDS: Readonly<Record<string, KnownWords>> = {
	background: { words: ['auto', ...BACKGROUNDS], old: [], addTo: inTypes('BACKGROUNDS') },
	complexity: { words: COMPLEXITIES, old: [], addTo: inTypes('COMPLEXITIES') },
	input_fidelity: { words: INPUT_FIDELITIES, old: [], addTo: inTypes('INPUT_FIDELITIES') },
	moderation: { words: MODERATIONS, old: [], addTo: inTypes('MODERATIONS') },
	output_format: { words: OUTPUT_FORMATS, old: [], addTo: inTypes('OUTPUT_FORMATS') },
	quality: { words: ['auto', ...QUALITIES], old: ['standard', 'hd'], addTo: inTypes('QUALITIES') },
	size: {
		words: ['auto', ...LISTED_SIZES.map(formatSize)],
		old: ['256x256', '512x512', '1792x1024', '1024x1792'],
		addTo: 'nodes/shared/models/usualSizes.ts, and the size rules of catalog.ts where it is a law',
	},
};

/** Fields that nobody sends: a reason each, so that a new one is a decision. */
const NOT_SENT: Readonly<Record<string, string>> = {
	partial_images: 'pictures on the way cost tokens and no workflow waits for them',
	response_format: 'refused by the GPT Image models, which always answer base64',
	stream: 'no workflow shows a picture while it is made',
	style: 'of DALL·E 3 only',
	svg: 'the model that writes the SVG is left to the API',
	user: 'deprecated for safety_identifier',
};

const FILES = ['image', 'mask', 'markup'];

/** Every field of a request that has been decided on. */
export const DECIDED_FIELDS = {
	generate: new Set([...Object.keys(generateBodySchema.shape), ...Object.keys(NOT_SENT)]),
	edit: new Set([...Object.keys(editFieldsSchema.shape), ...FILES, ...Object.keys(NOT_SENT)]),
};

/** The fields that we send, which the package must know. `moderation` of edits: see schemas.ts. */
export const SENT_FIELDS = {
	generate: Object.keys(generateBodySchema.shape),
	edit: [...Object.keys(editFieldsSchema.shape), ...FILES].filter((name) => name !== 'moderation'),
};
