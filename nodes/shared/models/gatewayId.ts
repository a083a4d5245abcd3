/** What gateways put behind the id of a model within a name of their own. */
const BEHIND = String.raw`(?=$|[^\w.-]|\.(?!\d)|-v\d|-latest\b)`;

/**
 * The model of `known` that a gateway's id names. Gateways put the provider in front (`openai/gpt-image-2`,
 * `openai.gpt-image-2`, `litellm_proxy/azure/gpt-image-2`, `models/gpt-image-2`) and a price, a version or a
 * region behind (`gpt-image-2:free`, `gpt-image-2@default`), and take ids in any case.
 * @returns undefined where none stands in it as a whole: `gpt-image-2-hd` and `my-gpt-image-2` are other models.
 */
export function knownIdIn(id: string, known: readonly string[]): string | undefined {
	const typed = id.trim().toLowerCase();
	return known
		.filter((name) => namedBy(name).test(typed))
		.reduce<string | undefined>(
			(longest, name) => (name.length > (longest?.length ?? 0) ? name : longest),
			undefined,
		);
}

const namedBy = (name: string) =>
	new RegExp(`(?<![a-z0-9-])${name.replace(/[.]/g, String.raw`\.`)}${BEHIND}`);

/** The parts of a gateway's id, in lower case: `openai`, `gpt-6` and `free` of `openai/gpt-6:free`. */
export const partsOf = (id: string): string[] => id.trim().toLowerCase().split(/[/:@]/);

/** The model whose dated snapshot an id names (`gpt-image-1.5-2025-12-16`); any other id as it is. */
export const undated = (id: string): string => id.replace(/-\d{4}-\d{2}-\d{2}(?![\w-])/, '');
