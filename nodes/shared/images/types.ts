/** Decoded pixels: RGBA, one byte a channel, row by row from the top left, not premultiplied. */
export interface Raster {
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
	/** width × height × 4 bytes. */
	data: Uint8Array;
}

/** The file formats that are recognized by their bytes. */
export type FileFormat =
	| 'png'
	| 'jpeg'
	| 'webp'
	| 'gif'
	| 'svg'
	| 'heic'
	| 'avif'
	| 'bmp'
	| 'tiff'
	| 'ico'
	| 'psd'
	| 'pdf';

/** What an image file's own bytes say. Read without decoding pixels. */
export interface ImageFacts {
	format: FileFormat;
	mimeType: string;
	/** Pixels, 0 where the file does not say (SVG without a size). */
	width: number;
	height: number;
	/** Whether the file can hold transparency (an alpha channel or a transparent palette entry). */
	hasAlpha: boolean;
	animated: boolean;
	colorSpace: 'rgb' | 'gray' | 'indexed' | 'cmyk' | 'unknown';
	/** Bits a channel, where the format says. */
	bitDepth?: number;
	/**
	 * EXIF orientation 2–8, where the file is to be shown turned or mirrored. `width` and `height` are
	 * those of the stored pixels, before turning.
	 */
	orientation?: number;
	/** Whether the file ends as its format says it must; false for a download that was cut off. */
	complete: boolean;
}

/** A rectangle of pixels, from the top left. */
export interface Rectangle {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** How much a decoder may be asked to do. */
export interface DecodeLimits {
	/** Width × height above which a file is refused before any memory is taken. */
	maxPixels: number;
}
