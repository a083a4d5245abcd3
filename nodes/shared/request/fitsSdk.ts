/** `true` where every field of `Ours` exists in `Theirs` and takes our values; otherwise the fields that do not fit. */
export type FitsSdk<Ours, Theirs> = {
	[Field in keyof Ours]: Field extends keyof Theirs
		? Ours[Field] extends Theirs[Field]
			? never
			: Field
		: Field;
}[keyof Ours] extends infer Misfit
	? [Exclude<Misfit, undefined>] extends [never]
		? true
		: Misfit
	: never;

/** Compiles only for `true`. */
export type Check<Fits extends true> = Fits;
