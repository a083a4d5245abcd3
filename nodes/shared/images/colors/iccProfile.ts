import { fourCc, hasText, u16be, u32be } from '../codec/byteOrder';

/** Real value of a device value, both 0 to 1. */
export type ToneCurve = (value: number) => number;

/** A colour profile that says how its values become light: curves, then for RGB a matrix. */
export type SimpleProfile =
	| {
			kind: 'rgb';
			curves: [ToneCurve, ToneCurve, ToneCurve];
			/** XYZ under D50 of full red, green and blue. */
			primaries: [number[], number[], number[]];
	  }
	| { kind: 'gray'; curve: ToneCurve };

/** More than any profile has; a table of that many entries is not searched. */
const MAX_TAGS = 200;

/**
 * Reads an ICC profile (ICC.1:2010) of the matrix/TRC kind, as displays and photos have.
 * @returns undefined for a profile of another kind (with look-up tables, for print) and for a damaged one.
 */
export function readIccProfile(profile: Uint8Array): SimpleProfile | undefined {
	if (!hasText(profile, 36, 'acsp') || !hasText(profile, 20, 'XYZ ')) return undefined;
	const tags = tagsOf(profile);
	// A table that is there wins over matrix and curves.
	if (tags.has('A2B0')) return undefined;
	const curveOf = (name: string) => readCurve(tags.get(name));
	const space = fourCc(profile, 16);
	if (space === 'GRAY') {
		const curve = curveOf('kTRC');
		return curve && { kind: 'gray', curve };
	}
	if (space !== 'RGB ') return undefined;
	const [red, green, blue] = ['rTRC', 'gTRC', 'bTRC'].map(curveOf);
	const [x, y, z] = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => readXyz(tags.get(name)));
	if (!red || !green || !blue || !x || !y || !z) return undefined;
	return { kind: 'rgb', curves: [red, green, blue], primaries: [x, y, z] };
}

/** Whether the profile is for values of gray. */
export const isGrayProfile = (profile: Uint8Array) => hasText(profile, 16, 'GRAY');

function tagsOf(profile: Uint8Array): Map<string, Uint8Array> {
	const tags = new Map<string, Uint8Array>();
	const count = Math.min(MAX_TAGS, u32be(profile, 128));
	for (let entry = 132; entry < 132 + count * 12; entry += 12) {
		const from = u32be(profile, entry + 4);
		const length = u32be(profile, entry + 8);
		if (from + length <= profile.length) {
			tags.set(fourCc(profile, entry), profile.subarray(from, from + length));
		}
	}
	return tags;
}

/** A signed number with 16 bits behind the point. */
const fixed = (bytes: Uint8Array, at: number) => (u32be(bytes, at) | 0) / 65536;

function readXyz(tag: Uint8Array | undefined): number[] | undefined {
	if (!tag || tag.length < 20 || !hasText(tag, 0, 'XYZ ')) return undefined;
	return [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)];
}

function readCurve(tag: Uint8Array | undefined): ToneCurve | undefined {
	if (!tag) return undefined;
	if (hasText(tag, 0, 'curv')) return tableCurve(tag);
	if (hasText(tag, 0, 'para')) return formulaCurve(tag);
	return undefined;
}

function tableCurve(tag: Uint8Array): ToneCurve | undefined {
	const count = u32be(tag, 8);
	if (12 + count * 2 > tag.length) return undefined;
	if (count === 0) return (value) => value;
	if (count === 1) {
		const gamma = u16be(tag, 12) / 256;
		return (value) => value ** gamma;
	}
	return (value) => {
		const place = value * (count - 1);
		const below = Math.min(count - 2, Math.floor(place));
		const low = u16be(tag, 12 + below * 2);
		const high = u16be(tag, 14 + below * 2);
		return (low + (high - low) * (place - below)) / 65535;
	};
}

/** How many numbers each of the five formulas has. */
const PARAMETERS = [1, 3, 4, 5, 7];

function formulaCurve(tag: Uint8Array): ToneCurve | undefined {
	const kind = u16be(tag, 8);
	const count = PARAMETERS[kind];
	if (count === undefined || tag.length < 12 + count * 4) return undefined;
	const numbers = Array.from({ length: 7 }, (_, index) =>
		index < count ? fixed(tag, 12 + index * 4) : undefined,
	);
	const [g = 1, a = 1, b = 0, c = 0, d, e = 0, f = 0] = numbers;
	const power = (value: number) => Math.max(0, a * value + b) ** g;
	// Formulas 1 and 2 begin where a·x + b is 0, 2 with c on both sides of it; 3 and 4 are straight below d.
	if (kind === 0) return power;
	if (kind < 3) return (value) => power(value) + (kind === 2 ? c : 0);
	return (value) => (value >= (d ?? 0) ? power(value) + e : c * value + f);
}
