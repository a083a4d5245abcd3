import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { GptImageApi } from '../../credentials/GptImageApi.credentials';
import { CompareModels } from '../../nodes/CompareModels/CompareModels.node';
import { EditImage } from '../../nodes/EditImage/EditImage.node';
import { GenerateImage } from '../../nodes/GenerateImage/GenerateImage.node';
import { BatchImages } from '../../nodes/BatchImages/BatchImages.node';
import { BatchImagesTrigger } from '../../nodes/BatchImages/BatchImagesTrigger.node';
import { ReviewImages } from '../../nodes/ReviewImages/ReviewImages.node';
import { prose, USER_DOCUMENTS } from './documents';

/** What n8n itself, its nodes and OpenAI call things. */
const WORDS_OF_OTHERS = [
	'Binary',
	'Continue',
	'Continue (using error output)',
	'Create',
	'Ctrl+C',
	'Credentials → Create',
	'Execute Workflow',
	'Execute workflow',
	'Execution Logic v2',
	'Executions',
	'Filter',
	'If',
	'Import from File',
	'JSON',
	'Loop Over Items',
	'On Error',
	'Read/Write Files from Disk',
	'Retry',
	'Retry On Fail',
	'Settings → Community nodes → Install',
	'Stop',
	'Wait',
	'Workflows → Import from File',
	'Timeout Workflow',
	'workflow timeout',
];

/** Every name that the editor shows: parameters, their choices, what they hold, and the nodes' outputs. */
function namesIn(properties: INodeProperties[]): string[] {
	return properties.flatMap(({ displayName, placeholder = '', options = [], modes = [] }) => [
		displayName,
		placeholder,
		...modes.map((mode) => mode.displayName),
		...options.flatMap((option) =>
			'values' in option
				? [option.displayName, ...namesIn(option.values)]
				: 'value' in option
					? [option.name]
					: namesIn([option as INodeProperties]),
		),
	]);
}

const nodes = [
	new GenerateImage(),
	new EditImage(),
	new CompareModels(),
	new ReviewImages(),
	new BatchImages(),
	new BatchImagesTrigger(),
];
const credential: ICredentialType = new GptImageApi();
const shown = new Set([
	...nodes.flatMap(({ description }) => [
		description.displayName,
		...namesIn(description.properties),
		...[...String(description.outputs).matchAll(/displayName: "([\w ]+)"/g)].map(
			([, name]) => name!,
		),
	]),
	credential.displayName,
	...namesIn(credential.properties),
	...WORDS_OF_OTHERS,
]);

/** The editor adds to some names what they are for: "Bearer Token (OpenAI)". */
const isShown = (name: string) =>
	shown.has(name) || [...shown].some((one) => one.startsWith(`${name} (`));

/** Longer text in italics is a caption, a longer bold one a term of its own. */
const LONGEST_NAME = 40;

const written = USER_DOCUMENTS.filter(({ path }) => path !== 'CHANGELOG.md');

it.each(written.map(({ path, text }) => [path, prose(text)] as const))(
	'%s writes in bold and italics the names that the editor shows',
	(_, text) => {
		const marked = [
			...text.matchAll(/\*\*([^*\n]+)\*\*/g),
			...text.matchAll(/(?<![\w*])_([^_\n]+)_(?!\w)/g),
		].map(([, name]) => name!);
		const names = marked.filter((name) => name.length <= LONGEST_NAME && !/[.:]$/.test(name));
		expect([...new Set(names.filter((name) => !isShown(name)))]).toEqual([]);
	},
);
