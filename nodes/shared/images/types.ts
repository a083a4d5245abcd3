/** Decoded pixels: RGBA, one byte a channel, row by row from the top left, not premultiplied. */
export interface Raster {
	/** Pixels. */
	width: number;
	/** Pixels. */
	height: number;
	/** width × height × 4 bytes. */
	data: Uint8Array;
}

/** The file formats that are told apart by their bytes. */
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
	/** Whether the file ends as its format says it must; false for a download that was cut off. */
	complete: boolean;
}
