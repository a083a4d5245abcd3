import { OPTION_ROWS } from './apiOptions';
import { contentRules, degreeRules } from './optionRules';
import { fileRule, formatOf, type Rule } from './rules';

const TRANSPARENT_FORMATS = ['png', 'webp'];

/** What no row says: how settings and files of an edit depend on each other. */
const SPECIAL_RULES: readonly Rule[] = [
	{
		setting: 'background',
		check: ({ settings }) => {
			if (settings.background !== 'transparent') return undefined;
			if (TRANSPARENT_FORMATS.includes(formatOf(settings))) return undefined;
			return {
				message: (name) => `${name} transparent cannot be delivered as ${formatOf(settings)}`,
				howToFix: `Set Output Format to ${TRANSPARENT_FORMATS.join(' or ')}, or the background to opaque.`,
			};
		},
	},
	{
		setting: 'n',
		check: ({ settings }) => {
			if (formatOf(settings) !== 'svg' || settings.n === 1) return undefined;
			return {
				message: (name) => `${name} is ${settings.n}, but SVG allows one image per call`,
				howToFix: 'Set Number of Images to 1, or choose another Output Format.',
			};
		},
	},
	fileRule('mask', ({ edit }) => edit?.hasMask === true),
	fileRule('markup', ({ edit }) => edit?.hasMarkup === true),
	{
		setting: 'markup',
		check: ({ edit }) => {
			if (!edit?.hasMask || !edit.hasMarkup) return undefined;
			return {
				message: 'A mask and a markup cannot be sent together',
				howToFix: 'Remove one of the two.',
			};
		},
	},
	{
		setting: 'mask',
		check: ({ settings, edit }) => {
			if (!edit?.hasMask || formatOf(settings) !== 'gif') return undefined;
			return {
				message: 'A mask cannot be sent together with Output Format gif',
				howToFix: 'Remove the mask, or choose another Output Format.',
			};
		},
	},
];

/**
 * What a model of the catalog takes. A violation with `instead` is a setting of degree, which is adapted where
 * the person allows it. One without decides what is in the image or whether it can be used and always stops
 * the request: a paid image of no use is worse than a stop.
 */
export const MODEL_RULES: readonly Rule[] = [
	...contentRules(OPTION_ROWS),
	...SPECIAL_RULES,
	...degreeRules(OPTION_ROWS),
];
