import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { ImageDecodeError } from '../shared/images/imageDecodeError';
import { readInputFields } from '../shared/inputs/parameters';
import { addHints } from '../shared/execution/tellRun';
import { resourcesOf } from '../shared/items/resources';
import { binariesOf } from '../shared/items/findBinaries';
import { SettingError } from '../shared/request/settings';
import { expected, plural } from '../shared/words';
import { fieldOf, groupValue } from './fieldValue';
import { openShown } from './gallery/openShown';
import { Originals } from './gallery/originals';
import { THUMBNAIL_EDGE, Thumbnails, type Thumbnail } from './gallery/thumbnail';
import { spareBytes, thumbnailBudgetBytes } from './gallery/thumbnailBudget';
import { itemsInstead, rejectionOf } from './matrix/rejected';
import { renderImagePage, type PageGroup } from './report/imagePage';
import { ReportFiles } from './reportFiles';
import { createImageSheet } from './sheet/imageSheet';
import { readSheetSettings, readSheetWords, type SheetSettings } from './parameters';
import { readBinary } from '../shared/items/storedBinary';

/** An image that the sheet is to show, or the reason why it cannot. */
interface SheetImage {
	itemIndex: number;
	group: string;
	caption: string;
	binary?: IBinaryData;
	missing?: string;
}

/**
 * Any images as a labelled sheet (PNG) and a page (HTML): no request, no credential. What cannot be opened is named.
 * @throws n8n's error where no item has an image.
 */
export async function makeContactSheet(
	context: IExecuteFunctions,
): Promise<INodeExecutionData[][]> {
	if (context.getInputData().length === 0) return [[]];
	try {
		const settings = readSheetSettings(context);
		return [[await sheetItem(context, readImages(context), settings)]];
	} catch (thrown) {
		const [items] = itemsInstead(context, rejectionOf(context, thrown));
		return [items ?? []];
	}
}

async function sheetItem(
	context: IExecuteFunctions,
	images: SheetImage[],
	{ title, columns }: SheetSettings,
): Promise<INodeExecutionData> {
	const names = [...new Set(images.map(({ group }) => group))];
	const groups = names.map((heading) => ({
		heading,
		images: images.flatMap((image, index) =>
			image.group === heading ? [{ key: String(index), caption: image.caption }] : [],
		),
	}));
	const resources = resourcesOf(context);
	const { openings, signal } = resources;
	const sheet = await createImageSheet({ title, groups, columns }, signal);
	const edge = Math.max(sheet.longestEdge, THUMBNAIL_EDGE);
	const thumbnails = new Thumbnails(thumbnailBudgetBytes(images.length));
	const originals = new Originals(spareBytes(images.length));
	const notShown: IDataObject[] = [];
	const shown = new Map<string, { thumbnail?: Thumbnail; why?: string }>();
	const look = async (key: string, { itemIndex, binary, missing }: SheetImage) => {
		let bytes: Uint8Array | undefined;
		try {
			if (binary === undefined) throw new ImageDecodeError(missing ?? 'There is no image.');
			bytes = await load(context, itemIndex, binary);
			const raster = await openShown(bytes, edge, signal);
			const thumbnail = await thumbnails.make(raster, signal);
			shown.set(key, thumbnail ? { thumbnail } : {});
			await sheet.place(key, raster);
		} catch (thrown) {
			const { message: why } = expected(thrown, ImageDecodeError);
			const fileName = binary?.fileName;
			notShown.push({ item: itemIndex, ...(fileName && { fileName }), why });
			shown.set(key, { thumbnail: bytes && originals.take(bytes), why });
			const name = fileName ? `${fileName}. ` : '';
			await sheet.place(key, { text: binary ? `Cannot be shown: ${name}${why}` : why });
		}
	};
	for (const { key } of groups.flatMap((group) => group.images)) {
		await openings.run(async () => await look(key, images[Number(key)]!), signal);
	}
	const pages = await sheet.finish();
	const page: PageGroup[] = groups.map(({ heading, images: own }) => ({
		heading,
		images: own.map(({ key, caption }) => ({ caption, ...shown.get(key) })),
	}));
	const files = new ReportFiles(resources, title || 'contact-sheet');
	await files.addSheet(pages, '');
	await files.add('report', renderImagePage(title, page), '-page.html', 'text/html');
	if (notShown.length > 0) {
		addHints(context, [
			`${plural(notShown.length, 'image')} of ${images.length} cannot be shown on the sheet: see json.sheet.notShown.`,
		]);
	}
	return {
		json: {
			sheet: {
				...(title !== '' && { title }),
				images: images.length,
				pages: pages.length,
				groups: groups.map(({ heading, images: own }) => ({ name: heading, images: own.length })),
				notShown,
			},
		},
		binary: files.binary,
		pairedItem: { item: 0 },
	};
}

/** The images of all items, in their order. @throws {SettingError}, or n8n's error for an item. */
function readImages(context: IExecuteFunctions): SheetImage[] {
	const items = context.getInputData();
	const words = items.map((_item, index) => readSheetWords(context, index));
	const isField = items.some(({ json }, item) => {
		const { groupBy } = words[item]!;
		return groupBy !== '' && fieldOf(json, groupBy) !== undefined;
	});
	const missing: SettingError[] = [];
	const images = items.flatMap(({ json }, itemIndex): SheetImage[] => {
		const { caption, groupBy } = words[itemIndex]!;
		const group = groupValue(json, groupBy, isField);
		const place = { itemIndex, group };
		const name = `Item ${itemIndex + 1}`;
		try {
			const found = binariesOf(
				context,
				itemIndex,
				readInputFields(context, itemIndex),
				new Set(),
				name,
			);
			if (found.length === 0) throw noImage(name);
			return found.map(({ binary }) => ({
				...place,
				binary,
				caption: caption || binary.fileName || name,
			}));
		} catch (thrown) {
			const why = expected(thrown, SettingError);
			missing.push(why);
			return [{ ...place, caption: caption || name, missing: `No image: ${why.message}` }];
		}
	});
	const [first] = missing;
	if (first && missing.length === items.length) throw first;
	return images;
}

const noImage = (name: string) =>
	new SettingError(
		'inputFields',
		`${name} has no image`,
		'Name the binary fields that hold the images in Input Binary Fields, separated by commas.',
	);

/** @throws {ImageDecodeError} if the file is gone. */
async function load(
	context: IExecuteFunctions,
	itemIndex: number,
	binary: IBinaryData,
): Promise<Uint8Array> {
	return await readBinary(resourcesOf(context), itemIndex, binary).catch(() => {
		throw new ImageDecodeError("The file is no longer in n8n's storage.");
	});
}
