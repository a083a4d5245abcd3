import { hasText } from './codec/byteOrder';
import { isJpeg, JPEG_MARKER, jpegSegments } from './codec/jpegSegments';
import { isPng, pngChunk, pngChunks } from './codec/pngChunks';

/**
 * Machine-readable word that an image was made by a model: the IPTC property "Digital Source Type"
 * in an XMP packet, where image search, social networks and newsrooms look for it.
 */
const AI_XMP = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
   Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;

/** IPTC's words for "made by a model" and "made by a model out of other images". */
const AI_SOURCE_TYPE =
	/digitalsourcetype\/(trainedAlgorithmicMedia|compositeWithTrainedAlgorithmicMedia)/;

const PNG_XMP_KEYWORD = 'XML:com.adobe.xmp\0';
const JPEG_XMP_HEADER = 'http://ns.adobe.com/xap/1.0/\0';
const PNG_C2PA_CHUNK = 'caBX';

/**
 * The same file with the mark in it. A file that has it, or that is neither PNG nor JPEG, comes back
 * as it is.
 */
export function addAiMark(bytes: Uint8Array): Uint8Array {
	if (hasAiMark(bytes)) return bytes;
	const text = new TextEncoder();
	if (isPng(bytes)) {
		const first = pngChunks(bytes).next().value;
		if (first?.type !== 'IHDR') return bytes;
		// Keyword, then: not compressed, method 0, no language, no translated keyword.
		const chunk = pngChunk('iTXt', text.encode(`${PNG_XMP_KEYWORD}\0\0\0\0${AI_XMP}`));
		return insert(bytes, first.offset + 12 + first.data.length, chunk);
	}
	if (isJpeg(bytes)) {
		const xmp = text.encode(JPEG_XMP_HEADER + AI_XMP);
		const length = xmp.length + 2;
		const segment = Uint8Array.of(0xff, JPEG_MARKER.app1, length >> 8, length & 0xff, ...xmp);
		return insert(bytes, afterJfif(bytes), segment);
	}
	return bytes;
}

/** Whether a PNG's or JPEG's XMP says that a model made the image. Compressed XMP is not read. */
export function hasAiMark(bytes: Uint8Array): boolean {
	return xmpPackets(bytes).some((packet) => AI_SOURCE_TYPE.test(new TextDecoder().decode(packet)));
}

/** Whether a PNG or JPEG carries a C2PA manifest, the seal that any change to the file breaks. */
export function c2paPresent(bytes: Uint8Array): boolean {
	if (isPng(bytes)) {
		for (const { type } of pngChunks(bytes)) if (type === PNG_C2PA_CHUNK) return true;
	} else if (isJpeg(bytes)) {
		for (const { marker, data } of jpegSegments(bytes)) {
			// APP11: "JP", instance and sequence number, then a JUMBF box (ISO 19566-5).
			const isJumbf = hasText(data, 0, 'JP') && hasText(data, 12, 'jumb');
			if (marker === JPEG_MARKER.app11 && isJumbf) return true;
		}
	}
	return false;
}

function xmpPackets(bytes: Uint8Array): Uint8Array[] {
	const packets: Uint8Array[] = [];
	if (isPng(bytes)) {
		for (const { type, data } of pngChunks(bytes)) {
			if (type === 'iTXt' && hasText(data, 0, PNG_XMP_KEYWORD)) packets.push(data);
		}
	} else if (isJpeg(bytes)) {
		for (const { marker, data } of jpegSegments(bytes)) {
			if (marker === JPEG_MARKER.app1 && hasText(data, 0, JPEG_XMP_HEADER)) packets.push(data);
		}
	}
	return packets;
}

/** JFIF wants its APP0 to be the first segment. */
function afterJfif(bytes: Uint8Array): number {
	const first = jpegSegments(bytes).next().value;
	return first && hasText(first.data, 0, 'JFIF\0') ? first.offset + 4 + first.data.length : 2;
}

function insert(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
	const result = new Uint8Array(bytes.length + part.length);
	result.set(bytes.subarray(0, at));
	result.set(part, at);
	result.set(bytes.subarray(at), at + part.length);
	return result;
}
