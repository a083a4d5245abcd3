import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_JUDGE_MODEL, findJudgeModel } from '../../shared/models/judgeModels';
import { MOST_JUDGE_RUNS } from './parameters';
import { RUBRIC_SETS } from './rubricSets';

/** The method of the node's `methods.listSearch` that fills the list of judges. */
export const SEARCH_JUDGE_MODELS = 'searchJudgeModels';

const judgeModel: INodeProperties = {
	displayName: 'Judge Model',
	name: 'judgeModel',
	type: 'resourceLocator',
	default: {
		mode: 'list',
		value: DEFAULT_JUDGE_MODEL,
		cachedResultName: findJudgeModel(DEFAULT_JUDGE_MODEL)?.displayName,
	},
	description:
		'The vision model that looks at the images. Adding it turns the judge on. The list shows prices in USD per million tokens, input and output.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: SEARCH_JUDGE_MODELS, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: `e.g. ${DEFAULT_JUDGE_MODEL}`,
		},
	],
};

const rubric: INodeProperties = {
	displayName: 'Rubric',
	name: 'rubric',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Question',
	default: {},
	description: 'Your own questions, for example about the rules of your brand',
	options: [
		{
			displayName: 'Question',
			name: 'values',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Brand colours',
					description: 'What the question is called in the report',
				},
				{
					displayName: 'Kind',
					name: 'kind',
					type: 'options',
					options: [
						{
							name: 'Gate: Yes or No',
							value: 'gate',
							description: 'An image with a no is not accepted, whatever its grades',
						},
						{ name: 'Grade: 1 to 5', value: 'grade' },
					],
					default: 'grade',
				},
				{
					displayName: 'Question',
					name: 'question',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					placeholder: 'e.g. Is the only strong colour the orange #F26B21?',
					description:
						'One thing that can be seen in the image. For a gate, yes is the good answer.',
				},
				{
					displayName: 'Weight',
					name: 'weight',
					type: 'number',
					typeOptions: { minValue: 0.1, numberPrecision: 1 },
					displayOptions: { show: { kind: ['grade'] } },
					default: 1,
					description: 'How much the grade counts compared with the others',
				},
			],
		},
	],
};

/** Off while it is empty. */
export const judgeProperty: INodeProperties = {
	displayName: 'Judge',
	name: 'judge',
	type: 'collection',
	placeholder: 'Add Judge Setting',
	default: {},
	description:
		'Has a vision model read the text in each image, check it against the prompt and grade it. Off until you add Judge Model. Its cost is reported separately.',
	options: [
		{
			displayName: 'Expected Text',
			name: 'expectedText',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. {{ $json.headline }}',
			description:
				'The words that the image should show, one text per line. Leave empty to use what the prompt puts in quotation marks. The plan at the start of the run lists what will be checked.',
		},
		{
			displayName: 'Ignore Case',
			name: 'ignoreCase',
			type: 'boolean',
			default: true,
			description: 'Whether uppercase and lowercase letters count as the same',
		},
		{
			displayName: 'Ignore White Space',
			name: 'ignoreWhitespace',
			type: 'boolean',
			default: false,
			description: 'Whether to ignore missing and added spaces. Line breaks never count.',
		},
		judgeModel,
		{
			displayName: 'Judge Runs',
			name: 'judgeRuns',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST_JUDGE_RUNS, numberPrecision: 0 },
			default: 1,
			description:
				'How often to judge each image. Each time is charged. With 3, the report shows how consistent the judge is.',
		},
		{
			displayName: 'Pairwise',
			name: 'pairwise',
			type: 'boolean',
			default: false,
			description:
				'Whether to also show the judge every two variants of a prompt side by side, in both orders. If the orders disagree, it is a tie.',
		},
		rubric,
		{
			displayName: 'Rubric Set',
			name: 'rubricSet',
			type: 'options',
			options: Object.entries(RUBRIC_SETS).map(([value, { displayName }]) => ({
				name: displayName,
				value,
			})),
			default: 'general',
			description:
				'Ready-made questions, asked before your own. Without this setting, only your own questions are asked or, if there are none, those of Prompt and Craft.',
		},
	],
};
