/**
 * `empty` no byte; `not_json` something other than JSON; `truncated` it ends too early;
 * `too_large` it exceeds a limit of the decoder; `too_deep` its JSON is nested beyond reason.
 */
export type BadAnswerKind = 'empty' | 'not_json' | 'truncated' | 'too_large' | 'too_deep';

/** Thrown by the decoder where a server's answer cannot be read. */
export class BadAnswer extends Error {
	override readonly name = 'BadAnswer';

	constructor(
		readonly kind: BadAnswerKind,
		/** The beginning of what was not an image. May still contain secrets. */
		readonly beginning: string,
	) {
		super(`The answer is ${kind.replace('_', ' ')}`);
	}
}
