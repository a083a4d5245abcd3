import { modelsToMoveTo } from '../models/capabilities';
import type { Capabilities, OutputFormat } from '../models/types';
import type { EditInputs, RequestPolicy } from './policy';
import { type ImageSettings, SettingError, type Warning, worded, type Wording } from './settings';

export interface RuleContext {
	settings: ImageSettings;
	modelId: string;
	capabilities: Capabilities;
	policy: RequestPolicy;
	/** The server is a gateway, which may take more than OpenAI: content is warned of, not rejected. */
	byGateway: boolean;
	/** Undefined where images are generated. */
	edit: EditInputs | undefined;
}

/** A setting that the model does not take. */
export interface Violation {
	/** What is wrong, without a full stop. */
	message: Wording;
	/** What is legal and which models take it. */
	howToFix: string;
	/** What can be sent in its place; missing where nothing can. */
	instead?: Partial<ImageSettings>;
	/** For the warning: what was done, "it was left out". */
	told?: string;
}

export interface Rule {
	/** The node parameter's name. */
	setting: string;
	check(context: RuleContext): Violation | undefined;
}

/**
 * Checks the settings by the rules, one after the other, each seeing what those before it changed.
 * @returns the settings to send, and what was changed.
 * @throws {SettingError} for the first violation that cannot or may not be adapted.
 */
export function applyRules(
	rules: readonly Rule[],
	context: RuleContext,
): { settings: ImageSettings; warnings: Warning[] } {
	let settings = context.settings;
	const warnings: Warning[] = [];
	for (const { setting, check } of rules) {
		const violation = check({ ...context, settings });
		if (!violation) continue;
		const { message, howToFix, instead, told } = violation;
		if (!instead && context.byGateway) {
			warnings.push({ setting, message: sentAnyway(message) });
			continue;
		}
		if (!instead || context.policy.unsupportedSettings === 'fail') {
			throw new SettingError(setting, message, howToFix);
		}
		settings = { ...settings, ...instead };
		warnings.push({ setting, message: (name) => `${worded(message, name)}: ${told}` });
	}
	return { settings, warnings };
}

/** The warning of what OpenAI's own server would reject. */
export const sentAnyway =
	(message: Wording): Wording =>
	(name) =>
		`${worded(message, name)} at OpenAI: it was sent as it is`;

/** What is delivered: PNG where nothing else was asked for. */
export const formatOf = ({ outputFormat }: ImageSettings): OutputFormat => outputFormat ?? 'png';

/** "Choose low or high, or use a model that takes it: …". */
export function otherwise(
	choice: string,
	takes: (capabilities: Capabilities) => boolean,
	today: string,
): string {
	const models = modelsToMoveTo(takes, today);
	if (models.length === 0) return `${choice}.`;
	return `${choice}, or use a model that takes it: ${models.join(', ')}.`;
}

/** A file of an edit that only some models take. */
export const fileRule = (
	setting: 'mask' | 'markup',
	has: (context: RuleContext) => boolean,
): Rule => ({
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
