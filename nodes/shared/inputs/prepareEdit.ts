import type { EditFiles } from '../openai/editForm';
import type { BuiltEditRequest } from '../request/buildRequest';
import type { EditInputs } from '../request/policy';
import type { Warning } from '../request/settings';
import type { WantedCall } from '../items/imageCall';
import type { ItemGroup } from '../items/imageItems';
import type { Session } from '../execution/session';
import { fileOf, readMarkup, readMask } from './editMask';
import { readInputImages, type InputImages } from './inputs';
import { firstOf, plural } from '../words';
import { measureEdit } from './measureEdit';
import { readEditSources, type EditSources } from './parameters';
import { upright } from './upright';

/** The images, mask and markup of an edit, checked; the same for every size and model it is asked with. */
export interface PreparedEdit {
	/** What the request rules need to know of the files. */
	inputs: EditInputs;
	/** The part of a call that follows from the files. */
	callWith(
		request: BuiltEditRequest,
	): Pick<
		WantedCall,
		'request' | 'inputImages' | 'inputSizes' | 'files' | 'fingerprint' | 'inspect' | 'notChecked'
	>;
}

const TURNED_UPRIGHT: Warning = {
	setting: 'inputFields',
	level: 'info',
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
	const found = await readInputImages(session, itemIndexes, sources);
	const { images, count } = found;
	const notChecked = notDownloadedLine(found);
	if (found.first === undefined) return unseenEdit(sources, count, notChecked);
	const overlaid = sources.mask.kind !== 'none' || sources.markupField !== '';
	const stored = found.first;
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
		inputs: { imageCount: count, hasMask: !!mask, hasMarkup: !!markup },
		callWith: (request) => ({
			request:
				first === stored
					? request
					: { ...request, warnings: [...request.warnings, TURNED_UPRIGHT] },
			inputImages: count,
			inputSizes: images.map(({ facts }) => facts),
			notChecked,
			files: {
				...files,
				checkStored: async () => {
					for (const image of images) await image.checkStored();
				},
			},
			fingerprint,
			...(measured && {
				inspect: async (bytes: Uint8Array) =>
					await measureEdit(session, bytes, { first, mask, difference: sources.differenceImage }),
			}),
		}),
	};
}

/** In a Dry Run, an edit whose first image is not downloaded. */
function unseenEdit(
	{ mask, markupField }: EditSources,
	imageCount: number,
	notDownloaded: string[],
): PreparedEdit {
	const hasMask = mask.kind !== 'none';
	const hasMarkup = markupField !== '';
	const overlays = 'Mask and markup: they are compared with the first image';
	const notChecked = hasMask || hasMarkup ? [...notDownloaded, overlays] : notDownloaded;
	return {
		inputs: { imageCount, hasMask, hasMarkup },
		callWith: (request) => ({ request, inputImages: imageCount, notChecked }),
	};
}

function notDownloadedLine({ notDownloaded }: InputImages): string[] {
	if (notDownloaded.length === 0) return [];
	const from = firstOf([...new Set(notDownloaded)], MOST_HOSTS);
	return [`${plural(notDownloaded.length, 'image')} from ${from}: a Dry Run downloads nothing`];
}

const MOST_HOSTS = 3;
