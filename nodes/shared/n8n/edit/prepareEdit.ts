import { editForm, type EditFiles } from '../../client/editForm';
import type { EditInputs } from '../../request/buildRequest';
import type { BuiltEditRequest } from '../../request/buildRequest';
import type { WantedCall } from '../planItems';
import type { Session } from '../session';
import { fileOf, readMarkup, readMask } from './editMask';
import { readInputImages } from './inputs';
import { measureEdit } from './measureEdit';
import { readEditSources } from './parameters';

/** The images, mask and markup of an edit, checked; the same for every size and model it is asked with. */
export interface PreparedEdit {
	/** What the request rules need to know of the files. */
	inputs: EditInputs;
	/** The part of a call that follows from the files. */
	callWith(
		request: BuiltEditRequest,
	): Pick<WantedCall, 'request' | 'form' | 'fingerprint' | 'inspect'>;
}

/**
 * Finds and checks everything that an edit sends, without paying for anything.
 * @param itemIndexes the items whose images go into one edit; the first one's parameters hold.
 * @throws {SettingError}
 */
export async function prepareEdit(session: Session, itemIndexes: number[]): Promise<PreparedEdit> {
	const { context } = session;
	const itemIndex = itemIndexes[0] ?? 0;
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
	const fingerprint = [
		images.map(({ sha256 }) => sha256),
		mask?.fingerprint,
		markup?.sha256,
		sources.differenceImage,
	];
	const measured = mask !== undefined || sources.differenceImage;
	return {
		inputs: { imageCount: images.length, hasMask: !!mask, hasMarkup: !!markup },
		callWith: (request) => ({
			request,
			form: async () => await editForm(request.body, files),
			fingerprint,
			...(measured && {
				inspect: async (bytes: Uint8Array) =>
					await measureEdit(bytes, first, mask, sources.differenceImage),
			}),
		}),
	};
}
