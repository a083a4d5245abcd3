import { fourCc, hasText, u32be } from '../codec/byteOrder';
import type { ImageFacts } from '../types';

const AVIF = ['avif', 'avis'];
const HEIC = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const SEQUENCES = ['avis', 'msf1', 'hevc', 'hevx'];
/** Boxes whose content is boxes again, with the bytes that stand before those. */
const CONTAINERS = new Map([
	['meta', 4],
	['iprp', 0],
	['ipco', 0],
]);
const MAX_BOXES = 10_000;
const MAX_DEPTH = 4;

interface Box {
	type: string;
	data: Uint8Array;
}

/** HEIC and AVIF: the boxes of ISO 14496-12 and 23008-12. */
export function isoMediaFacts(bytes: Uint8Array): ImageFacts | undefined {
	if (!hasText(bytes, 4, 'ftyp')) return undefined;
	const brands = brandsOf(bytes);
	const isAvif = brands.some((brand) => AVIF.includes(brand));
	if (!isAvif && !brands.some((brand) => HEIC.includes(brand))) return undefined;

	const { boxes, complete } = readBoxes(bytes);
	const sizes = boxes
		.filter(({ type, data }) => type === 'ispe' && data.length >= 12)
		.map(({ data }) => ({ width: u32be(data, 4), height: u32be(data, 8) }));
	const largest = sizes.reduce(
		(best, size) => (size.width * size.height > best.width * best.height ? size : best),
		{ width: 0, height: 0 },
	);
	return {
		format: isAvif ? 'avif' : 'heic',
		mimeType: isAvif ? 'image/avif' : 'image/heic',
		...largest,
		hasAlpha: boxes.some(({ type, data }) => type === 'auxC' && mentionsAlpha(data)),
		animated: SEQUENCES.includes(brands[0] ?? ''),
		colorSpace: 'unknown',
		complete,
	};
}

/** The major brand, then the compatible ones. */
function brandsOf(bytes: Uint8Array): string[] {
	const end = Math.min(bytes.length, u32be(bytes, 0), 256);
	const brands = [fourCc(bytes, 8)];
	for (let at = 16; at + 4 <= end; at += 4) brands.push(fourCc(bytes, at));
	return brands;
}

const mentionsAlpha = (data: Uint8Array) => {
	const urn = String.fromCharCode(...data.subarray(4, 100)).split('\0')[0];
	return (
		urn === 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha' || urn === 'urn:mpeg:hevc:2015:auxid:1'
	);
};

/** All boxes, those inside containers too; complete when the outer ones fill the file. */
function readBoxes(bytes: Uint8Array): { boxes: Box[]; complete: boolean } {
	const boxes: Box[] = [];
	/** @returns where the last whole box ended. */
	const read = (part: Uint8Array, depth: number): number => {
		let at = 0;
		while (at + 8 <= part.length && boxes.length < MAX_BOXES) {
			const size = u32be(part, at);
			const large = size === 1;
			const length = large
				? u32be(part, at + 8) * 2 ** 32 + u32be(part, at + 12)
				: size || part.length - at;
			const headBytes = large ? 16 : 8;
			if (length < headBytes || at + length > part.length) return at;
			const type = fourCc(part, at + 4);
			const data = part.subarray(at + headBytes, at + length);
			boxes.push({ type, data });
			const before = CONTAINERS.get(type);
			if (before !== undefined && depth < MAX_DEPTH) read(data.subarray(before), depth + 1);
			at += length;
		}
		return at;
	};
	const end = read(bytes, 0);
	const hasContent = boxes.some(({ type }) => type === 'mdat' || type === 'idat');
	return { boxes, complete: end === bytes.length && hasContent };
}
