import type { FileFormat } from './types';

/** The formats that can be opened here. */
export const DECODABLE_FORMATS = ['png', 'jpeg', 'webp'] as const satisfies readonly FileFormat[];

export type DecodableFormat = (typeof DECODABLE_FORMATS)[number];

export const isDecodable = (format: string): format is DecodableFormat =>
	DECODABLE_FORMATS.some((each) => each === format);
