import type { Dimensions } from '../models/types';
import { shortened } from '../words';
import type { OptionSettings } from './apiOptions';

/** Left to the model; pixels that the API delivers; or pixels that the delivered image is brought to. */
export type AskedSize = 'auto' | { pixels: Dimensions } | { exact: Dimensions };

/** What a person set for one call, in the node's words, before any check. */
export interface ImageSettings extends OptionSettings {
	/** A model id; ids that the catalog does not know are taken. */
	model: string;
	prompt: string;
	size: AskedSize;
	quality: NonNullable<OptionSettings['quality']>;
	/** Images of this one call. */
	n: number;
}

/**
 * What is said of a setting: a sentence that stands alone, or one made with the name that the reader
 * knows the setting by ("Output Compression"), which only the caller of this room knows.
 */
export type Wording = string | ((name: string, quote: Quote) => string);

/** Puts what was typed between quotation marks, shortened: it may be a whole file, or hold a key. */
export type Quote = (typed: string) => string;

/** Characters: of longer text only the beginning is looked at, since no more than 60 are shown. */
const LONGEST_REDACTED = 2000;

/** @param redact takes keys out, before a part of one could be left by shortening the text. */
export const quoting =
	(redact: (text: string) => string): Quote =>
	(typed) =>
		`"${shortened(redact(typed.slice(0, LONGEST_REDACTED)))}"`;

export function worded(
	wording: Wording,
	name: string,
	quote: Quote = quoting((text) => text),
): string {
	return typeof wording === 'string' ? wording : wording(name, quote);
}

/** A name within a sentence: "quality", but "Input Fidelity" as the editor writes it. */
export function inSentence(name: string): string {
	return name.includes(' ') ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** What was changed, left out or left unchecked, reported with the result. */
export interface Warning {
	/** The node parameter's name, e.g. `outputCompression`. */
	setting: string;
	message: Wording;
	/** Of what the node is made to do. */
	level?: 'info';
}

/** Thrown before the call where a setting cannot be sent: nothing was paid. */
export class SettingError extends Error {
	override readonly name = 'SettingError';

	constructor(
		/** The node parameter's name, e.g. `size`; with exact pixels `width`. */
		readonly setting: string,
		readonly wording: Wording,
		readonly howToFix: string,
		/** `retired`: OpenAI has shut the model down. */
		readonly reason: 'invalid' | 'retired' = 'invalid',
	) {
		super(worded(wording, setting));
	}
}

/**
 * What throws a SettingError for one parameter.
 * @param subject what every message begins with, such as "The mask".
 */
export const rejecting =
	(setting: string, subject = '') =>
	(message: Wording, howToFix: string): never => {
		const wording: Wording = (name, quote) => {
			const said = worded(message, name, quote);
			return subject === '' ? said : `${subject} ${said}`;
		};
		throw new SettingError(setting, wording, howToFix);
	};
