import { editForm, type EditFiles } from '../openai/editForm';
import type { BuiltEditRequest } from '../request/buildRequest';
import type { EditInputs } from '../request/policy';
import type { Warning } from '../request/settings';
import type { WantedCall } from '../items/imageCall';
import type { ItemGroup } from '../items/imageItems';
import type { Session } from '../execution/session';
import { fileOf, readMarkup, readMask } from './editMask';
import { readInputImages } from './inputs';
import { measureEdit } from './measureEdit';
import { readEditSources } from './parameters';
import { upright } from './upright';

/** The images, mask and markup of an edit, checked; the same for every size and model it is asked with. */
export interface PreparedEdit {
	/** What the request rules need to know of the files. */
	inputs: EditInputs;
	/** The part of a call that follows from the files. */
	callWith(
		request: BuiltEditRequest,
	): Pick<WantedCall, 'request' | 'inputImages' | 'form' | 'fingerprint' | 'inspect'>;
}

const TURNED_UPRIGHT: Warning = {
	setting: 'inputFields',
	message:
		'The first image was stored rotated (EXIF). It was rotated upright and saved again so that the mask matches what you see',
};

/**
 * Finds and checks everything that an edit sends, without paying for anything.
 * @param itemIndexes the items whose images go into one edit; the first one's parameters hold.
 * @throws {SettingError}
 */
export async function prepareEdit(session: Session, itemIndexes: ItemGroup): Promise<PreparedEdit> {
	const { context } = session;
	const [itemIndex] = itemIndexes;
	const sources = readEditSources(context, itemIndex);
	const images = await readInputImages(session, itemIndexes, sources);
	const overlaid = sources.mask.kind !== 'none' || sources.markupField !== '';
	const stored = images[0]!;
	const first =
		overlaid || sources.differenceImage ? await upright(session, itemIndex, stored) : stored;
	const mask = await readMask(session, itemIndex, sources.mask, first);
	const markup = sources.markupField
		? await readMarkup(session, itemIndex, sources.markupField, first)
		: undefined;
	const files: EditFiles = {
		images: [first, ...images.slice(1)].map(fileOf),
		mask: mask?.file,
		markup: markup && fileOf(markup),
	};
	const fingerprint = [
		images.map(({ sha256 }) => sha256),
		first !== stored,
		mask?.fingerprint,
		markup?.sha256,
		sources.differenceImage,
	];
	const measured = mask !== undefined || sources.differenceImage;
	return {
		inputs: { imageCount: images.length, hasMask: !!mask, hasMarkup: !!markup },
		callWith: (request) => ({
			request:
				first === stored
					? request
					: { ...request, warnings: [...request.warnings, TURNED_UPRIGHT] },
			inputImages: images.length,
			form: async (fields) => {
				// A body that breaks off in the middle looks as if the request might have been billed.
				for (const image of images) await image.checkStored();
				return editForm(fields, files);
			},
			fingerprint,
			...(measured && {
				inspect: async (bytes: Uint8Array) =>
					await measureEdit(session, bytes, { first, mask, difference: sources.differenceImage }),
			}),
		}),
	};
}
