import type { Comparison, ComparisonVariant } from './types';

type Named = Pick<ComparisonVariant, 'label' | 'model' | 'name'>;

/** What a variant is called, in addition to its letter. */
export const variantName = ({ label, model, name }: Named): string =>
	name ?? (label.trim() || model);

/** What tells variants of one model apart. */
interface Described extends Named {
	letter: string;
	settings: ComparisonVariant['settings'];
}

/** A name for each variant, no two alike: quality, size and background are added where they tell them apart. */
export function distinctNames(variants: readonly Described[]): string[] {
	const plain = variants.map((variant) => variantName(variant));
	const named = variants.map((variant, index) => {
		const alike = variants.filter((_, other) => plain[other] === plain[index]);
		if (alike.length === 1) return plain[index]!;
		const told = (['quality', 'size', 'background'] as const).flatMap((setting) => {
			const values = new Set(alike.map(({ settings }) => settings[setting] ?? 'auto'));
			return values.size > 1 ? [`${setting} ${variant.settings[setting] ?? 'auto'}`] : [];
		});
		return [plain[index]!, ...told].join(', ');
	});
	return named.map((name, index) =>
		named.filter((other) => other === name).length > 1
			? `${name} (${variants[index]!.letter})`
			: name,
	);
}

/** The comparison with a name of its own for each variant. */
export function withDistinctNames(comparison: Comparison): Comparison {
	const names = distinctNames(comparison.variants);
	const variants = comparison.variants.map((variant, index): ComparisonVariant => {
		const name = names[index]!;
		return name === variantName(variant) ? variant : { ...variant, name };
	});
	return { ...comparison, variants };
}
