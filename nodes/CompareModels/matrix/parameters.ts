import type { IExecuteFunctions } from 'n8n-workflow';
import { asText } from '../../shared/values';

/** Which model or service made the image of an item; empty if it cannot be read. */
export const readVariantName = (context: IExecuteFunctions, itemIndex: number): string =>
	asText(context.getNodeParameter('variantName', itemIndex, '')).trim();
