import { COMPLEXITIES, INPUT_FIDELITIES, QUALITIES } from '../models/types';
import { file, format, frames, otherwise, steps } from './ruleKinds';
import type { Rule } from './rules';

const TRANSPARENT_FORMATS = ['png', 'webp'];
const COMPRESSED_FORMATS = ['jpeg', 'webp'];

/**
 * What a model of the catalog takes. A violation with `instead` is a setting of degree, that is adapted
 * where the person allows it; one without decides what is in the picture or whether it can be used: it is
 * always refused, for a paid picture of no use is worse than a stop.
 */
export const MODEL_RULES: readonly Rule[] = [
	{
		setting: 'outputFormat',
		check: ({ settings, capabilities, modelId, policy }) => {
			const { outputFormat } = settings;
			if (outputFormat === undefined || capabilities.outputFormats.includes(outputFormat)) {
				return undefined;
			}
			return {
				message: `${modelId} does not deliver ${outputFormat}`,
				howToFix: otherwise(
					`Choose ${capabilities.outputFormats.join(', ')}`,
					(other) => other.outputFormats.includes(outputFormat),
					policy.today,
				),
			};
		},
	},
	{
		setting: 'background',
		check: ({ settings, capabilities, modelId, policy }) => {
			const { background } = settings;
			if (background === undefined || background === 'auto') return undefined;
			if (capabilities.backgrounds.includes(background)) return undefined;
			return {
				message: `${modelId} does not take background ${background}`,
				howToFix: otherwise(
					`Choose ${['auto', ...capabilities.backgrounds].join(', ')}`,
					(other) => other.backgrounds.includes(background),
					policy.today,
				),
			};
		},
	},
	{
		setting: 'background',
		check: (context) => {
			if (context.settings.background !== 'transparent') return undefined;
			if (TRANSPARENT_FORMATS.includes(format(context))) return undefined;
			return {
				message: `background transparent cannot be delivered as ${format(context)}`,
				howToFix: `Set Output Format to ${TRANSPARENT_FORMATS.join(' or ')}, or the background to opaque.`,
			};
		},
	},
	{
		setting: 'n',
		check: (context) => {
			if (format(context) !== 'svg' || context.settings.n === 1) return undefined;
			return {
				message: `n is ${context.settings.n}, but SVG comes one image a call`,
				howToFix: 'Set Number of Images to 1, or choose another Output Format.',
			};
		},
	},
	file('mask', ({ edit }) => edit?.hasMask === true),
	file('markup', ({ edit }) => edit?.hasMarkup === true),
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
		check: (context) => {
			if (!context.edit?.hasMask || format(context) !== 'gif') return undefined;
			return {
				message: 'A mask cannot be sent together with Output Format gif',
				howToFix: 'Remove the mask, or choose another Output Format.',
			};
		},
	},
	steps('quality', QUALITIES, ({ qualities }) => qualities),
	steps('complexity', COMPLEXITIES, ({ complexities }) => complexities),
	{
		setting: 'inputFidelity',
		check: ({ settings, edit }) => {
			if (edit || settings.inputFidelity === undefined) return undefined;
			return {
				message: 'inputFidelity is for edits only',
				howToFix: 'Remove it.',
				instead: { inputFidelity: undefined },
				told: 'it was left out',
			};
		},
	},
	steps('inputFidelity', INPUT_FIDELITIES, ({ inputFidelities }) => inputFidelities),
	{
		setting: 'outputCompression',
		check: (context) => {
			if (context.settings.outputCompression === undefined) return undefined;
			if (COMPRESSED_FORMATS.includes(format(context))) return undefined;
			return {
				message: `outputCompression does not apply to ${format(context)}`,
				howToFix: `Remove it, or set Output Format to ${COMPRESSED_FORMATS.join(' or ')}.`,
				instead: { outputCompression: undefined },
				told: 'it was left out',
			};
		},
	},
	frames('frameCount'),
	frames('frameDuration'),
];
