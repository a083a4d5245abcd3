import { modelsToMoveTo } from '../models/capabilities';
import type { Capabilities } from '../models/types';
import type { Rule, RuleContext } from './rules';

type Takes = (capabilities: Capabilities) => boolean;

/** "Choose low or high, or move to a model that takes it: …". */
export function otherwise(choice: string, takes: Takes, today: string): string {
	const models = modelsToMoveTo(takes, today);
	if (models.length === 0) return `${choice}.`;
	return `${choice}, or move to a model that takes it: ${models.join(', ')}.`;
}

/** A setting with steps, from the lowest to the highest: the next lower step that the model has is sent instead. */
export function steps<Step extends string>(
	setting: 'quality' | 'complexity' | 'inputFidelity',
	all: readonly Step[],
	taken: (capabilities: Capabilities) => readonly Step[],
): Rule {
	return {
		setting,
		check: ({ settings, capabilities, modelId, policy }) => {
			const wanted = all.find((step) => step === settings[setting]);
			const own = taken(capabilities);
			if (wanted === undefined || own.includes(wanted)) return undefined;
			const lower = all.slice(0, all.indexOf(wanted)).findLast((step) => own.includes(step));
			const instead = lower ?? all.find((step) => own.includes(step));
			return {
				message:
					own.length > 0
						? `${modelId} does not take ${setting} ${wanted}`
						: `${modelId} does not take ${setting}`,
				howToFix: otherwise(
					own.length > 0 ? `Choose ${own.join(', ')}` : 'Remove it',
					(capabilities) => taken(capabilities).includes(wanted),
					policy.today,
				),
				instead: { [setting]: instead },
				told: instead === undefined ? 'it was left out' : `${instead} was sent`,
			};
		},
	};
}

/** `frameCount` and `frameDuration`: for animated GIF of models that make them, left out elsewhere. */
export const frames = (setting: 'frameCount' | 'frameDuration'): Rule => ({
	setting,
	check: ({ settings, capabilities, modelId, policy }) => {
		if (settings[setting] === undefined) return undefined;
		const left = { instead: { [setting]: undefined }, told: 'it was left out' };
		if (!capabilities.frames) {
			return {
				message: `${modelId} does not take ${setting}`,
				howToFix: otherwise('Remove it', (other) => other.frames, policy.today),
				...left,
			};
		}
		if (settings.outputFormat === 'gif') return undefined;
		return {
			message: `${setting} is for animated GIF only`,
			howToFix: 'Remove it, or set Output Format to GIF.',
			...left,
		};
	},
});

/** What is delivered: PNG where nothing else was asked for. */
export const format = ({ settings }: RuleContext) => settings.outputFormat ?? 'png';

/** A file of an edit that only some models take. */
export const file = (setting: 'mask' | 'markup', has: (context: RuleContext) => boolean): Rule => ({
	setting,
	check: (context) => {
		if (!has(context) || context.capabilities[setting]) return undefined;
		return {
			message: `${context.modelId} does not take a ${setting}`,
			howToFix: otherwise(
				`Remove the ${setting}`,
				(capabilities) => capabilities[setting],
				context.policy.today,
			),
		};
	},
});
