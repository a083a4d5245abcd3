import type { Slices } from '../slices';
import type { Raster } from '../types';
import { readIccProfile, type SimpleProfile } from './iccProfile';

/** Changes pixels to sRGB in place. */
export type SrgbConversion = (raster: Raster, slices: Slices) => Promise<void>;

/** Linear sRGB of XYZ under D50 (IEC 61966-2-1, adapted with Bradford's matrix). */
const SRGB_OF_XYZ = [
	[3.1338561, -1.6168667, -0.4906146],
	[-0.9787684, 1.9161415, 0.033454],
	[0.0719453, -0.2289914, 1.4052427],
];

/** Fine enough that a step of the darkest levels is a fifth of one level. */
const LIGHT_STEPS = 1 << 15;

const encoded = (light: number) =>
	light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;

let levels: Uint8Array | undefined;

/** Level of sRGB, 0 to 255, by light in `LIGHT_STEPS`. */
function srgbLevels(): Uint8Array {
	levels ??= Uint8Array.from({ length: LIGHT_STEPS + 1 }, (_, step) =>
		Math.round(encoded(step / LIGHT_STEPS) * 255),
	);
	return levels;
}

/**
 * How pixels with this ICC profile become sRGB; colours that sRGB lacks are cut off at its edge.
 * @returns undefined if the profile is of a kind that is not converted here; 'same' where it is sRGB
 *   itself to the level.
 */
export function conversionToSrgb(profile: Uint8Array): SrgbConversion | 'same' | undefined {
	const simple = readIccProfile(profile);
	if (!simple) return undefined;
	const convert = simple.kind === 'gray' ? grayConverter(simple) : rgbConverter(simple);
	if (isSame(convert, simple.kind === 'gray')) return 'same';
	return async (raster, slices) => {
		const rowBytes = raster.width * 4;
		for (let at = 0; at < raster.data.length; at += rowBytes) {
			convert(raster.data, at, at + rowBytes);
			if (slices.due) await slices.pause();
		}
	};
}

type Converter = (data: Uint8Array, from: number, end: number) => void;

/** Light of each level, scaled to `LIGHT_STEPS`. */
const lightOf = (curve: (value: number) => number) =>
	Float64Array.from({ length: 256 }, (_, level) => curve(level / 255));

const toStep = (light: number) =>
	light <= 0 ? 0 : light >= 1 ? LIGHT_STEPS : (light * LIGHT_STEPS + 0.5) | 0;

function grayConverter({ curve }: Extract<SimpleProfile, { kind: 'gray' }>): Converter {
	const light = lightOf(curve);
	const table = Uint8Array.from(light, (value) => srgbLevels()[toStep(value)]!);
	return (data, from, end) => {
		for (let at = from; at < end; at += 4) {
			for (let channel = at; channel < at + 3; channel++) data[channel] = table[data[channel]!]!;
		}
	};
}

function rgbConverter({ curves, primaries }: Extract<SimpleProfile, { kind: 'rgb' }>): Converter {
	const [reds, greens, blues] = curves.map(lightOf) as [Float64Array, Float64Array, Float64Array];
	const matrix = SRGB_OF_XYZ.map((row) =>
		primaries.map((xyz) => row.reduce((sum, factor, index) => sum + factor * xyz[index]!, 0)),
	);
	const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = matrix as [
		[number, number, number],
		[number, number, number],
		[number, number, number],
	];
	const table = srgbLevels();
	return (data, from, end) => {
		for (let at = from; at < end; at += 4) {
			const red = reds[data[at]!]!;
			const green = greens[data[at + 1]!]!;
			const blue = blues[data[at + 2]!]!;
			data[at] = table[toStep(rr * red + rg * green + rb * blue)]!;
			data[at + 1] = table[toStep(gr * red + gg * green + gb * blue)]!;
			data[at + 2] = table[toStep(br * red + bg * green + bb * blue)]!;
		}
	};
}

/** Whether a set of colours all over the space moves by no more than one level. */
function isSame(convert: Converter, isGray: boolean): boolean {
	const steps = [0, 16, 32, 64, 96, 128, 160, 192, 224, 255];
	const grays = Array.from({ length: 256 }, (_, level) => [level, level, level]);
	const colors = isGray
		? grays
		: [...grays, ...steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => [r, g, b])))];
	const before = Uint8Array.from(colors.flatMap((color) => [...color, 255]));
	const after = before.slice();
	convert(after, 0, after.length);
	return after.every((level, at) => Math.abs(level - before[at]!) <= 1);
}
