import { CATALOG_CHECKED_ON, findModel, findModelBehind, shownName } from '../models/catalog';
import { type Lifecycle, lifecycleOf, RETIRING_SOON_DAYS } from '../models/lifecycle';
import type { ModelEntry } from '../models/types';
import type { RequestPolicy } from './policy';
import { SettingError, type Warning } from './settings';

/** The model that a call goes to. */
export interface ModelChoice {
	id: string;
	/** Undefined for an id that the catalog does not know: its settings are not checked. */
	entry: ModelEntry | undefined;
	/** The id is a gateway's name for the model. */
	byGateway: boolean;
	warnings: Warning[];
}

const warn = (message: string): Warning[] => [{ setting: 'model', message }];

/**
 * Looks the model up and decides what to do about its shutdown: where OpenAI itself serves it, a model
 * that is shut down is replaced or refused; elsewhere it is only warned of.
 * @throws {SettingError}
 */
export function chooseModel(id: string, policy: RequestPolicy): ModelChoice {
	if (typeof id !== 'string' || id.trim() === '') {
		throw new SettingError(
			'model',
			'No model is chosen',
			'Choose a model from the list or by its ID.',
		);
	}
	if (/\s/.test(id)) {
		throw new SettingError(
			'model',
			(_name, quote) => `${quote(id)} is not a model ID: it contains spaces`,
			'Choose a model from the list, or enter its ID, such as gpt-image-2.5-flare.',
		);
	}
	const found = findModelBehind(id);
	if (!found) {
		const message = `${id} is not in the catalog (checked on ${CATALOG_CHECKED_ON}): its settings were sent unchecked and its price is not known`;
		return { id, entry: undefined, byGateway: false, warnings: warn(message) };
	}
	const { entry, byGateway } = found;
	const choice = { id, entry, byGateway };
	const gateway = byGateway ? warn(gatewayText(id, entry)) : [];
	const life = lifecycleOf(entry, policy.today);
	if (life.status === 'retired') {
		const end = atItsEnd(choice, life, policy);
		return { ...end, warnings: [...gateway, ...end.warnings] };
	}
	const soon = life.daysLeft !== null && life.daysLeft <= RETIRING_SOON_DAYS;
	return { ...choice, warnings: [...gateway, ...(soon ? warn(soonText(id, life)) : [])] };
}

function atItsEnd(
	choice: Omit<ModelChoice, 'warnings'>,
	life: Lifecycle,
	policy: RequestPolicy,
): ModelChoice {
	const { id } = choice;
	const happened = `OpenAI shut ${id} down on ${life.shutdownDate}`;
	if (!policy.servedByOpenAi) {
		const message = `${happened}: whether this server still has it is not known`;
		return { ...choice, warnings: warn(message) };
	}
	const living = life.replacements.filter((replacement) => {
		const known = findModel(replacement);
		return known !== undefined && lifecycleOf(known, policy.today).status !== 'retired';
	});
	const [next] = living;
	if (policy.retiredModel === 'replace' && next !== undefined) {
		return {
			id: next,
			entry: findModel(next),
			byGateway: false,
			warnings: warn(`${happened}: ${next} was used instead`),
		};
	}
	throw new SettingError('model', happened, howToReplace(living), 'retired');
}

function gatewayText(id: string, entry: ModelEntry): string {
	return `${id} was checked and priced as ${entry.id}: the prices are OpenAI's, those of this server may differ`;
}

function howToReplace(living: readonly string[]): string {
	if (living.length === 0) return 'Choose another model.';
	return `Choose ${living.map(shownName).join(' or ')}, or set Retired Model under Run Settings to Use the Replacement.`;
}

function soonText(id: string, { shutdownDate, daysLeft, replacements }: Lifecycle): string {
	const days = daysLeft === 1 ? 'tomorrow' : `in ${daysLeft} days`;
	const moveTo =
		replacements.length > 0 ? `: move to ${replacements.map(shownName).join(' or ')}` : '';
	return `OpenAI shuts ${id} down on ${shutdownDate}, ${days}${moveTo}`;
}
