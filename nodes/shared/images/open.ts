import { colorChunks, embeddedProfile, profileChunk, profileSegments } from './colors/embedded';
import { isGrayProfile } from './colors/iccProfile';
import { conversionToSrgb, type SrgbConversion } from './colors/toSrgb';
import { decodeStripes } from './decode';
import { uprightSize, uprightStripes } from './orientation';
import { Slices } from './slices';
import { collected, type Size, type Stripes } from './stripes';
import type { DecodeLimits, ImageFacts, Raster } from './types';

/**
 * What became of the colour profile: `none` was there (or sRGB's own), it was `converted` to sRGB, or it is
 * of a kind that is not converted here (look-up tables): `unconverted`.
 */
export type ProfileUse = 'none' | 'converted' | 'unconverted';

/** An image as a person sees it: turned upright. */
export interface OpenedStripes extends Size {
	/** Whether no pixel can be transparent. */
	opaque: boolean;
	profile: ProfileUse;
	stripes: Stripes;
}

/** What the functions here need to know of a file: `identifyImage` tells it. */
export type OpenedFacts = Pick<
	ImageFacts,
	'format' | 'width' | 'height' | 'hasAlpha' | 'orientation' | 'colorSpace'
>;

/**
 * Opens an image as a person sees it, for everything that measures or shows pixels: upright and in sRGB,
 * some rows at a time.
 * @throws {ImageDecodeError} while the stripes are read, for what cannot be decoded or has more pixels than
 *   `limits` allow.
 */
export async function openStripes(
	bytes: Uint8Array,
	facts: OpenedFacts,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<OpenedStripes> {
	const { profile, convert } = await colorsOf(bytes, facts);
	return { ...openUpright(bytes, facts, limits, signal, convert), profile };
}

/** `openStripes` as one raster. @throws {ImageDecodeError} */
export async function openImage(
	bytes: Uint8Array,
	facts: OpenedFacts,
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<{ raster: Raster; profile: ProfileUse }> {
	const { stripes, profile, width, height } = await openStripes(bytes, facts, limits, signal);
	return { raster: await collected(stripes, { width, height }), profile };
}

/** An image that is to be written again, with the parts of the new file that say what its colours mean. */
export interface Rewriting extends Omit<OpenedStripes, 'profile'> {
	/** Chunks of a PNG or segments of a JPEG. */
	colorParts: Uint8Array[];
}

/**
 * Opens an image that is to be written again: upright, its colours as they are stored. Their profile goes
 * along into the new file, of whatever kind it is, so that no colour is lost to a smaller space. Only that of
 * a gray image cannot, since what is written is RGB: its values become those of sRGB.
 * @throws {ImageDecodeError} as `openStripes` does.
 */
export async function openToRewrite(
	bytes: Uint8Array,
	facts: OpenedFacts,
	outputFormat: 'png' | 'jpeg',
	limits: DecodeLimits,
	signal?: AbortSignal,
): Promise<Rewriting> {
	const profile = await profileOf(bytes, facts);
	if (profile && isGrayProfile(profile)) {
		const { convert } = await colorsOf(bytes, facts);
		return { ...openUpright(bytes, facts, limits, signal, convert), colorParts: [] };
	}
	const isPng = outputFormat === 'png';
	const profileParts =
		profile && (isPng ? [await profileChunk(profile)] : profileSegments(profile));
	const colorParts = profileParts ?? (isPng ? colorChunks(bytes) : []);
	return { ...openUpright(bytes, facts, limits, signal), colorParts };
}

/** The profile of a file. An empty one is none, nor is that of gray in a file of colors, as in browsers. */
async function profileOf(
	bytes: Uint8Array,
	{ colorSpace }: OpenedFacts,
): Promise<Uint8Array | undefined> {
	const profile = await embeddedProfile(bytes);
	if (!profile?.length || (isGrayProfile(profile) && colorSpace !== 'gray')) return undefined;
	return profile;
}

/** What is to be done with the colours of a file so that they are sRGB. */
export async function colorsOf(
	bytes: Uint8Array,
	facts: OpenedFacts,
): Promise<{ profile: ProfileUse; convert?: SrgbConversion }> {
	const profile = await profileOf(bytes, facts);
	const conversion = profile ? conversionToSrgb(profile) : 'same';
	if (conversion === 'same') return { profile: 'none' };
	return { profile: conversion ? 'converted' : 'unconverted', convert: conversion };
}

/** Opens an image upright, its colours as they are stored, or changed by `convert`. */
export function openUpright(
	bytes: Uint8Array,
	facts: OpenedFacts,
	limits: DecodeLimits,
	signal?: AbortSignal,
	convert?: SrgbConversion,
): Omit<OpenedStripes, 'profile'> {
	const { orientation = 1, hasAlpha } = facts;
	return {
		...uprightSize(facts),
		opaque: !hasAlpha,
		stripes: seen(),
	};

	async function* seen(): AsyncGenerator<Raster, void> {
		const slices = new Slices(signal);
		const stored = decodeStripes(bytes, facts, limits, signal);
		const upright =
			orientation === 1
				? stored
				: uprightStripes(await collected(stored, facts), orientation, signal);
		for await (const stripe of upright) {
			if (convert) await convert(stripe, slices);
			yield stripe;
		}
	}
}
