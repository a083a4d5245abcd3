import { randomBytes } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ImageDecodeError } from '../../shared/images/imageDecodeError';
import { uprightSize } from '../../shared/images/orientation';
import { resourcesOf, type Resources } from '../../shared/items/resources';
import { SettingError } from '../../shared/request/settings';
import { LIMITS } from '../protocol/limits';
import { AtItem } from './atItem';
import { fieldsOf, isMissingImage, openFile, versionBefore, type OpenedFile } from './files';
import { placeImages, type Candidate } from './groups';
import { makePreview } from './preview';
import type { Round, RoundImage, RoundSettings, ShownFile, WantedRound } from './types';

interface Found extends Candidate {
	field: string;
	binary: OpenedFile['binary'];
}

/** What the execution says of a round that begins. */
export interface RoundStart {
	turn: string;
	/** Of the round in this execution, from 1. */
	number: number;
	now: Date;
	/** What Group By gives for an item. */
	groupOf(item: number): string;
}

/**
 * Finds the images, makes their previews and opens a round.
 * @throws {AtItem} before anybody is asked.
 */
export async function openRound(
	context: IExecuteFunctions,
	{ settings, inputFields, deadline }: WantedRound,
	{ turn, number, now, groupOf }: RoundStart,
): Promise<Round> {
	const found = context
		.getInputData()
		.flatMap(({ json }, item): Found[] =>
			isMissingImage(context, item)
				? []
				: AtItem.run(item, () =>
						imagesOf(context, { item, json, group: groupOf(item) }, inputFields, settings),
					),
		);
	if (found.length > LIMITS.images) {
		throw new AtItem(
			0,
			new SettingError(
				'inputFields',
				`${found.length} images are too many for one page, which takes up to ${LIMITS.images}`,
				'Put a Loop Over Items node before this one, and review fewer images at once.',
			),
		);
	}
	const { images: placed, groups } = placeImages(found, settings.blind, settings.showPrompt);
	const images: RoundImage[] = [];
	const resources = resourcesOf(context);
	for (const { candidate, letter, place } of placed) {
		resources.signal?.throwIfAborted();
		const shown = await AtItem.run(
			candidate.item,
			async () => await shownImage(resources, candidate, settings, images.length),
		);
		images.push({ ...shown, letter, place });
	}
	return {
		id: randomBytes(16).toString('hex'),
		turn,
		number,
		openedAt: now.toISOString(),
		deadline: deadline?.toISOString() ?? null,
		settings,
		groups,
		images,
		logo: await AtItem.run(0, async () => await logoOf(context, settings)),
		answers: [],
	};
}

function imagesOf(
	context: IExecuteFunctions,
	candidate: Candidate,
	inputFields: string[],
	{ compareWith, logo }: RoundSettings,
): Found[] {
	const excluded = new Set([compareWith, logo, 'mask', 'markup']);
	return fieldsOf(context, candidate.item, inputFields, excluded).map((found) => ({
		...candidate,
		...found,
	}));
}

async function shownImage(
	resources: Resources,
	{ item, json, field, binary }: Found,
	settings: RoundSettings,
	index: number,
): Promise<Omit<RoundImage, 'letter' | 'place'>> {
	const { context } = resources;
	const file = await openFile(context, item, 'inputFields', field, binary);
	const full: ShownFile = { binary: file.binary, mimeType: file.facts.mimeType };
	const preview = await previewOf(resources, file, settings, `review-${index + 1}.jpg`);
	const earlier = versionBefore(context, item, settings.compareWith);
	const before =
		earlier && (await openFile(context, item, 'compareWith', settings.compareWith, earlier));
	return {
		item,
		field,
		...uprightSize(file.facts),
		preview,
		...(!settings.blind && { full }),
		...(before && {
			before: await previewOf(resources, before, settings, `review-${index + 1}-before.jpg`),
		}),
		requested: settings.blind ? '' : requestedIn(json),
	};
}

async function previewOf(
	resources: Resources,
	{ field, binary, bytes, facts }: OpenedFile,
	{ previewSize, blind }: RoundSettings,
	fileName: string,
): Promise<ShownFile> {
	const wish = { edge: previewSize, blind, fileName };
	const preview = await makePreview(resources, bytes, facts, wish).catch((thrown: unknown) => {
		if (!(thrown instanceof ImageDecodeError)) throw thrown;
		throw new SettingError(
			'inputFields',
			`The binary field "${field}" cannot be shown in a blind vote: ${thrown.message}`,
			'Save it as PNG or JPEG before this step.',
		);
	});
	return preview === 'asItIs' ? { binary, mimeType: facts.mimeType } : preview;
}

/** What the previous round asked for, shown with what became of it. */
function requestedIn({ review }: IDataObject): string {
	const { status, comment, pins } = (review ?? {}) as {
		status?: unknown;
		comment?: unknown;
		pins?: Array<{ text?: unknown }>;
	};
	if (status !== 'changesRequested') return '';
	const spots = (Array.isArray(pins) ? pins : []).map(({ text }) => String(text));
	return [typeof comment === 'string' ? comment : '', ...spots]
		.filter((line) => line !== '')
		.join('\n');
}

async function logoOf(
	context: IExecuteFunctions,
	{ logo }: RoundSettings,
): Promise<ShownFile | undefined> {
	if (logo === '') return undefined;
	const binary = versionBefore(context, 0, logo);
	if (binary === undefined) {
		throw new SettingError(
			'logo',
			`The first item has no binary field "${logo}"`,
			'Name a binary field of the first item that holds the logo, or leave Logo empty.',
		);
	}
	const file = await openFile(context, 0, 'logo', logo, binary);
	return { binary: file.binary, mimeType: file.facts.mimeType };
}
