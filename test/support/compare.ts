import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { model, PROMPT_OF_ITEM, type NodeSetup } from './workbench';

export { workflowOf } from './workbench';

export interface VariantSetup {
	model: string;
	label?: string;
	quality?: string;
	size?: string;
	background?: string;
}

/** Two models at their cheapest, small pictures. */
export const TWO: VariantSetup[] = [{ model: 'gpt-image-2' }, { model: 'gpt-image-2.5-flare' }];

/** GPT Image Compare Models for the items' prompts: quality low, 1024x1024, unless a variant says otherwise. */
export const compare = (
	variants: VariantSetup[] = TWO,
	parameters: INodeParameters = {},
	more: Partial<NodeSetup> = {},
): NodeSetup => ({
	type: 'compareModels',
	parameters: {
		operation: 'compare',
		prompt: PROMPT_OF_ITEM,
		variants: {
			values: variants.map(({ model: id, ...settings }) => ({
				model: model(id),
				quality: 'low',
				size: '1024x1024',
				...settings,
			})),
		},
		...parameters,
	},
	...more,
});

/** `json.compare` of an Images item as "1A", "1B", "2A" …, and "1A2" for its second repetition. */
export function placeOf({ compare: place }: IDataObject): string {
	const { promptIndex, variant, repetition } = place as IDataObject;
	const again = Number(repetition) > 0 ? String(Number(repetition) + 1) : '';
	return `${Number(promptIndex) + 1}${String(variant)}${again}`;
}
