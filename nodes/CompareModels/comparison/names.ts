import type { ComparisonVariant } from './types';

/** What a variant is called beside its letter. */
export const variantName = ({ label, model }: Pick<ComparisonVariant, 'label' | 'model'>): string =>
	label.trim() || model;
