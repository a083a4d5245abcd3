import type { ImageSettings } from '../../shared/request/settings';

/** One model with its settings. */
export interface Variant {
	/** A, B, C … */
	letter: string;
	/** The person's own name for it; empty: none. */
	label: string;
	model: string;
	quality: ImageSettings['quality'];
	/** `auto` or pixels such as `1024x1024`. */
	size: string;
	background: ImageSettings['background'];
}

/** What is compared, and how it is shown. Read from the first item. */
export interface MatrixSettings {
	source: 'generate' | 'edit' | 'existing';
	variants: Variant[];
	repetitions: number;
	/** The binary field with the stored image; empty: none. */
	baselineField: string;
	/** The input field whose values the prompts are sliced by; empty: none. */
	sliceBy: string;
	blind: boolean;
	title: string;
}
