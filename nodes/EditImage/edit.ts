import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { editForm, type EditFiles } from '../shared/client/editForm';
import { runImageItems } from '../shared/n8n/imageRun';
import type { ImageCall } from '../shared/n8n/imageCall';
import type { ItemPlan } from '../shared/n8n/planItems';
import { readOutputSettings, readWantedImages, type WantedImages } from '../shared/n8n/parameters';
import { openSession, requestPolicy, type Session } from '../shared/n8n/session';
import { buildEditRequest } from '../shared/request/buildRequest';
import { fileOf, readMarkup, readMask } from './editMask';
import { readInputImages } from './inputs';
import { measureEdit } from './measureEdit';
import { readEditSources, readImagesFrom } from './parameters';

/** Edits the images of every input item, or of all of them at once. @throws NodeApiError or NodeOperationError */
export async function editImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const session = await openSession(context);
	const itemIndexes = [...context.getInputData().keys()];
	const together = itemIndexes.length > 0 && readImagesFrom(context) === 'allItems';
	const groups = together ? [itemIndexes] : itemIndexes.map((itemIndex) => [itemIndex]);
	return [await runImageItems(session, groups, async (group) => await planEdit(session, group))];
}

/** @param itemIndexes the items whose images go into one edit; the first one's parameters hold. */
async function planEdit(session: Session, itemIndexes: number[]): Promise<ItemPlan> {
	const { context } = session;
	const itemIndex = itemIndexes[0] ?? 0;
	const wanted = readWantedImages(context, itemIndex);
	const sources = readEditSources(context, itemIndex);
	const images = await readInputImages(session, itemIndexes, sources);
	const first = images[0]!;
	const mask = await readMask(context, itemIndex, sources.mask, first);
	const markup = sources.markupField
		? await readMarkup(context, itemIndex, sources.markupField, first)
		: undefined;
	const files: EditFiles = {
		images: images.map(fileOf),
		mask: mask?.file,
		markup: markup && fileOf(markup),
	};
	const inspect: ImageCall['inspect'] =
		mask || sources.differenceImage
			? async (bytes) => await measureEdit(bytes, first, mask, sources.differenceImage)
			: undefined;
	const fingerprint = [
		images.map(({ sha256 }) => sha256),
		mask?.fingerprint,
		markup?.sha256,
		sources.differenceImage,
	];
	const inputs = { imageCount: images.length, hasMask: !!mask, hasMarkup: !!markup };
	const callOf = ({ settings, preset }: WantedImages) => {
		const request = buildEditRequest(settings, requestPolicy(session), inputs);
		const form = async () => await editForm(request.body, files);
		return { prompt: settings.prompt, preset, request, form, fingerprint, inspect };
	};
	return {
		output: readOutputSettings(context, itemIndex),
		calls: wanted.map(callOf),
	};
}
