import { MODELS } from './catalog';
import { lifecycleOf } from './lifecycle';
import type { Capabilities } from './types';

type Takes = (capabilities: Capabilities) => boolean;

/**
 * The ids, snapshots included, of the catalog's models whose capabilities fit: for display rules, which
 * compare the chosen id. Models whose capabilities are not known fit nothing.
 */
export function idsWhere(takes: Takes): string[] {
	return MODELS.filter(({ capabilities }) => capabilities !== null && takes(capabilities)).flatMap(
		({ id, snapshots }) => [id, ...snapshots],
	);
}

/**
 * The names in the model list, newest first, of the models that a person can move to for a setting:
 * those that take it and that OpenAI has not announced to shut down by `today` (YYYY-MM-DD).
 */
export function modelsToMoveTo(takes: Takes, today: string): string[] {
	return MODELS.filter(
		(model) =>
			model.capabilities !== null &&
			takes(model.capabilities) &&
			lifecycleOf(model, today).status === 'active',
	).map(({ displayName }) => displayName);
}

/** A capability's words as plain text, whatever literals its type names. */
export const asList = (capability: readonly string[]): readonly string[] => capability;
