import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { DeliveredImageJson, FailedImageJson } from '../shared/items/imageJson';
import type { CellJudgement } from './judge/types';
import { inSlices } from '../shared/images/slices';
import { addHints } from '../shared/execution/tellRun';
import { resourcesOf } from '../shared/items/resources';
import { asText } from '../shared/values';
import { fieldOf } from './fieldValue';
import { rejectionOf } from './matrix/rejected';
import { readTallySettings, type TallySettings } from './parameters';
import { renderTallyPage } from './report/tally/page';
import { ReportFiles } from './reportFiles';
import { tallySteps } from './statistics/tally';
import type { Decision, TallyImage, TallySlice } from './statistics/tallyTypes';

/**
 * Joins the reviewers' answers (second input) to the images of a comparison (first input). Answers may
 * can also be on the Images items themselves, if an approval step kept them together.
 * @throws NodeOperationError if there is nothing to count.
 */
export async function tallyAnswers(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const settings = readSettings(context);
	const images = context.getInputData(0);
	const shown = images.flatMap(({ json }) => imageOf(json));
	if (shown.length === 0) {
		throw new NodeOperationError(context.getNode(), 'The first input holds no compared images', {
			description:
				'Connect the Images output of the comparison to the first input: its items have json.image and json.compare.',
		});
	}
	const decisions = answersOf(context, images).map((json) => decisionOf(json, settings));
	const resources = resourcesOf(context);
	const report = await inSlices(tallySteps(shown, decisions), resources.signal);
	const slices = await slicesOfTally(images, settings.sliceBy, decisions, resources.signal);
	if (report.answers.given === report.answers.blank) {
		throw new NodeOperationError(context.getNode(), 'There is no answer to count', {
			description: `Connect the answers to the second input, with the field "${settings.letterField}" or "${settings.acceptedField}" in each item.`,
		});
	}
	addHints(context, [report.recommendation.text]);
	const files = new ReportFiles(resources, settings.title || 'reviewers-answers');
	const page = renderTallyPage({
		...{ title: settings.title, report, slices, sliceBy: settings.sliceBy },
		...describedBy(shown),
	});
	await files.add('report', page, '-report.html', 'text/html');
	return [
		[
			{
				json: { tally: { ...report, ...(slices && { slices }) } as unknown as IDataObject },
				binary: files.binary,
				pairedItem: { item: 0, input: 0 },
			},
		],
	];
}

/** Which comparisons the images are of, and of which prompts. */
function describedBy(images: readonly TallyImage[]) {
	const ids = images.flatMap(({ compareId }) => compareId ?? []);
	const prompts = new Map(
		images.map(({ compareId, promptIndex, prompt = '' }) => [
			JSON.stringify([compareId, promptIndex, prompt]),
			{ promptIndex, prompt },
		]),
	);
	return {
		comparisons: [...new Set(ids)],
		prompts: [...prompts.values()]
			.sort((a, b) => a.promptIndex - b.promptIndex)
			.map(({ prompt }) => prompt),
	};
}

/** @throws NodeOperationError */
function readSettings(context: IExecuteFunctions): TallySettings {
	try {
		return readTallySettings(context);
	} catch (thrown) {
		throw rejectionOf(context, thrown);
	}
}

/** `json.tally.slices`: by the values of a field of the Images items; undefined if none is named. */
async function slicesOfTally(
	items: INodeExecutionData[],
	field: string,
	decisions: Decision[],
	signal: AbortSignal | undefined,
): Promise<TallySlice[] | undefined> {
	if (field === '') return undefined;
	const byValue = new Map<string, TallyImage[]>();
	for (const { json } of items) {
		const value = asText(fieldOf(json, field)).trim();
		const own = byValue.get(value) ?? [];
		own.push(...imageOf(json));
		byValue.set(value, own);
	}
	const slices: TallySlice[] = [];
	for (const [value, own] of byValue) {
		const { variants } = await inSlices(tallySteps(own, decisions), signal);
		slices.push({
			value,
			prompts: new Set(own.map(({ compareId, promptIndex }) => `${compareId}/${promptIndex}`)).size,
			variants: variants.map(
				({ letter, label, basis, judged, accepted, acceptance, refused, costPerAcceptedUsd }) => ({
					...{ letter, label, basis, judged, accepted, acceptance, refused, costPerAcceptedUsd },
				}),
			),
		});
	}
	return slices;
}

function answersOf(context: IExecuteFunctions, images: INodeExecutionData[]): IDataObject[] {
	const second = context.getInputData(1);
	return (second.length > 0 ? second : images).map(({ json }) => json);
}

function imageOf({ image, compare }: IDataObject): TallyImage[] {
	if (typeof image !== 'object' || typeof compare !== 'object') return [];
	if (image === null || compare === null) return [];
	const { status, model, prompt, costUsd, durationMs, attempts } = image as unknown as
		DeliveredImageJson | FailedImageJson;
	const place = compare as IDataObject;
	const { id, variant, shownAs, label, promptIndex, repetition, judge } = place;
	const numberIn = (field: string) =>
		typeof place[field] === 'number' ? { [field]: place[field] } : {};
	return [
		{
			...(isText(id) && { compareId: id }),
			promptIndex: Number(promptIndex),
			repetition: Number(repetition),
			letter: String(variant),
			...(isText(shownAs) && { shownAs }),
			label: String(label),
			prompt,
			model,
			// Images of other makers may have none of these.
			costUsd: costUsd ?? null,
			durationMs: durationMs ?? null,
			status: status ?? 'ok',
			attempts,
			...numberIn('similarity'),
			...numberIn('perceptualDistance'),
			...(judge !== undefined && { judge: judgeOf(judge as unknown as CellJudgement) }),
		},
	];
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function judgeOf({ accepted, text, score }: CellJudgement): TallyImage['judge'] {
	return { accepted, textExact: text?.exact, score: score?.mean };
}

/** The place of the answer comes from `json.compare` where an approval step kept it, else from its fields. */
function decisionOf(json: IDataObject, settings: TallySettings): Decision {
	const compare = (json.compare ?? {}) as IDataObject;
	const accepted = json[settings.acceptedField] as Decision['accepted'];
	const letter = json[settings.letterField] as string | undefined;
	// A yes or no on the item of an image is about that image.
	const own = accepted !== undefined && letter === undefined ? compare.variant : undefined;
	return {
		compareId: (json.compareId ?? compare.id) as string | undefined,
		promptIndex: (json.promptIndex ?? compare.promptIndex) as Decision['promptIndex'],
		prompt: json[settings.promptField] as string | undefined,
		repetition: (json.repetition ?? compare.repetition) as Decision['repetition'],
		variant: (json.variant ?? own) as string | undefined,
		letter,
		accepted,
		reviewer: json[settings.reviewerField] as string | undefined,
	};
}
