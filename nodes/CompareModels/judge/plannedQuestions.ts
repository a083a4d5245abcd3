import { findJudgeModel } from '../../shared/models/judgeModels';
import type { Dimensions } from '../../shared/models/types';
import { pairQuestion } from './questions/comparePair';
import { gradeQuestion } from './questions/gradeImage';
import type { Question } from './questions/question';
import { readTextQuestion } from './questions/readText';
import type { JudgeSettings } from './settings';

/** What of an image the judge's questions go by. */
export interface ForeseenImage extends Dimensions {
	itemIndex: number;
	promptIndex: number;
	repetition: number;
	prompt: string;
}

/** A question that will be asked, and the pixels of the images that it shows; 0 where not known. */
interface PlannedQuestion {
	question: Question<unknown>;
	images: Dimensions[];
}

/** The questions about images of which all arrive. */
export function plannedQuestions(
	judge: JudgeSettings,
	images: readonly ForeseenImage[],
): PlannedQuestion[] {
	return [...aboutImages(judge, images), ...(judge.pairwise ? aboutPairs(judge, images) : [])];
}

function aboutImages(judge: JudgeSettings, images: readonly ForeseenImage[]): PlannedQuestion[] {
	return images.flatMap((image) => {
		const { expected = [], criteria = [] } = judge.prompts[image.itemIndex] ?? {};
		const questions: Array<Question<unknown>> = [
			...(expected.length > 0 ? [readTextQuestion] : []),
			...(criteria.length > 0 ? [gradeQuestion(image.prompt, criteria)] : []),
		];
		return questions.flatMap((question) =>
			Array.from({ length: judge.runs }, () => ({ question, images: [image] })),
		);
	});
}

/** Every two images of a prompt and repetition, in both orders. */
function aboutPairs(judge: JudgeSettings, images: readonly ForeseenImage[]): PlannedQuestion[] {
	const sideBySide = new Map<string, ForeseenImage[]>();
	for (const image of images) {
		const place = `${image.promptIndex}/${image.repetition}`;
		sideBySide.set(place, [...(sideBySide.get(place) ?? []), image]);
	}
	return [...sideBySide.values()].flatMap((group) =>
		group.flatMap((first) =>
			group
				.filter((second) => second !== first)
				.map((second) => ({
					question: pairQuestion(first.prompt, judge.prompts[first.itemIndex]?.criteria ?? []),
					images: [first, second],
				})),
		),
	);
}

/** What is seen of answers on the whole: an image of 1024 × 1024, a page of text in, a few lines out. */
const LIKELY = { input: 1800, output: 400 };

/** USD of so many questions; null if no price is known. */
export function likelyCostUsd(model: string, questions: number): number | null {
	const prices = findJudgeModel(model)?.prices;
	if (!prices) return null;
	return (questions * (LIKELY.input * prices.input + LIKELY.output * prices.output)) / 1e6;
}
