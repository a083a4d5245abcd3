import type { IBinaryData } from 'n8n-workflow';
import type { DeliveredImageJson } from '../../shared/items/imageJson';
import type { FinishedCell } from '../matrix/cell';
import type { Asked } from './ask';
import { pairQuestion, type Preference } from './questions/comparePair';
import { gradeQuestion, type Grading } from './questions/gradeImage';
import type { Question } from './questions/question';
import { readTextQuestion } from './questions/readText';
import type { JudgeSettings } from './settings';

export interface JudgedImage {
	binary: IBinaryData;
	json: DeliveredImageJson;
	/** Pixels. */
	width: number;
	height: number;
}

/** One question to the judge, and later what it brought. */
export interface Job<Answer> {
	/** Tells it from the other questions about the same images. */
	name: string;
	/** The input item that it belongs to. */
	itemIndex: number;
	question: Question<Answer>;
	images: JudgedImage[];
	asked?: Asked<Answer>;
}

export interface CellJobs {
	cell: FinishedCell;
	expected: string[];
	read: Array<Job<string[]>>;
	grade: Array<Job<Grading>>;
	/** Why none is asked. */
	cannot?: string;
}

export interface PairJobs {
	first: FinishedCell;
	second: FinishedCell;
	forward: Job<Preference>;
	backward: Job<Preference>;
}

/** What the Responses API takes (OpenAI's guide to vision). */
const SEEN_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** The questions about each image that arrived. */
export function cellJobs(settings: JudgeSettings, cells: FinishedCell[]): CellJobs[] {
	return cells.flatMap((cell) => {
		const image = imageOf(cell);
		const judged = settings.prompts[cell.itemIndex];
		if (image === undefined || judged === undefined) return [];
		const { expected, criteria } = judged;
		const { mimeType } = image.binary;
		if (!SEEN_TYPES.includes(mimeType)) {
			return [{ cell, expected, read: [], grade: [], cannot: `the judge cannot open ${mimeType}` }];
		}
		const repeated = <Answer>(question: Question<Answer>): Array<Job<Answer>> =>
			Array.from({ length: settings.runs }, (_, run) => {
				const name = `${question.name}:${run}`;
				return { name, itemIndex: cell.itemIndex, question, images: [image] };
			});
		return [
			{
				cell,
				expected,
				read: expected.length > 0 ? repeated(readTextQuestion) : [],
				grade: criteria.length > 0 ? repeated(gradeQuestion(cell.prompt, criteria)) : [],
			},
		];
	});
}

/** Every two variants of a prompt and repetition whose images both arrived, in both orders. */
export function pairJobs(settings: JudgeSettings, cells: FinishedCell[]): PairJobs[] {
	if (!settings.pairwise) return [];
	const groups = new Map<string, SeenCell[]>();
	for (const cell of cells) {
		const image = imageOf(cell);
		if (image === undefined || !SEEN_TYPES.includes(image.binary.mimeType)) continue;
		const key = `${cell.promptIndex}/${cell.repetition}`;
		groups.set(key, [...(groups.get(key) ?? []), { cell, image }]);
	}
	return [...groups.values()].flatMap((group) =>
		group.flatMap((first) =>
			group
				.filter((second) => first.cell.variantIndex < second.cell.variantIndex)
				.map((second) => pairOf(settings, first, second)),
		),
	);
}

interface SeenCell {
	cell: FinishedCell;
	image: JudgedImage;
}

function pairOf({ prompts }: JudgeSettings, first: SeenCell, second: SeenCell): PairJobs {
	const { itemIndex, prompt } = first.cell;
	const question = pairQuestion(prompt, prompts[itemIndex]?.criteria ?? []);
	const pair = { name: question.name, itemIndex, question };
	return {
		...{ first: first.cell, second: second.cell },
		forward: { ...pair, images: [first.image, second.image] },
		backward: { ...pair, images: [second.image, first.image] },
	};
}

function imageOf({ image }: FinishedCell): JudgedImage | undefined {
	if (image.binary === undefined) return undefined;
	const { width, height } = image.json;
	return { binary: image.binary, json: image.json, width, height };
}
